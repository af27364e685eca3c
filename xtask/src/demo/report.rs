//! What the demo has checked, step by step.
//!
//! Invariant: a step without a check is none; what was found stands beside what was expected. With `--json` nothing else
//! goes to the standard output, and all of it comes at the end.

use std::fmt::{Debug, Write as _};

use serde_json::{Value, json};

/// For whom it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Json,
}

/// See the module's documentation.
#[derive(Debug)]
pub(crate) struct Report {
    form: Form,
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    title: String,
    plan: Option<Value>,
    checks: Vec<Check>,
}

#[derive(Debug)]
struct Check {
    what: String,
    expected: String,
    found: String,
}

impl Check {
    fn holds(&self) -> bool {
        self.expected == self.found
    }
}

impl Report {
    pub(super) fn new(form: Form) -> Self {
        Self {
            form,
            steps: Vec::new(),
        }
    }

    /// Another step begins.
    pub(super) fn step(&mut self, title: String) {
        self.say(&format!("\n== {title}\n"));
        self.steps.push(Step {
            title,
            plan: None,
            checks: Vec::new(),
        });
    }

    /// What `cargo vango state plan` has said, for people and for programs.
    pub(super) fn plan(&mut self, text: &str, json: Value) {
        for line in text.lines() {
            self.say(&format!("{}\n", format!("   | {line}").trim_end()));
        }
        if let Some(step) = self.steps.last_mut() {
            step.plan = Some(json);
        }
    }

    /// Compares what was found with what has to be.
    pub(super) fn check<T: Debug>(&mut self, what: &str, found: &T, expected: &T) {
        let check = Check {
            what: what.to_owned(),
            expected: format!("{expected:?}"),
            found: format!("{found:?}"),
        };
        self.say(&line(&check));
        if let Some(step) = self.steps.last_mut() {
            step.checks.push(check);
        }
    }

    /// Closes the report; answers whether everything held.
    pub(super) fn end(&self) -> bool {
        let checks = || self.steps.iter().flat_map(|step| &step.checks);
        let failed = checks().filter(|check| !check.holds()).count();
        let is_empty = self.steps.iter().any(|step| step.checks.is_empty());
        let passed = failed == 0 && !is_empty && !self.steps.is_empty();
        match self.form {
            Form::Text => println!(
                "\n{} steps, {} checks, {failed} failed",
                self.steps.len(),
                checks().count()
            ),
            Form::Json => println!("{:#}", self.json(passed)),
        }
        passed
    }

    fn json(&self, passed: bool) -> Value {
        let check = |check: &Check| {
            json!({
                "what": check.what,
                "expected": check.expected,
                "found": check.found,
                "holds": check.holds(),
            })
        };
        let step = |step: &Step| {
            let checks: Vec<Value> = step.checks.iter().map(check).collect();
            json!({ "title": step.title, "plan": step.plan, "checks": checks })
        };
        let steps: Vec<Value> = self.steps.iter().map(step).collect();
        json!({ "version": 1, "passed": passed, "steps": steps })
    }

    fn say(&self, text: &str) {
        if self.form == Form::Text {
            print!("{text}");
        }
    }
}

fn line(check: &Check) -> String {
    let word = if check.holds() { "ok    " } else { "FAILED" };
    let mut line = format!("{word} {}: {}", check.what, check.found);
    if !check.holds() {
        let _ = write!(line, ", and not {}", check.expected);
    }
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_check_that_does_not_hold_fails_the_report() {
        let mut report = Report::new(Form::Json);
        report.step("A".to_owned());
        report.check("cart", &2, &2);
        assert!(report.end());
        report.check("theme", &Some("dark"), &None);
        assert!(!report.end());
        let json = report.json(false);
        assert_eq!(json["steps"][0]["checks"][1]["holds"], false);
        assert_eq!(json["steps"][0]["checks"][1]["found"], "Some(\"dark\")");
        let said = line(&report.steps[0].checks[1]);
        assert_eq!(said, "FAILED theme: Some(\"dark\"), and not None\n");
    }

    #[test]
    fn no_checks_are_no_pass() {
        let mut report = Report::new(Form::Json);
        assert!(!report.end());
        report.step("A".to_owned());
        assert!(!report.end());
    }
}
