//! `"Hello {name}"`: text that was meant to be a format string.
//!
//! Finds what `format!` would replace, and what those write who come from languages where text is replaced:
//! `{user.name}`. Invariant: what else has braces (JSON, style sheets, formulas, templates with doubled braces) is text.

use proc_macro2::Span;

use super::Check;
use crate::diagnostic::Code;
use crate::html;
use crate::parse::model::{Literal, LiteralValue, Name, Text};

/// Elements whose text is code.
const CODE: &[&str] = &[
    "annotation",
    "code",
    "kbd",
    "pre",
    "samp",
    "script",
    "style",
    "var",
];

/// A place in a text that looks like one of a format string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placeholder<'t> {
    /// Before it.
    before: &'t str,
    /// What stands for the value; empty in `{}`.
    value: &'t str,
    /// From the colon on.
    format: &'t str,
    /// Behind it.
    after: &'t str,
}

impl Placeholder<'_> {
    /// With its braces.
    fn written(&self) -> String {
        format!("{{{}{}}}", self.value, self.format)
    }

    /// What stands for the value in Rust.
    fn name(&self) -> &str {
        if self.value.is_empty() {
            "value"
        } else {
            self.value
        }
    }

    /// As it is written in markup.
    fn node(&self) -> String {
        match self.format {
            "" => format!("{{{}}}", self.name()),
            format => format!("{{format!(\"{{{format}}}\", {})}}", self.name()),
        }
    }

    /// A call of `format!` that does what was meant.
    fn call(&self, text: &str) -> String {
        let is_name = self.value.chars().all(|c| c == '_' || c.is_alphanumeric());
        match (find(self.after), is_name && !self.value.is_empty()) {
            (None, true) => format!("format!({text:?})"),
            (None, false) => {
                let text = format!("{}{{{}}}{}", self.before, self.format, self.after);
                format!("format!({text:?}, {})", self.name())
            }
            // Several: the pattern is enough.
            (Some(_), _) => format!("format!(\"… {{}} …\", {}, …)", self.name()),
        }
    }
}

impl Check<'_> {
    /// A text in markup, below `ancestors`.
    pub(super) fn braces_in_text(&mut self, text: &Text, ancestors: &[&str]) {
        if ancestors.iter().any(|name| CODE.contains(name)) {
            return;
        }
        let Some(found) = find(&text.value) else {
            return;
        };
        let mut instead = Vec::new();
        let mut rest = text.value.as_str();
        while let Some(found) = find(rest) {
            instead.extend(quoted(found.before));
            instead.push(found.node());
            rest = found.after;
        }
        instead.extend(quoted(rest));
        let instead = instead.join(" ");
        self.braces(
            text.span,
            &found,
            &instead,
            &format!("{{{:?}}}", found.written()),
        );
    }

    /// The text of an attribute on an element.
    pub(super) fn braces_in_attribute(&mut self, name: &Name, tag: &str, literal: &Literal) {
        // Scripts have templates of their own, and a regular expression has braces.
        let is_foreign =
            name.text.starts_with("data-") || name.text == "pattern" || html::is_custom(tag);
        let LiteralValue::Text(text) = &literal.value else {
            return;
        };
        let Some(found) = find(text).filter(|_| !is_foreign) else {
            return;
        };
        let is_whole = found.before.is_empty() && found.after.is_empty();
        let value = if is_whole && found.format.is_empty() {
            found.name().to_owned()
        } else {
            found.call(text)
        };
        let name = &name.text;
        let instead = format!("{name}={{{value}}}");
        self.braces(
            literal.span,
            &found,
            &instead,
            &format!("{name}={{{text:?}}}"),
        );
    }

    fn braces(&mut self, span: Span, found: &Placeholder<'_>, instead: &str, as_it_stands: &str) {
        self.diagnostics.report(
            Code::BracesInText,
            span,
            format!(
                "text is not a format string: `{}` would be shown as it stands",
                found.written()
            ),
            format!("write `{instead}`; when you mean just these letters, write `{as_it_stands}`"),
        );
    }
}

fn quoted(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| format!("{text:?}"))
}

/// The first place in `text` that looks like one of a format string.
pub(super) fn find(text: &str) -> Option<Placeholder<'_>> {
    // Formulas and regular expressions.
    if text.contains('\\') {
        return None;
    }
    text.match_indices('{').find_map(|(at, _)| {
        let (before, rest) = (&text[..at], &text[at + 1..]);
        let (inner, after) = rest.split_once('}')?;
        let is_doubled = before.ends_with('{') || inner.starts_with('{') || after.starts_with('}');
        let (value, format) = match format_at(inner) {
            Some(colon) => inner.split_at(colon),
            None => (inner, ""),
        };
        let is_meant = if value.is_empty() {
            !format.is_empty() || !is_code(before, after)
        } else {
            is_value(value)
        };
        (!is_doubled && is_meant && is_format(format)).then_some(Placeholder {
            before,
            value,
            format,
            after,
        })
    })
}

