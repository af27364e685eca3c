//! Files and functions that a reader can take in.
//!
//! Invariant: the bounds are those of [`crate::limits`]. Lines are counted as written; this does not measure complexity.

use crate::limits::{FILE_LINES, FUNCTION_LINES};
use crate::source::{bracket_end, find_word, line_of};
use crate::tidy::{File, Finding};

/// Checks the file and the functions in it.
pub(crate) fn check(file: &File, findings: &mut Vec<Finding>) {
    if !file.is_source() {
        return;
    }
    let lines = file.text.lines().count();
    if lines > FILE_LINES {
        let message =
            format!("{lines} lines, more than {FILE_LINES}: split it by what its parts are about");
        findings.push(file.finding("file-lines", 0, message));
    }
    for (line, name, lines) in functions(file) {
        if lines > FUNCTION_LINES {
            let message = format!(
                "`{name}` has {lines} lines of code, more than {FUNCTION_LINES}: give its steps names"
            );
            findings.push(file.finding("function-lines", line, message));
        }
    }
}

/// Line, name and lines of code of each Rust function that has a body.
fn functions(file: &File) -> Vec<(usize, &str, usize)> {
    let code = file.code.as_str();
    let mut functions = Vec::new();
    for at in find_word(code, "fn") {
        let Some(name) = code[at + 2..]
            .split(|c: char| !c.is_alphanumeric() && c != '_' && c != ' ')
            .next()
        else {
            continue;
        };
        // `fn(…)` is a type.
        if name.trim().is_empty() {
            continue;
        }
        let Some(body) = body(code, at) else { continue };
        let lines = code[body.0..body.1]
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count();
        functions.push((line_of(code, at), name.trim(), lines));
    }
    functions
}

/// From the brace that opens a function's body to the one that closes it; none for a declaration.
fn body(code: &str, function: usize) -> Option<(usize, usize)> {
    let mut at = function;
    loop {
        match code.as_bytes().get(at)? {
            b';' => return None,
            b'{' => return Some((at, bracket_end(code, at))),
            b'(' | b'[' => at = bracket_end(code, at),
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::findings_of;

    fn function_of(lines: usize) -> String {
        format!(
            "//! a\nfn long(a: [u8; 2]) -> u8 {{\n{}}}\n",
            "    f();\n".repeat(lines - 2)
        )
    }

    #[test]
    fn a_file_may_have_the_bound_and_no_more() {
        let check_lines = |lines| findings_of(check, "src/a.rs", &"//\n".repeat(lines));
        assert!(check_lines(FILE_LINES).is_empty());
        assert_eq!(check_lines(FILE_LINES + 1), ["src/a.rs:0 file-lines"]);
    }

    #[test]
    fn a_function_may_have_the_bound_and_no_more() {
        assert!(findings_of(check, "src/a.rs", &function_of(FUNCTION_LINES)).is_empty());
        assert_eq!(
            findings_of(check, "src/a.rs", &function_of(FUNCTION_LINES + 1)),
            ["src/a.rs:2 function-lines"]
        );
    }

    #[test]
    fn comments_do_not_count_as_lines_of_code() {
        let text = function_of(FUNCTION_LINES).replace("    f();", "    // why\n\n    f();");
        assert!(findings_of(check, "src/a.rs", &text).is_empty());
    }

    #[test]
    fn declarations_and_types_are_no_functions() {
        let text = format!(
            "trait A {{ fn f(&self); const X: fn(u8) = g;\n{} }}",
            "fn g();\n".repeat(FUNCTION_LINES)
        );
        assert!(findings_of(check, "src/a.rs", &text).is_empty());
    }

    #[test]
    fn tests_may_be_long() {
        assert!(
            findings_of(
                check,
                "vango-runtime/tests/a.rs",
                &"//\n".repeat(FILE_LINES + 1)
            )
            .is_empty()
        );
    }
}
