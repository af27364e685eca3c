//! Inputs to begin with: the protocol's golden vectors, small ones that are committed, and every input that a defect was
//! found with.
//!
//! A committed file is the raw input, named for what it reaches or, `regression-…`, for the defect. They are few and small on
//! purpose: what libFuzzer collects by the thousand is not committed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;
use vango_protocol::OwnedTemplate;

use crate::model::unhex;
use crate::persisted;

/// An input and where it is from.
#[derive(Clone, Debug)]
pub struct Seed {
    /// The name of its file or vector.
    pub name: String,
    /// The input.
    pub bytes: Vec<u8>,
}

/// The inputs for the target of this name.
///
/// # Panics
/// When a file cannot be read: they belong to the repository.
pub fn seeds(target: &str) -> Vec<Seed> {
    let mut seeds = match target {
        "client_frame" | "greeting" => vectors("client.json"),
        "server_frame" => vectors("server.json"),
        "template" => vectors("template.json"),
        "shape" => vectors("shape.json"),
        "boot" => vectors("boot.json"),
        "frames" => applications(),
        "page" | "raw" => pages(),
        "schema" | "program" | "value" => persisted::seeds(target),
        _ => Vec::new(),
    };
    if let "client_frame" | "server_frame" | "template" | "shape" | "boot" = target {
        seeds.extend(invalid(target));
    }
    seeds.extend(committed(target));
    seeds
}

/// The templates that the golden vectors of patches and shapes refer to.
pub(crate) fn templates() -> Vec<OwnedTemplate> {
    static TEMPLATES: OnceLock<Vec<OwnedTemplate>> = OnceLock::new();
    let templates = TEMPLATES.get_or_init(|| {
        let decode = |seed: Seed| OwnedTemplate::decode(&seed.bytes).expect("it is a vector");
        vectors("template.json").into_iter().map(decode).collect()
    });
    templates.clone()
}

/// Pages that the golden vectors apply patches to.
pub(crate) fn vector_pages() -> &'static [String] {
    static PAGES: OnceLock<Vec<String>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let cases = cases("apply.json");
        let page = |case: &Value| case["page"].as_str().map(str::to_owned);
        cases.iter().filter_map(page).collect()
    })
}

fn cases(file: &str) -> Vec<Value> {
    let path = repository().join("vango-protocol/vectors").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("{}: {error}; it is part of the repository", path.display())
    });
    serde_json::from_str(&text).expect("the vectors are JSON")
}

fn seed(case: &Value, bytes: Vec<u8>) -> Seed {
    let name = case["name"].as_str().unwrap_or_default().to_owned();
    Seed { name, bytes }
}

fn vectors(file: &str) -> Vec<Seed> {
    let cases = cases(file);
    let hex = |case: &Value| Some(seed(case, unhex(case["hex"].as_str()?)));
    cases.iter().filter_map(hex).collect()
}

/// What must be refused, as far as it is to be decoded as `target`.
fn invalid(target: &str) -> Vec<Seed> {
    let wanted = target.replace('_', "");
    let mut cases = cases("invalid.json");
    cases.retain(|case| {
        let kind = case["as"].as_str().unwrap_or_default();
        kind.eq_ignore_ascii_case(&wanted)
    });
    let hex = |case: &Value| Some(seed(case, unhex(case["hex"].as_str()?)));
    cases.iter().filter_map(hex).collect()
}

/// For [`crate::page::frames`]: a page's number, then its frames with their lengths.
fn applications() -> Vec<Seed> {
    let cases = cases("apply.json");
    let input = |(at, case): (usize, &Value)| {
        let mut bytes = vec![u8::try_from(at).ok()?];
        for frame in case["frames"].as_array()? {
            let frame = unhex(frame.as_str()?);
            bytes.push(u8::try_from(frame.len()).ok()?);
            bytes.extend(frame);
        }
        Some(seed(case, bytes))
    };
    cases.iter().enumerate().filter_map(input).collect()
}

/// For [`crate::page::page`]: whole pages.
fn pages() -> Vec<Seed> {
    let cases = cases("apply.json");
    let page = |case: &Value| Some(seed(case, case["page"].as_str()?.as_bytes().to_vec()));
    cases.iter().filter_map(page).collect()
}

fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

fn committed(target: &str) -> Vec<Seed> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target);
    let Ok(files) = fs::read_dir(&directory) else {
        return Vec::new();
    };
    let mut seeds: Vec<Seed> = files
        .map(|file| {
            let path = file.expect("a directory can be read").path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let bytes =
                fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            Seed { name, bytes }
        })
        .collect();
    // The order of a directory is nobody's promise, and what follows from a seed has to be the same everywhere.
    seeds.sort_by(|a, b| a.name.cmp(&b.name));
    seeds
}
