//! User code in markup runs to its end: slots are written in order, and a way out between two of them would leave the
//! rest unwritten.

use proc_macro2::TokenStream;

use super::Check;
use crate::diagnostic::Code;
use crate::flow::{Exit, exits};
use crate::phase::{self, Phase};

impl Check<'_> {
    /// Code that runs with the render.
    pub(super) fn render_code(&mut self, code: &TokenStream) {
        self.stays_in_markup(code);
        phase::check(code, Phase::Render, self.diagnostics);
    }

    pub(super) fn stays_in_markup(&mut self, code: &TokenStream) {
        for (exit, span) in exits(code) {
            let (word, help) = match exit {
                Exit::Question => (
                    "?",
                    "decide before `view!`, or show both cases with `match` in the markup",
                ),
                Exit::Return | Exit::ReturnResult => (
                    "return",
                    "decide before `view!`, or with `if` and `match` in the markup",
                ),
                Exit::Loop if self.rows > 0 => (
                    "break` or `continue",
                    "filter the rows in the header: `for item in items.iter().filter(…), key = …`",
                ),
                Exit::Loop => ("break` or `continue", "decide before `view!`"),
            };
            self.diagnostics.report(
                Code::ControlLeavesMarkup,
                span,
                format!("`{word}` would leave the markup half-way"),
                help,
            );
        }
    }
}
