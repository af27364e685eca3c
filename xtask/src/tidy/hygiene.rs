//! Small rules about single files: nothing unfinished, no lint switched off without a reason, every file says what it is
//! for, and no name of a registry's host.
//!
//! Invariant: each rule is one function with one finding per place. Formatting is rustfmt's matter and not checked here.

use std::ops::Range;

use crate::source::{bracket_end, find_word, line_of};
use crate::tidy::{File, Finding};

/// Macros that mark work as not done. In pieces where this file would find itself.
const UNFINISHED: [&str; 3] = ["todo", "unimplemented", "dbg"];

/// File names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "helpers", "helper", "common", "misc"];

/// Hosts of package registries, written in two parts so that this file does not contain them.
const REGISTRY_HOSTS: [(&str, &str); 7] = [
    ("crates", ".io"),
    ("registry.npm", "js.org"),
    ("registry.yarn", "pkg.com"),
    ("npm", "js.com"),
    ("deb.debian", ".org"),
    ("pypi", ".org"),
    ("proxy.go", "lang.org"),
];

/// Macros whose argument is code that is emitted.
const QUOTING: [&str; 4] = [
    "quote",
    "quote_spanned",
    "parse_quote",
    "parse_quote_spanned",
];

/// Inputs and outputs of the expansion tests.
const GOLDEN_SUFFIXES: [&str; 2] = [".in.rs", ".out.rs"];

/// Cargo writes the index it resolved from into its lock file; nobody chooses that text.
const CARGO_LOCK: &str = "Cargo.lock";

/// Checks one file.
pub(crate) fn check(file: &File, findings: &mut Vec<Finding>) {
    check_unfinished(file, findings);
    check_allow(file, findings);
    check_header(file, findings);
    check_file_name(file, findings);
    check_registry_hosts(file, findings);
    check_package_lock(file, findings);
    check_build_script(file, findings);
}

fn check_unfinished(file: &File, findings: &mut Vec<Finding>) {
    for name in UNFINISHED {
        for at in
            find_word(&file.code, name).filter(|at| file.code[at + name.len()..].starts_with('!'))
        {
            let message =
                format!("`{name}!` marks work that is not done: do it, or leave the code out");
            findings.push(file.finding("unfinished", line_of(&file.code, at), message));
        }
    }
}

fn check_allow(file: &File, findings: &mut Vec<Finding>) {
    // What a macro emits is no code of ours, neither where it is quoted nor where it is a golden file.
    if GOLDEN_SUFFIXES
        .iter()
        .any(|suffix| file.path.ends_with(suffix))
    {
        return;
    }
    let quoted = quoted_ranges(&file.code);
    for at in find_word(&file.code, "allow") {
        let before = file.code[..at].trim_end();
        let in_attribute = before.ends_with("#[") || before.ends_with("#![");
        let is_quoted = quoted.iter().any(|range| range.contains(&at));
        if !in_attribute || is_quoted || !file.code[at + "allow".len()..].starts_with('(') {
            continue;
        }
        let arguments = &file.code[at..bracket_end(&file.code, at + "allow".len())];
        if find_word(arguments, "reason").next().is_none() {
            let message =
                "a lint is allowed without a reason: write `#[expect(lint, reason = \"…\")]`";
            findings.push(file.finding("allow", line_of(&file.code, at), message));
        }
    }
}

/// Where `quote!` and its like hold code that is emitted. An `expect` there would fail in the user's crate.
fn quoted_ranges(code: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for name in QUOTING {
        for at in find_word(code, name).filter(|at| code[at + name.len()..].starts_with('!')) {
            let open = at + name.len() + 1;
            ranges.push(open..bracket_end(code, open));
        }
    }
    ranges
}

/// A reader of any source learns first what it is for.
fn check_header(file: &File, findings: &mut Vec<Finding>) {
    let wanted: &[&str] = match () {
        () if !file.is_source() => return,
        () if file.is_rust() => &["//!"],
        () => &["//", "/*"],
    };
    let first = file
        .text
        .lines()
        .map(str::trim_start)
        .find(|line| !line.is_empty())
        .unwrap_or("");
    if !wanted.iter().any(|mark| first.starts_with(mark)) {
        let message = format!(
            "begin with `{}`: purpose, invariant, and what it does not do",
            wanted[0]
        );
        findings.push(file.finding("header", 1, message));
    }
}

fn check_file_name(file: &File, findings: &mut Vec<Finding>) {
    if !file.is_rust() && !file.is_script() {
        return;
    }
    let stem = file
        .path
        .rsplit('/')
        .next()
        .and_then(|name| name.split('.').next())
        .unwrap_or("");
    if EMPTY_NAMES.contains(&stem) {
        let message = format!("`{stem}` says nothing: name the file after the thing that is in it");
        findings.push(file.finding("file-name", 0, message));
    }
}

