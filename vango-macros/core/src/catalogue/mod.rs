//! The catalogue: every rule, with its stable code, the layer that catches it and the area that it belongs to.
//!
//! A code never changes its meaning and is never used again for another. Each has a page, `docs/errors/VGnnnn.md`, and
//! tests below `ui-tests/` in the folder of its area, named as the rule is in `snake_case`; a test there counts them.
//! This module words nothing: texts stand where the rule is checked, which for the layer *type* is the runtime.

mod code;

use std::fmt;

pub use code::Code;

/// What catches a broken rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// The type system: whatever way the code takes, it does not compile.
    Type,
    /// A macro, by what it sees in the source. Code that it does not see passes.
    Macro,
    /// A development run, when it happens. Release builds do not look.
    DevRun,
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Type => "type",
            Self::Macro => "macro",
            Self::DevRun => "dev run",
        })
    }
}

/// Where a rule's tests stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Area {
    /// Which phase may do what.
    Phase,
    /// Loaders, actions and streams.
    OffLoop,
    /// State that outlives the process.
    Persist,
    /// Markup.
    View,
    /// Components and their props.
    Component,
    /// Pages, layouts and what an app may name.
    Route,
    /// What crosses to the browser's own code.
    Boundary,
}

impl Area {
    /// Every area.
    pub const ALL: [Self; 7] = [
        Self::Phase,
        Self::OffLoop,
        Self::Persist,
        Self::View,
        Self::Component,
        Self::Route,
        Self::Boundary,
    ];

    /// The name of its folder below `ui-tests/`.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Phase => "phase",
            Self::OffLoop => "offloop",
            Self::Persist => "persist",
            Self::View => "view",
            Self::Component => "component",
            Self::Route => "route",
            Self::Boundary => "boundary",
        }
    }
}

impl Code {
    /// Whether `layer` catches it, be it with others.
    pub fn is_of(self, layer: Layer) -> bool {
        self.layers().contains(&layer)
    }

    /// What catches it, as prose: `macro, type`.
    pub fn layer_names(self) -> String {
        let names: Vec<String> = self.layers().iter().map(Layer::to_string).collect();
        names.join(", ")
    }

    /// The rule that a text such as `VG0102`, `vg102` or `102` names.
    ///
    /// ```
    /// use vango_macros_core::catalogue::Code;
    /// assert_eq!(Code::parse("vg0102"), Some(Code::ConditionalAllocation));
    /// assert_eq!(Code::parse("E0499"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text
            .strip_prefix("VG")
            .or_else(|| text.strip_prefix("vg"))
            .unwrap_or(text);
        let number: u16 = digits.parse().ok()?;
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.number() == number)
    }

    /// The name of its tests: `unknown_element`.
    pub fn file_name(self) -> String {
        let mut name = String::new();
        for letter in self.name().chars() {
            if letter.is_ascii_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VG{:04}", self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_ascend_and_so_are_unique() {
        assert!(Code::ALL.is_sorted_by(|a, b| a.number() < b.number()));
        assert_eq!(Code::ConditionalAllocation.to_string(), "VG0102");
        assert_eq!(
            Code::ConditionalAllocation.file_name(),
            "conditional_allocation"
        );
    }

    #[test]
    fn summaries_are_sentences() {
        for code in Code::ALL {
            let summary = code.summary();
            assert!(summary.ends_with('.'), "{code}: {summary}");
        }
    }
}
