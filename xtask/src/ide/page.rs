//! A page that is right, asked: what a word means, where it is defined, where else it stands, and whether anything is wrong.
//!
//! Invariant: a place is named by a piece of the page with a cursor in it, so that the page can change without the table. The page
//! itself is never edited.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::document::Position;
use super::report::{Fact, Report};
use super::server::{Server, uri};

/// A word of the page, what hovering over it says, and what stands in the line that it is defined in.
struct Word {
    what: &'static str,
    place: &'static str,
    hover: &'static str,
    definition: &'static str,
}

#[rustfmt::skip]
const WORDS: [Word; 8] = [
    Word { what: "component", place: "<Ca▮rd title", hover: "A box with a title.", definition: "pub fn Card(" },
    Word { what: "prop", place: "<Card tit▮le=", hover: "What stands at the top.", definition: "title: Prop<String>" },
    Word { what: "element", place: "<ma▮in id", hover: "The main content", definition: "main" },
    Word { what: "attribute", place: "<input placeh▮older=", hover: "while the control is empty", definition: "placeholder" },
    Word { what: "attribute with a dynamic value", place: "<button type=\"button\" disa▮bled=", hover: "cannot be used", definition: "disabled" },
    Word { what: "event", place: "on:cli▮ck=move |tx| { *total", hover: "The main button was pressed", definition: "click: MouseEvent" },
    Word { what: "bound property", place: "bind:val▮ue=text", hover: "The value", definition: "value" },
    Word { what: "signal", place: "{tot▮al}\" of", hover: "Signal<i64>", definition: "let total = cx.signal" },
];

/// From where the signal is renamed: setup, view, handler.
const RENAMED_FROM: [&str; 3] = [
    "let to▮tal = cx",
    "{tot▮al}\" of",
    "move |tx| { *tot▮al.get_mut(tx)",
];

const OLD_NAME: &str = "total";
const NEW_NAME: &str = "sum_of_all";

/// Asks everything about `page.rs`.
pub(crate) fn ask(server: &mut Server, sample: &Path, report: &mut Report) -> Result<()> {
    let file = sample.join("src/page.rs");
    let text = fs::read_to_string(&file).context("the sample's page is there")?;
    server.open(&file, &text)?;
    for word in &WORDS {
        let at = place(&text, word.place)?;
        let hover = server.ask("textDocument/hover", &file, at)?;
        let said = hover["contents"]["value"].as_str().unwrap_or_default();
        report.fact(Fact::new(
            format!("hover on {}", word.what),
            said.contains(word.hover),
            said,
        ));
        let definition = server.ask("textDocument/definition", &file, at)?;
        let line = defining_line(&definition)?;
        let is_there = line.contains(word.definition);
        report.fact(Fact::new(
            format!("definition of {}", word.what),
            is_there,
            &line,
        ));
    }
    for from in RENAMED_FROM {
        let at = place(&text, from)?;
        let answer = server.ask_with(
            "textDocument/rename",
            &file,
            at,
            json!({ "newName": NEW_NAME }),
        )?;
        let renamed = apply(&text, &edits(&answer, &uri(&file)));
        let is_complete = renamed == rename(&text);
        let what = format!("rename of a signal at `{}`", from.replace('▮', ""));
        report.fact(Fact::new(
            what,
            is_complete,
            &difference(&renamed, &rename(&text)),
        ));
    }
    for name in ["page.rs", "part.rs", "lib.rs"] {
        let parameters = json!({ "textDocument": { "uri": uri(&sample.join("src").join(name)) } });
        let answer = server.request("textDocument/diagnostic", parameters)?;
        let complaints = answer["items"].as_array().cloned().unwrap_or_default();
        let said = Value::Array(complaints.clone()).to_string();
        report.fact(Fact::new(
            format!("no complaint about {name}"),
            complaints.is_empty(),
            &said,
        ));
    }
    Ok(())
}

