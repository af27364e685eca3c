//! Golden vectors: `vectors/*.json`, shared with the TypeScript client. `BLESS=1 cargo test -p vango-protocol` writes
//! them; a change in them is a change of the protocol, so the diff is to be read.
//!
//! Each file is a list of cases; a case has a name, the bytes in hex, and what they mean (see `model/json.rs`).

use std::path::PathBuf;

use serde_json::{Value, json};
use vango_protocol::{Boot, BootHead, OwnedTemplate, serial};

use crate::case;
use crate::model::{self, hex, unhex};

fn path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "vectors", name]
        .iter()
        .collect()
}

/// Compares `cases` with the file, case by case, or writes the file.
fn check(name: &str, cases: Vec<Value>) {
    let path = path(name);
    if std::env::var_os("BLESS").is_some() {
        let lines: Vec<String> = cases.iter().map(|case| format!("  {case}")).collect();
        std::fs::write(&path, format!("[\n{}\n]\n", lines.join(",\n")))
            .expect("the vectors can be written");
    }
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "{}: {error}; write the vectors with BLESS=1",
            path.display()
        );
    });
    let golden: Vec<Value> = serde_json::from_str(&text).expect("the vectors are JSON");
    for (case, golden) in cases.iter().zip(&golden) {
        assert_eq!(
            case, golden,
            "{name}: the wire has changed; if that is meant, bless it with BLESS=1"
        );
    }
    assert_eq!(
        cases.len(),
        golden.len(),
        "{name}: cases came or went; bless with BLESS=1"
    );
}

#[test]
fn client_frames() {
    let cases = case::client().into_iter().map(|(name, frame)| {
        let bytes = model::write_client(&frame);
        assert_eq!(model::read_client(&bytes), Ok(frame.clone()), "{name}");
        json!({"name": name, "hex": hex(&bytes), "value": model::client_json(&frame)})
    });
    check("client.json", cases.collect());
}

#[test]
fn server_frames() {
    let cases = case::server().into_iter().map(|(name, frame)| {
        let bytes = model::write_server(&frame);
        let templates = case::templates();
        let read = model::read_server(&bytes, &mut templates.clone());
        assert_eq!(read, Ok(frame.clone()), "{name}");
        json!({"name": name, "hex": hex(&bytes), "value": model::server_json(&frame)})
    });
    check("server.json", cases.collect());
}

/// The templates that `server.json` and `shape.json` refer to by index.
#[test]
fn templates() {
    let cases = case::templates().into_iter().enumerate().map(|(index, template)| {
        let mut bytes = Vec::new();
        template.encode(&mut bytes);
        assert_eq!(OwnedTemplate::decode(&bytes), Ok(template.clone()));
        json!({"name": format!("template {index}"), "hex": hex(&bytes), "value": model::template_json(&template)})
    });
    check("template.json", cases.collect());
}

#[test]
fn shapes() {
    let cases = case::shape().into_iter().map(|(name, root)| {
        let bytes = model::write_shape(&root);
        assert_eq!(
            model::walk_shape(&bytes, &case::templates()),
            Ok(root.clone()),
            "{name}"
        );
        json!({"name": name, "hex": hex(&bytes), "value": model::branch_json(Some(&root))})
    });
    check("shape.json", cases.collect());
}

#[test]
fn boot() {
    let cases = case::boot().into_iter().map(|(name, head, templates, shape)| {
        let bytes = write_boot(&head, &templates, &shape);
        let boot = Boot::decode(&bytes).expect("what was written is read");
        assert_eq!(boot, Boot { head, templates: templates.clone(), shape: &shape });
        json!({"name": name, "hex": hex(&bytes), "value": {
            "version": head.version, "session": head.session.to_string(), "state": head.state.to_string(), "secret": hex(&head.secret.0),
            "ticket": hex(&head.ticket.0), "socket": head.socket, "shape": hex(&shape),
            "templates": templates.iter().map(model::template_json).collect::<Vec<_>>(),
        }})
    });
    check("boot.json", cases.collect());
}

pub(crate) fn write_boot(
    head: &BootHead<'_>,
    templates: &[OwnedTemplate],
    shape: &[u8],
) -> Vec<u8> {
    let mut bytes = Vec::new();
    model::lend(templates, |lent| {
        head.encode(&mut bytes, lent.iter().copied(), shape);
    });
    bytes
}

/// Numbers whose low byte is sent: `near` is what the receiver knows, `number` what it must find (`null`: refuse).
#[test]
fn serials() {
    let cases = case::serial()
        .into_iter()
        .map(|(low, near)| json!({"low": low, "near": near, "number": serial::expand(low, near)}));
    check("serial.json", cases.collect());
}

/// Bytes that must be refused, with the reason. `as` says what they are to be decoded as; patches with all their
/// operations, over the templates of `template.json`.
#[test]
fn invalid() {
    let cases = case::invalid().into_iter().map(|(name, kind, bytes)| {
        let bytes = unhex(&bytes.replace(' ', ""));
        let result = match kind {
            "ClientFrame" => model::read_client(&bytes).map(drop),
            "ServerFrame" => model::read_server(&bytes, &mut case::templates()).map(drop),
            "Template" => OwnedTemplate::decode(&bytes).map(drop),
            "Shape" => model::walk_shape(&bytes, &case::templates()).map(drop),
            "Boot" => Boot::decode(&bytes).map(drop),
            other => panic!("nothing is decoded as {other}"),
        };
        let error = result.expect_err(name);
        json!({
            "name": name, "as": kind, "hex": hex(&bytes),
            "error": format!("{:?}", error.kind()), "what": error.what(), "offset": error.offset(),
        })
    });
    check("invalid.json", cases.collect());
}
