//! Who may name what inside the runtime and the server, and where the codec library may appear.
//!
//! Invariant: `server → driver → session → {reactive, view, diff, persist} → protocol`; nothing in the runtime names an
//! asynchronous runtime, HTTP or the clock (DESIGN §9). What crates may depend on is `dependency`'s matter.

use crate::source::{bracket_end, find_word, line_of};
use crate::tidy::{File, Finding};

const RUNTIME: &str = "vango-runtime/src/";
const DRIVER: &str = "vango-server/src/driver/";

/// Names that nothing in the runtime may use. `Duration` is a value, not a clock, and stays free.
const IO_NAMES: [&str; 6] = [
    "tokio",
    "hyper",
    "hyper_util",
    "Instant",
    "SystemTime",
    "UNIX_EPOCH",
];

/// The runtime's modules from the outside to the inside: each may name the ones after it, and those of its own row.
const LAYERS: [&[&str]; 2] = [&["session"], &["reactive", "view", "diff", "persist"]];

/// The only file or directory that names the codec library (in `vango-protocol/src`).
const CODEC: &str = "vango-protocol/src/codec";

/// Checks one file.
pub(crate) fn check(file: &File, findings: &mut Vec<Finding>) {
    if !file.is_rust() {
        return;
    }
    check_codec(file, findings);
    if let Some(path) = file.path.strip_prefix(RUNTIME) {
        check_io(file, findings);
        check_layers(file, path, findings);
    }
    if file.path.starts_with(DRIVER) {
        check_driver(file, findings);
    }
}

fn check_codec(file: &File, findings: &mut Vec<Finding>) {
    if file.path.starts_with(CODEC) {
        return;
    }
    for at in find_word(&file.code, "bincode") {
        let message = format!("only {CODEC} names the codec library: put what you need there");
        findings.push(file.finding("codec", line_of(&file.code, at), message));
    }
}

fn check_io(file: &File, findings: &mut Vec<Finding>) {
    for name in IO_NAMES {
        for at in find_word(&file.code, name) {
            let message = format!(
                "`{name}` in the runtime, which does no I/O: let the driver (vango-server) pass the value in"
            );
            findings.push(file.finding("io", line_of(&file.code, at), message));
        }
    }
}

fn check_layers(file: &File, path: &str, findings: &mut Vec<Finding>) {
    let Some(own) = LAYERS
        .iter()
        .position(|layer| layer.iter().any(|module| is_in(path, module)))
    else {
        return;
    };
    for (at, name) in crate_names(&file.code) {
        let Some(other) = LAYERS.iter().position(|layer| layer.contains(&name)) else {
            continue;
        };
        if other < own {
            let message = format!(
                "`crate::{name}` is an outer layer of this module: turn the dependency round"
            );
            findings.push(file.finding("layers", line_of(&file.code, at), message));
        }
    }
}

/// The driver knows nothing of HTTP: all else of its crate is the server around it.
fn check_driver(file: &File, findings: &mut Vec<Finding>) {
    for (at, name) in crate_names(&file.code) {
        if name != "driver" {
            let message = format!(
                "`crate::{name}` is the server, an outer layer of the driver: turn the dependency round"
            );
            findings.push(file.finding("layers", line_of(&file.code, at), message));
        }
    }
}

/// Whether `path` is the module `module` or in it (`session.rs`, `session/turn.rs`).
fn is_in(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| {
        rest.starts_with('/') || rest == ".rs" || rest == "s.rs" || rest.starts_with("s/")
    })
}

/// The first name of each path that begins with `crate::`, also of those in a group `crate::{a::b, c}`.
fn crate_names(code: &str) -> Vec<(usize, &str)> {
    let mut names = Vec::new();
    for at in find_word(code, "crate") {
        let Some(rest) = code[at..].strip_prefix("crate::") else {
            continue;
        };
        let start = code.len() - rest.len();
        if rest.starts_with('{') {
            let group = start + 1..bracket_end(code, start).saturating_sub(1).max(start + 1);
            names.extend(group_names(code, group));
        } else {
            names.push((start, first_name(rest)));
        }
    }
    names
}

/// The first names of the entries of a `use` group.
fn group_names(code: &str, group: std::ops::Range<usize>) -> Vec<(usize, &str)> {
    let mut names = Vec::new();
    let mut entry = group.start;
    let mut at = group.start;
    while at <= group.end {
        match code.as_bytes().get(at) {
            Some(b'{') => at = bracket_end(code, at),
            Some(b',') | Some(b'}') | None => {
                let text = &code[entry..at.min(group.end)];
                let trimmed = text.trim_start();
                if !trimmed.is_empty() {
                    names.push((entry + text.len() - trimmed.len(), first_name(trimmed)));
                }
                at += 1;
                entry = at;
            }
            Some(_) => at += 1,
        }
    }
    names
}

fn first_name(path: &str) -> &str {
    path.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::findings_of;

    #[test]
    fn the_session_names_no_clock_and_no_runtime() {
        let text = "use tokio::sync::mpsc;\nlet now = std::time::Instant::now(); // tokio\n";
        let found = findings_of(check, "vango-runtime/src/session/turn.rs", text);
        assert_eq!(
            found,
            [
                "vango-runtime/src/session/turn.rs:1 io",
                "vango-runtime/src/session/turn.rs:2 io"
            ]
        );
    }

    #[test]
    fn the_driver_may_name_them_and_durations_are_free() {
        assert!(
            findings_of(
                check,
                "vango-server/src/driver/socket.rs",
                "use tokio::net;"
            )
            .is_empty()
        );
        assert!(
            findings_of(
                check,
                "vango-runtime/src/session.rs",
                "use std::time::Duration;"
            )
            .is_empty()
        );
    }

    #[test]
    fn an_inner_layer_names_no_outer_one() {
        let text = "use crate::{view::{Sink, server},\n session::Turn};\n";
        let found = findings_of(check, "vango-runtime/src/diff/each.rs", text);
        assert_eq!(found, ["vango-runtime/src/diff/each.rs:2 layers"]);
        let text = "use crate::driver::Wire;\nuse crate::app::App;\n";
        let found = findings_of(check, "vango-server/src/driver/turn.rs", text);
        assert_eq!(found, ["vango-server/src/driver/turn.rs:2 layers"]);
    }

    #[test]
    fn an_outer_layer_names_inner_ones() {
        let text = "use crate::{reactive::Store, diff::Tree};";
        assert!(findings_of(check, "vango-runtime/src/session/page.rs", text).is_empty());
        let text = "use crate::driver::Worker;";
        assert!(findings_of(check, "vango-server/src/page.rs", text).is_empty());
    }

    #[test]
    fn only_the_codec_names_the_codec_library() {
        assert!(
            findings_of(
                check,
                "vango-protocol/src/codec/reader.rs",
                "use bincode::Decode;"
            )
            .is_empty()
        );
        let found = findings_of(
            check,
            "vango-protocol/src/op.rs",
            "#[derive(bincode::Decode)]",
        );
        assert_eq!(found, ["vango-protocol/src/op.rs:1 codec"]);
    }
}
