//! `cargo xtask tidy`: the rules of the repository that compilers do not know.
//!
//! Invariant: rules are pure functions from files to findings, so that each is tested without a work tree; only this file
//! reads the disk. A finding says what, where and how to mend it. Rules look at text, not at meaning: what rustc or
//! clippy can see is left to them.

mod architecture;
mod dependency;
mod exception;
mod hygiene;
mod size;

use std::fmt;
use std::fs;

use anyhow::{Context, Result};

use crate::Outcome;
use crate::source::code_only;
use crate::tidy::exception::Exceptions;
use crate::workspace::{Depth, Workspace};

/// The file, relative to the root, that lists what may break a rule, and why.
const EXCEPTIONS: &str = "xtask/tidy-exceptions.txt";

/// Checks the work tree.
pub(crate) fn run(workspace: &Workspace) -> Result<Outcome> {
    let files = read_files(workspace)?;
    let mut findings = check_files(&files);
    findings.extend(dependency::check_members(
        &workspace.metadata(Depth::Members)?,
    ));
    findings.extend(dependency::check_licences(&workspace.metadata(Depth::All)?));
    let exceptions = fs::read_to_string(workspace.root().join(EXCEPTIONS)).unwrap_or_default();
    let findings = Exceptions::parse(&exceptions).apply(findings);
    for finding in &findings {
        println!("{finding}");
    }
    println!("tidy: {} files, {} findings", files.len(), findings.len());
    Ok(Outcome::from_success(findings.is_empty()))
}

/// A text file of the repository.
#[derive(Debug)]
pub(crate) struct File {
    /// Relative to the root, with `/`.
    path: String,
    text: String,
    /// The text of a Rust file without comments and literals; empty for other files.
    code: String,
}

impl File {
    /// A file with this path and content.
    fn new(path: &str, text: &str) -> Self {
        let code = if path.ends_with(".rs") {
            code_only(text)
        } else {
            String::new()
        };
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            code,
        }
    }

    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    fn is_script(&self) -> bool {
        self.path.ends_with(".ts") || self.path.ends_with(".mjs")
    }

    /// Sources of what is shipped or run, as opposed to tests, golden files and pages of documentation.
    fn is_source(&self) -> bool {
        let in_source = self.path.starts_with("src/")
            || self.path.contains("/src/")
            || self.path.starts_with("examples/");
        (self.is_rust() || self.is_script()) && in_source
    }

    fn finding(&self, rule: &'static str, line: usize, message: impl Into<String>) -> Finding {
        Finding {
            rule,
            path: self.path.clone(),
            line,
            message: message.into(),
        }
    }
}

/// A broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    rule: &'static str,
    path: String,
    /// Counted from 1; 0 when it is about the whole file.
    line: usize,
    message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {} [{}]", self.message, self.rule)
    }
}

fn check_files(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        architecture::check(file, &mut findings);
        hygiene::check(file, &mut findings);
        size::check(file, &mut findings);
        dependency::check_manifest(file, &mut findings);
    }
    findings
}

/// The text files that git tracks or would track: a rule speaks before the first commit of a file.
fn read_files(workspace: &Workspace) -> Result<Vec<File>> {
    let list = [
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ];
    let names = workspace
        .program("git")
        .args(list)
        .capture()
        .context("tidy lists the files by git")?;
    let mut files = Vec::new();
    for name in names.split('\0').filter(|name| !name.is_empty()) {
        let path = workspace.root().join(name);
        if !path.is_file() {
            continue; // deleted and not yet committed
        }
        let bytes = fs::read(&path).with_context(|| format!("{name} cannot be read"))?;
        // What is not UTF-8 (pictures, compressed bundles) has no rules.
        if let Ok(text) = String::from_utf8(bytes) {
            files.push(File::new(name, &text));
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Findings of one rule function for one file, as text: what the rules' tests compare.
#[cfg(test)]
fn findings_of(rule: fn(&File, &mut Vec<Finding>), path: &str, text: &str) -> Vec<String> {
    let mut findings = Vec::new();
    rule(&File::new(path, text), &mut findings);
    findings
        .iter()
        .map(|finding| format!("{}:{} {}", finding.path, finding.line, finding.rule))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_reads_like_a_compilers() {
        let finding = File::new("src/a.rs", "").finding("size", 3, "too long");
        assert_eq!(finding.to_string(), "src/a.rs:3: too long [size]");
    }

    #[test]
    fn every_rule_sees_every_file() {
        let text = "//! a\nfn f() { todo!() }\n";
        let rules: Vec<&str> = check_files(&[File::new("vango-runtime/src/utils.rs", text)])
            .iter()
            .map(|finding| finding.rule)
            .collect();
        assert_eq!(rules, ["unfinished", "file-name"]);
    }

    #[test]
    fn tests_and_golden_files_are_no_sources() {
        assert!(File::new("vango-runtime/src/view/each.rs", "").is_source());
        assert!(File::new("src/lib.rs", "").is_source());
        assert!(File::new("vango-client/ts/src/codec.ts", "").is_source());
        assert!(!File::new("vango-runtime/tests/server.rs", "").is_source());
        assert!(!File::new("ui-tests/view/fail/missing_key.rs", "").is_source());
        assert!(!File::new("src/page.md", "").is_source());
    }
}
