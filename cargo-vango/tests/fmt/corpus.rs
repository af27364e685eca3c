//! Every `view!` that the repository has: examples, tests, fixtures, and the code in its documentation.

use std::fs;
use std::path::{Path, PathBuf};

use cargo_vango::fmt::{Config, format};

use crate::token::{comment_count, tokens};

/// Directories without views of ours: what is built, and programs of other frameworks.
const SKIPPED: [&str; 4] = ["target", "node_modules", "bench", "dist"];

fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package
        .parent()
        .expect("the workspace is around")
        .to_owned()
}

fn files(extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut directories = vec![root()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(directory).expect("it can be read") {
            let path = entry.expect("it can be read").path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() {
                if !name.starts_with('.') && !SKIPPED.contains(&name.as_str()) {
                    directories.push(path);
                }
            } else if path.extension().is_some_and(|other| other == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The blocks of Rust in a text of documentation, without the `# ` of lines that readers do not see.
fn blocks(markdown: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<String> = None;
    for line in markdown.lines() {
        let fence = line.trim_start().strip_prefix("```");
        match (&mut open, fence) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                let line = line.strip_prefix("# ").unwrap_or(line);
                block.push_str(if line == "#" { "" } else { line });
                block.push('\n');
            }
            (None, Some(language)) => {
                let is_rust = language.is_empty() || language.starts_with("rust");
                open = Some(if is_rust || language.contains("compile_fail") {
                    String::new()
                } else {
                    "// other language".to_owned()
                });
            }
            (None, None) => {}
        }
    }
    blocks.retain(|block| block.contains("view!"));
    blocks
}

/// The documentation in a source, line by line.
fn documentation(source: &str) -> String {
    let lines = source.lines().filter_map(|line| {
        let line = line.trim_start();
        let text = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"))?;
        Some(text.strip_prefix(' ').unwrap_or(text))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// How many views were laid out.
fn check(name: &str, text: &str, config: &Config) -> usize {
    let Ok(formatted) = format(text, config) else {
        return 0;
    };
    let out = &formatted.text;
    assert_eq!(tokens(text), tokens(out), "{name} has other tokens:\n{out}");
    assert_eq!(
        comment_count(text),
        comment_count(out),
        "{name} has other comments:\n{out}"
    );
    let again = format(out, config).expect("it still is Rust");
    assert!(
        again.text == *out,
        "{name} does not stay:\n{out}\n-- once more:\n{}",
        again.text
    );
    assert_eq!(formatted.faults.len(), again.faults.len(), "{name}");
    let unsure = formatted.faults.iter().find(|fault| fault.code.is_none());
    assert_eq!(
        unsure, None,
        "{name}: every layout keeps tokens and comments"
    );
    text.matches("view!")
        .count()
        .saturating_sub(formatted.faults.len())
}

/// With lines of 100 characters; some of the texts, by their number, with narrow ones, too.
fn check_all(name: &str, text: &str, number: usize) -> usize {
    if number.is_multiple_of(3) {
        let max_width = 40;
        let narrow = Config {
            max_width,
            ..Config::default()
        };
        check(name, text, &narrow);
    }
    check(name, text, &Config::default())
}

#[test]
fn every_view_of_the_sources_stays_and_loses_nothing() {
    let mut views = 0;
    for (at, path) in files("rs").into_iter().enumerate() {
        let text = fs::read_to_string(&path).expect("it is text");
        if text.contains("view!") {
            let name = path.display().to_string();
            views += check_all(&name, &text, at);
        }
    }
    assert!(views > 300, "only {views} views were found");
}

#[test]
fn every_view_of_the_documentation_stays_and_loses_nothing() {
    let mut views = 0;
    let guides = files("md").into_iter().map(|path| {
        let text = fs::read_to_string(&path).expect("it is text");
        (path, text)
    });
    let sources = files("rs").into_iter().map(|path| {
        let text = documentation(&fs::read_to_string(&path).expect("it is text"));
        (path, text)
    });
    for (at, (path, text)) in guides.chain(sources).enumerate() {
        for block in blocks(&text) {
            let name = path.display().to_string();
            views += check_all(&name, &block, at);
        }
    }
    assert!(views > 50, "only {views} views were found");
}

#[test]
fn every_view_of_the_examples_is_markup_without_mistakes() {
    let examples = files("rs").into_iter().filter(|path| {
        let path = path.strip_prefix(root()).expect("it is in the workspace");
        path.starts_with("examples")
    });
    for path in examples {
        let text = fs::read_to_string(&path).expect("it is text");
        let formatted = format(&text, &Config::default()).expect("it is Rust");
        assert_eq!(formatted.faults, [], "{}", path.display());
    }
}
