//! What rustfmt was told about lines: the formatter keeps to it, so that markup and code look alike.
//!
//! Deliberately absent: options of our own.

use std::path::Path;

/// Names that rustfmt looks for.
const FILES: [&str; 2] = ["rustfmt.toml", ".rustfmt.toml"];

/// How wide lines are, and what they are indented with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Characters on a line.
    pub max_width: usize,
    /// Columns of one level.
    pub tab_spaces: usize,
    /// What a level is written with.
    pub indentation: Indentation,
}

/// What a level is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indentation {
    /// Spaces.
    Spaces,
    /// One tab a level.
    Tabs,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            max_width: 100,
            tab_spaces: 4,
            indentation: Indentation::Spaces,
        }
    }
}

impl Config {
    /// Of the nearest `rustfmt.toml` in `directory` or above it; rustfmt's defaults where there is none.
    pub fn of(directory: &Path) -> Self {
        let mut found = directory
            .ancestors()
            .flat_map(|above| FILES.map(|name| above.join(name)))
            .filter_map(|path| std::fs::read_to_string(path).ok());
        found
            .next()
            .map_or_else(Self::default, |text| Self::parse(&text))
    }

    /// Reads `key = value` lines. What else is there is rustfmt's.
    pub fn parse(text: &str) -> Self {
        let mut config = Self::default();
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once('=') else {
                continue;
            };
            let value = value.trim();
            let number = value.replace('_', "").parse().ok();
            match (key.trim(), number) {
                ("max_width", Some(width)) => config.max_width = width,
                ("tab_spaces", Some(1..)) => config.tab_spaces = number.unwrap_or(4),
                ("hard_tabs", _) if value == "true" => config.indentation = Indentation::Tabs,
                _ => {}
            }
        }
        config
    }

    /// How wide a text is.
    pub(super) fn columns(&self, text: &str) -> usize {
        let width = |ch| if ch == '\t' { self.tab_spaces } else { 1 };
        text.chars().map(width).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rustfmt_was_told_is_read() {
        let text = "edition = \"2024\"\nmax_width=120 # wide\n tab_spaces = 2\nhard_tabs = true\n# max_width = 1\n";
        let config = Config {
            max_width: 120,
            tab_spaces: 2,
            indentation: Indentation::Tabs,
        };
        assert_eq!(Config::parse(text), config);
        assert_eq!(
            Config::parse("tab_spaces = 0\nmax_width = wide"),
            Config::default()
        );
    }
}