/// The place of a marked piece of the text.
fn place(text: &str, marked: &str) -> Result<Position> {
    let cursor = marked.find('▮').context("a piece has a cursor")?;
    let piece = marked.replace('▮', "");
    let at = text
        .find(&piece)
        .with_context(|| format!("the page has no `{piece}`"))?;
    Ok(Position::of(text, at + cursor))
}

/// The line of the target. Of several an editor would show a list.
fn defining_line(answer: &Value) -> Result<String> {
    let target = match answer.as_array().map(Vec::as_slice) {
        None => answer,
        Some([target]) => target,
        Some(targets) => return Ok(format!("{} targets", targets.len())),
    };
    let address = target["targetUri"]
        .as_str()
        .or_else(|| target["uri"].as_str());
    let range = match &target["targetSelectionRange"] {
        Value::Null => &target["range"],
        range => range,
    };
    let (Some(path), Some(line)) = (
        address.and_then(|address| address.strip_prefix("file://")),
        range["start"]["line"].as_u64(),
    ) else {
        return Ok("nowhere".to_owned());
    };
    let text = fs::read_to_string(path).with_context(|| format!("{path} cannot be read"))?;
    let line = usize::try_from(line)?;
    Ok(text.lines().nth(line).unwrap_or_default().trim().to_owned())
}

/// The edits of one document: where from, where to, and the new text.
fn edits(answer: &Value, document: &str) -> Vec<(Position, Position, String)> {
    let mut found = Vec::new();
    let changes = answer["documentChanges"].as_array();
    for change in changes.into_iter().flatten() {
        if change["textDocument"]["uri"] != document {
            continue;
        }
        for edit in change["edits"].as_array().into_iter().flatten() {
            let start = Position::from_json(&edit["range"]["start"]);
            let end = Position::from_json(&edit["range"]["end"]);
            if let (Some(start), Some(end)) = (start, end) {
                found.push((
                    start,
                    end,
                    edit["newText"].as_str().unwrap_or_default().to_owned(),
                ));
            }
        }
    }
    found
}

/// The text after the edits, which stand apart.
fn apply(text: &str, edits: &[(Position, Position, String)]) -> String {
    let mut changed = String::new();
    let mut at = 0;
    let mut offsets: Vec<_> = edits
        .iter()
        .filter_map(|(start, end, new)| Some((start.offset(text)?, end.offset(text)?, new)))
        .collect();
    offsets.sort();
    offsets.dedup();
    for (start, end, new) in offsets {
        let Some(between) = text.get(at..start) else {
            continue;
        };
        changed.push_str(between);
        changed.push_str(new);
        at = end;
    }
    changed + text.get(at..).unwrap_or_default()
}

/// What a complete rename gives: every word of the old name is the signal.
fn rename(text: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut renamed = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(OLD_NAME) {
        let after = &rest[at + OLD_NAME.len()..];
        let is_whole = !rest[..at].ends_with(is_word) && !after.starts_with(is_word);
        renamed.push_str(&rest[..at]);
        renamed.push_str(if is_whole { NEW_NAME } else { OLD_NAME });
        rest = after;
    }
    renamed + rest
}

/// The first line that differs.
fn difference(found: &str, wanted: &str) -> String {
    let differing = found.lines().zip(wanted.lines()).find(|(a, b)| a != b);
    differing.map_or_else(String::new, |(found, _)| found.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_applied_where_they_say() {
        let text = "let total = 1;\nsubtotal(total);\n";
        let edit = |line: u64, from: u64| {
            let place = |at: u64| json!({ "line": line, "character": at });
            json!({ "range": { "start": place(from), "end": place(from + 5) }, "newText": NEW_NAME })
        };
        let answer = json!({ "documentChanges": [
            { "textDocument": { "uri": "file:///a" }, "edits": [edit(1, 9), edit(0, 4)] },
            { "textDocument": { "uri": "file:///b" }, "edits": [edit(0, 0)] },
        ] });
        assert_eq!(apply(text, &edits(&answer, "file:///a")), rename(text));
        assert_ne!(apply(text, &edits(&Value::Null, "file:///a")), rename(text));
        assert_eq!(difference("a\nb", "a\nc"), "b");
    }
}
