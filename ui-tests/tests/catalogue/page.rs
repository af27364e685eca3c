//! A rule's page, `docs/errors/VGnnnn.md`: read, and written anew where it follows from something else.
//!
//! ```text
//! # VG0102: state is allocated conditionally
//!
//! A paragraph or more: what it means.
//!
//! Layer: *macro*
//!
//! ## What breaks it      a block of Rust, and the error that it gives
//! ## Write instead       a block of Rust
//! ## Why                 a paragraph or more
//! ```

use std::fs;
use std::path::PathBuf;

use vango_macros_core::catalogue::Code;

use crate::fixture::root;

/// The headings, in their order.
const HEADINGS: [&str; 3] = ["## What breaks it", "## Write instead", "## Why"];

/// A page that could be read.
pub(crate) struct Page {
    pub(crate) code: Code,
    text: String,
}

impl Page {
    pub(crate) fn path(code: Code) -> PathBuf {
        root().join(format!("../docs/errors/{code}.md"))
    }

    /// The page of `code`, or what is wrong with it.
    pub(crate) fn read(code: Code) -> Result<Self, String> {
        let path = Self::path(code);
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let page = Self { code, text };
        page.shape()
            .map_err(|wrong| format!("docs/errors/{code}.md: {wrong}"))?;
        Ok(page)
    }

    fn shape(&self) -> Result<(), String> {
        let title = format!("# {}: ", self.code);
        if !self.text.starts_with(&title) {
            return Err(format!("begins with `{title}` and a few words"));
        }
        if !self
            .text
            .contains(&format!("\n\n{}\n", layer_line(self.code)))
        {
            return Err(format!("has the line `{}`", layer_line(self.code)));
        }
        let mut from = 0;
        for heading in HEADINGS {
            let at = self.text[from..].find(&format!("\n{heading}\n"));
            from += at.ok_or_else(|| format!("has the heading `{heading}`, in its place"))?;
        }
        for heading in &HEADINGS[..2] {
            self.example(heading)
                .ok_or_else(|| format!("has a block of Rust below `{heading}`"))?;
        }
        let words = self.section("## Why").split_whitespace().count();
        if words < 12 {
            return Err("says below `## Why` why the rule exists".to_owned());
        }
        Ok(())
    }

    fn section(&self, heading: &str) -> &str {
        let start = self
            .text
            .find(&format!("\n{heading}\n"))
            .map_or(0, |at| at + heading.len() + 2);
        let rest = &self.text[start..];
        &rest[..rest.find("\n## ").unwrap_or(rest.len())]
    }

    fn example(&self, heading: &str) -> Option<&str> {
        let (_, rest) = self.section(heading).split_once("```rust\n")?;
        let (code, _) = rest.split_once("```")?;
        Some(code)
    }

    /// What breaks the rule.
    pub(crate) fn broken(&self) -> &str {
        self.example(HEADINGS[0]).unwrap_or_default()
    }

    /// What to write instead.
    pub(crate) fn mended(&self) -> &str {
        self.example(HEADINGS[1]).unwrap_or_default()
    }

    /// The page with `error` as the error that the broken example gives.
    pub(crate) fn with_error(&self, error: &str) -> String {
        let broken = self.section(HEADINGS[0]);
        let end = "```rust\n".len()
            + broken.find("```rust\n").unwrap_or(0)
            + self.broken().len()
            + "```\n".len();
        let fresh = format!(
            "{}\n```text\n{}\n```\n",
            &broken[..end.min(broken.len())],
            error.trim_end()
        );
        let mut text = self.text.clone();
        let at = text.find(broken).unwrap_or(0);
        text.replace_range(at..at + broken.len(), &fresh);
        text
    }
}

/// What a page says about its layers.
pub(crate) fn layer_line(code: Code) -> String {
    let layers: Vec<String> = code
        .layers()
        .iter()
        .map(|layer| format!("*{layer}*"))
        .collect();
    match (layers.as_slice(), code.rustc()) {
        ([layer], Some(rustc)) => {
            format!("Layer: {layer}; the error is the compiler's own: {rustc}")
        }
        ([layer], None) => format!("Layer: {layer}"),
        (layers, _) => format!("Layers: {}", layers.join(", ")),
    }
}

/// Every rule as a row; `pages` is the path to the pages.
pub(crate) fn table(pages: &str) -> String {
    let mut table = "| code | rule | layer |\n| --- | --- | --- |\n".to_owned();
    for &code in Code::ALL {
        let layers = code.layer_names();
        let layer = match code.rustc() {
            Some(rustc) => format!("{layers} ({rustc})"),
            None => layers,
        };
        let summary = code.summary().trim_end_matches('.').replace('|', "\\|");
        table.push_str(&format!(
            "| [{code}]({pages}{code}.md) | {summary} | {layer} |\n"
        ));
    }
    table
}
