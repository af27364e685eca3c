//! What may break a rule, listed with the reason.
//!
//! Invariant: an exception that excuses nothing is itself a finding, so the list only ever holds what is needed. There is
//! no way to switch a rule off for more than one file.

use crate::tidy::{EXCEPTIONS, Finding};

/// The list: one exception a line, `rule path reason…`; `#` begins a comment.
#[derive(Debug)]
pub(crate) struct Exceptions<'t> {
    entries: Vec<Entry<'t>>,
    broken: Vec<Finding>,
}

#[derive(Debug)]
struct Entry<'t> {
    rule: &'t str,
    path: &'t str,
    line: usize,
}

impl<'t> Exceptions<'t> {
    /// Reads the list; lines that are none become findings of [`Exceptions::apply`].
    pub(crate) fn parse(text: &'t str) -> Self {
        let mut exceptions = Self {
            entries: Vec::new(),
            broken: Vec::new(),
        };
        for (index, content) in text.lines().enumerate() {
            let line = index + 1;
            if content.trim().is_empty() || content.starts_with('#') {
                continue;
            }
            let mut words = content.split_whitespace();
            match (words.next(), words.next(), words.next()) {
                (Some(rule), Some(path), Some(_reason)) => {
                    exceptions.entries.push(Entry { rule, path, line });
                }
                _ => exceptions
                    .broken
                    .push(finding(line, "write `rule path reason`")),
            }
        }
        exceptions
    }

    /// Takes out what is excused, and adds what is wrong with the list.
    pub(crate) fn apply(self, findings: Vec<Finding>) -> Vec<Finding> {
        let excuses = |entry: &Entry<'_>, found: &Finding| {
            entry.rule == found.rule && entry.path == found.path
        };
        let unused = self
            .entries
            .iter()
            .filter(|entry| !findings.iter().any(|found| excuses(entry, found)));
        let mut left: Vec<Finding> = unused
            .map(|entry| finding(entry.line, "excuses nothing any more: delete the line"))
            .collect();
        left.extend(self.broken);
        left.extend(
            findings
                .into_iter()
                .filter(|found| !self.entries.iter().any(|entry| excuses(entry, found))),
        );
        left
    }
}

fn finding(line: usize, message: &str) -> Finding {
    Finding {
        rule: "exceptions",
        path: EXCEPTIONS.to_owned(),
        line,
        message: message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rule: &'static str, path: &str) -> Finding {
        Finding {
            rule,
            path: path.to_owned(),
            line: 1,
            message: String::new(),
        }
    }

    fn check(list: &str, expect: &[&str]) {
        let findings = vec![found("header", "a.rs"), found("allow", "a.rs")];
        let left = Exceptions::parse(list).apply(findings);
        let left: Vec<String> = left
            .iter()
            .map(|found| format!("{}:{} {}", found.path, found.line, found.rule))
            .collect();
        assert_eq!(left, expect);
    }

    #[test]
    fn an_exception_excuses_its_rule_in_its_file() {
        check("# why\n\nheader a.rs made by a tool\n", &["a.rs:1 allow"]);
    }

    #[test]
    fn an_exception_without_use_is_a_finding() {
        check(
            "header b.rs because\n",
            &[
                "xtask/tidy-exceptions.txt:1 exceptions",
                "a.rs:1 header",
                "a.rs:1 allow",
            ],
        );
    }

    #[test]
    fn an_exception_without_reason_is_a_finding() {
        check(
            "header a.rs\n",
            &[
                "xtask/tidy-exceptions.txt:1 exceptions",
                "a.rs:1 header",
                "a.rs:1 allow",
            ],
        );
    }
}