fn check_registry_hosts(file: &File, findings: &mut Vec<Finding>) {
    if file.path.ends_with(CARGO_LOCK) {
        return;
    }
    for (first, second) in REGISTRY_HOSTS {
        let host = format!("{first}{second}");
        for (at, _) in file.text.match_indices(&host) {
            let message =
                "names a package registry's host: name the package, its client knows the host";
            findings.push(file.finding("registry-host", line_of(&file.text, at), message));
        }
    }
}

fn check_package_lock(file: &File, findings: &mut Vec<Finding>) {
    if !file.path.ends_with("package-lock.json") {
        return;
    }
    for (at, _) in file.text.match_indices("\"resolved\"") {
        let message = "an address in the lock file: write it anew with `omit-lockfile-registry-resolved=true`";
        findings.push(file.finding("package-lock", line_of(&file.text, at), message));
    }
}

fn check_build_script(file: &File, findings: &mut Vec<Finding>) {
    if !(file.path == "build.rs" || file.path.ends_with("/build.rs")) {
        return;
    }
    for program in ["\"node\"", "\"npm\"", "\"npx\""] {
        for (at, _) in file.text.match_indices(program) {
            let message = "a build script calls Node: users of the crate need not have it; commit what it makes";
            findings.push(file.finding("build-script", line_of(&file.text, at), message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::findings_of;

    #[test]
    fn unfinished_work_is_found_in_code_only() {
        let text = "//! todo!()\nfn f() { todo!() }\nfn g() { \"dbg!\"; todo() }\n";
        assert_eq!(
            findings_of(check, "src/a.rs", text),
            ["src/a.rs:2 unfinished"]
        );
    }

    #[test]
    fn a_lint_is_allowed_with_a_reason_only() {
        let text = "//! a\n#![allow(dead_code)]\n#[allow(\n  dead_code,\n  reason = \"b\")]\nfn allow(a: u8) {}\n";
        assert_eq!(findings_of(check, "src/a.rs", text), ["src/a.rs:2 allow"]);
    }

    #[test]
    fn a_reason_in_a_comment_is_no_reason() {
        let text = "//! a\n#[allow(dead_code /* reason */)]\n";
        assert_eq!(findings_of(check, "src/a.rs", text), ["src/a.rs:2 allow"]);
    }

    #[test]
    fn emitted_code_may_allow() {
        let text = "//! a\nfn f() { quote! { #[allow(dead_code)] struct A; } }\n#[allow(dead_code)]\nfn g() {}\n";
        assert_eq!(findings_of(check, "src/a.rs", text), ["src/a.rs:3 allow"]);
        assert!(
            findings_of(
                check,
                "vango-macros/core/tests/expand/a.out.rs",
                "#[allow(unused)]\nfn f() {}\n"
            )
            .is_empty()
        );
    }

    #[test]
    fn sources_open_with_their_purpose() {
        assert_eq!(
            findings_of(check, "src/a.rs", "\nuse b;\n"),
            ["src/a.rs:1 header"]
        );
        assert_eq!(
            findings_of(check, "vango-client/ts/src/a.ts", "const a = 1\n"),
            ["vango-client/ts/src/a.ts:1 header"]
        );
        assert!(findings_of(check, "vango-client/ts/src/a.ts", "/** Decodes. */\n").is_empty());
        assert!(findings_of(check, "vango-runtime/tests/a.rs", "use b;\n").is_empty());
    }

    #[test]
    fn names_say_something() {
        assert_eq!(
            findings_of(check, "vango-client/ts/test/utils.ts", ""),
            ["vango-client/ts/test/utils.ts:0 file-name"]
        );
    }

    #[test]
    fn registry_hosts_are_found_everywhere_but_in_cargos_lock() {
        let (first, second) = REGISTRY_HOSTS[0];
        let text = format!("a\nsee {first}{second}\n");
        assert_eq!(
            findings_of(check, "README.md", &text),
            ["README.md:2 registry-host"]
        );
        assert!(findings_of(check, "Cargo.lock", &text).is_empty());
    }

    #[test]
    fn package_locks_hold_no_address() {
        let found = findings_of(check, "a/package-lock.json", "{\n\"resolved\": 1}");
        assert_eq!(found, ["a/package-lock.json:2 package-lock"]);
    }

    #[test]
    fn build_scripts_call_no_node() {
        let text = "//! a\nfn main() { Command::new(\"node\"); }";
        assert_eq!(
            findings_of(check, "vango-client/build.rs", text),
            ["vango-client/build.rs:2 build-script"]
        );
    }
}
