//! The text that is written.
//!
//! Invariant: columns are counted in characters; a tab counts as many as the configuration says.

use crate::fmt::config::{Config, Indentation};

/// A text that grows at its end.
#[derive(Debug)]
pub(in crate::fmt) struct Page<'c> {
    text: String,
    config: &'c Config,
}

impl<'c> Page<'c> {
    /// An empty page.
    pub(in crate::fmt) fn new(config: &'c Config) -> Self {
        let text = String::new();
        Self { text, config }
    }

    pub(in crate::fmt) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(in crate::fmt) fn len(&self) -> usize {
        self.text.len()
    }

    pub(in crate::fmt) fn since(&self, start: usize) -> &str {
        &self.text[start..]
    }

    /// Takes back what was written since the page had this length.
    pub(in crate::fmt) fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
    }

    /// Ends the line and indents the next one.
    pub(super) fn newline(&mut self, indent: usize) {
        self.text.push('\n');
        self.indent(indent);
    }

    pub(super) fn indent(&mut self, columns: usize) {
        let (tabs, spaces) = match self.config.indentation {
            Indentation::Spaces => (0, columns),
            Indentation::Tabs => (
                columns / self.config.tab_spaces,
                columns % self.config.tab_spaces,
            ),
        };
        self.text.extend(std::iter::repeat_n('\t', tabs));
        self.text.extend(std::iter::repeat_n(' ', spaces));
    }

    /// Ends the line, so that a blank one follows.
    pub(super) fn blank_line(&mut self) {
        self.text.push('\n');
    }

    /// Whether `text` fits on the line, with `after` more characters behind it.
    pub(super) fn fits(&self, text: &str, after: usize) -> bool {
        self.config.columns(self.line()) + self.config.columns(text) + after
            <= self.config.max_width
    }

    /// How far the line is indented.
    pub(super) fn line_indentation(&self) -> usize {
        let line = self.line();
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        self.config.columns(&line[..indentation])
    }

    fn line(&self) -> &str {
        let start = self.text.rfind('\n').map_or(0, |newline| newline + 1);
        &self.text[start..]
    }
}