/// The colon of a format, which is not one of a path.
fn format_at(inner: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = inner[at..].find(':') {
        let colon = at + found;
        if !inner[colon..].starts_with("::") {
            return Some(colon);
        }
        at = colon + 2;
    }
    None
}

/// Whether `{}` is a block, an object or a set rather than a place for a value: it stands alone, or behind what such
/// things stand behind.
fn is_code(before: &str, after: &str) -> bool {
    let before = before.trim_end();
    (before.is_empty() && after.trim().is_empty())
        || before.ends_with([')', '=', '>', ']', ',', '|'])
        || before.ends_with("\":")
        || after.trim_start().starts_with(';')
}

/// `name`, `user.name`, `user.name()`, `self.0`, `count.get(r)`, `NAMES::first`.
fn is_value(value: &str) -> bool {
    let starts = value.starts_with(|c: char| c == '_' || c.is_alphabetic());
    let mut depth = 0_usize;
    let mut before = ' ';
    let is_plain = value.chars().all(|c| {
        let fits = match c {
            '(' => {
                depth += 1;
                true
            }
            ')' => {
                let opened = depth > 0;
                depth = depth.saturating_sub(1);
                opened
            }
            ' ' | ',' | '&' | '*' => depth > 0,
            '.' => before != '.',
            ':' => true,
            c => c == '_' || c.is_alphanumeric(),
        };
        before = c;
        fits
    });
    starts && is_plain && depth == 0 && !value.ends_with(['.', ':'])
}

/// What may follow the colon, without what a style sheet or JSON could mean: `{:?}`, `{:>8}`, `{:.2}`, `{:08x}`, `{:#x}`.
fn is_format(format: &str) -> bool {
    let Some(format) = format.strip_prefix(':') else {
        return format.is_empty();
    };
    let mut letters = format.chars();
    let (first, second) = (letters.next(), letters.next());
    let is_aligned =
        matches!(first, Some('<' | '^' | '>')) || matches!(second, Some('<' | '^' | '>'));
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let begins = match first {
        Some('.' | '0') => is_number(&format[1..]),
        Some('#' | '+') => true,
        _ => format == "?",
    };
    !format.contains([' ', ';', '"']) && (is_aligned || begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_format_string_has_is_found() {
        for (text, written) in [
            ("Hello {name}", "{name}"),
            ("{name}", "{name}"),
            ("Hello {user.name}!", "{user.name}"),
            ("{user.name()} wrote", "{user.name()}"),
            ("{count.get(r)} rows", "{count.get(r)}"),
            ("{config::NAME}", "{config::NAME}"),
            ("Total: {}", "{}"),
            ("{} rows", "{}"),
            ("{:?}", "{:?}"),
            ("{x:?}", "{x:?}"),
            ("{x:#?}", "{x:#?}"),
            ("{price:.2} €", "{price:.2}"),
            ("{n:>8}", "{n:>8}"),
            ("{n:08}", "{n:08}"),
            ("costs ${price}", "{price}"),
            ("{ } {name}", "{name}"),
            ("/items/{id}/edit", "{id}"),
            ("{größe}", "{größe}"),
            ("{pair.0}", "{pair.0}"),
        ] {
            let found = find(text).map(|found| found.written());
            assert_eq!(found.as_deref(), Some(written), "{text}");
        }
    }

    #[test]
    fn other_braces_are_text() {
        for text in [
            "{",
            "}",
            "{ }",
            "{}",
            " {} ",
            "a { color: red }",
            "a{color:red}",
            "{a: 1}",
            "{\"a\": {}}",
            "{\"a\":1}",
            "{{ name }}",
            "{{name}}",
            "{% if %}",
            "fn main() {}",
            "let x = {};",
            "|x| {}",
            "() => {}",
            "[1, {}]",
            "\\frac{a}{b}",
            "{a, b}",
            "{1, 2}",
            "[0-9]{3}",
            "*.{js,ts}",
            "{ name }",
            "{n:5}",
            "{width:auto}",
            "{name",
            "name}",
            "{a b}",
            "{a.}",
            "{.a}",
            "{-a}",
            "{…}",
            "{a+b}",
            "{'a'}",
            "{a;b}",
            "{a=b}",
            "{?}",
            "{!}",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
