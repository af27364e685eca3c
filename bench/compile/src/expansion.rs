//! What the macros made of the cards: how much text, and how long it took.
//!
//! The text is that of `rustc -Zunpretty=expanded`, one printer for all. Each card is a module of the crate's root; what
//! stands between its braces counts, without the module's own indentation, the rest of the crate does not.

use anyhow::{Context as _, Result, ensure};

use crate::dialect::module;
use crate::model::{CARDS, Shape, shape};

/// The expanded text of all cards.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Expanded {
    /// Bytes of the average card.
    pub(crate) bytes: f64,
    /// Lines of the average card.
    pub(crate) lines: f64,
    /// Bytes of the average nested, and of the average flat card.
    pub(crate) nested_bytes: f64,
    pub(crate) flat_bytes: f64,
    /// Bytes of the largest card.
    pub(crate) most_bytes: usize,
}

impl Expanded {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let sizes = (0..CARDS)
            .map(|number| card(text, number))
            .collect::<Result<Vec<(usize, usize)>>>()?;
        let mean = |of: &dyn Fn(usize) -> bool| {
            let chosen: Vec<usize> = (0..CARDS).filter(|number| of(*number)).collect();
            let sum: usize = chosen.iter().map(|number| sizes[*number].0).sum();
            sum as f64 / chosen.len() as f64
        };
        Ok(Self {
            bytes: mean(&|_| true),
            lines: sizes.iter().map(|size| size.1).sum::<usize>() as f64 / CARDS as f64,
            nested_bytes: mean(&|number| shape(number) == Shape::Nested),
            flat_bytes: mean(&|number| shape(number) == Shape::Flat),
            most_bytes: sizes.iter().map(|size| size.0).max().unwrap_or_default(),
        })
    }
}

/// Bytes and lines of one card.
fn card(text: &str, number: usize) -> Result<(usize, usize)> {
    let module = module(number);
    let (_, rest) = text
        .split_once(&format!("\nmod {module} {{\n"))
        .with_context(|| format!("`{module}` is not in the expanded text"))?;
    let (body, _) = rest
        .split_once("\n}\n")
        .with_context(|| format!("`{module}` has no end"))?;
    let lines: Vec<&str> = body
        .lines()
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    let bytes = lines.iter().map(|line| line.len() + 1).sum();
    ensure!(lines.len() > 2, "`{module}` is empty");
    Ok((bytes, lines.len()))
}

/// Seconds of one pass of `-Ztime-passes`, by the clock.
pub(crate) fn pass_s(report: &str, pass: &str) -> Result<f64> {
    passes(report)
        .find(|(name, _)| *name == pass)
        .map(|(_, seconds)| seconds)
        .with_context(|| format!("rustc told nothing of the pass `{pass}`"))
}

/// All passes in the order in which they ended. Some hold others.
pub(crate) fn passes(report: &str) -> impl Iterator<Item = (&str, f64)> {
    report.lines().filter_map(|line| {
        let (seconds, rest) = line
            .strip_prefix("time:")?
            .trim_start()
            .split_once([';', '\t'])?;
        let name = rest.rsplit('\t').next()?.trim();
        Some((name, seconds.trim().parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_counted_without_what_is_around_it() {
        use std::fmt::Write as _;
        let mut text = String::from("#![no_std]\nmod other {\n    fn f() {}\n}\n");
        for number in 0..CARDS {
            // Nested cards have ten bytes more: six letters and an indentation.
            let more = if shape(number) == Shape::Nested {
                "x = 6;"
            } else {
                ""
            };
            let name = module(number);
            writeln!(
                text,
                "mod {name} {{\n    fn f() {{\n        {more}\n    }}\n}}"
            )
            .unwrap();
        }
        let expanded = Expanded::parse(&text).unwrap();
        assert_eq!(expanded.lines, 3.0);
        assert_eq!(expanded.nested_bytes - expanded.flat_bytes, 6.0);
        assert_eq!(expanded.most_bytes, "fn f() {\n    x = 6;\n}\n".len());
        assert!(Expanded::parse("mod card_000 {\n}\n").is_err());
    }

    #[test]
    fn a_pass_is_found_by_its_whole_name() {
        let report = "{\"json\":1}\ntime:   0.012; rss:   43MB ->   50MB (   +8MB)\texpand_crate\n\
             time:   0.013; rss:   43MB ->   50MB (   +8MB)\tmacro_expand_crate\n";
        assert_eq!(pass_s(report, "macro_expand_crate").unwrap(), 0.013);
        assert_eq!(passes(report).count(), 2);
        assert!(pass_s(report, "expand").is_err());
    }
}
