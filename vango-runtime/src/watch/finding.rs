//! What a development run finds: which rule, what is wrong, where, and what to write instead.
//!
//! Invariant: the text reads alike for every rule: a first line with the code, then the place, then the help.
//! Deliberately absent: who hears of it. A session hands findings out as reports; the driver prints them.

use std::fmt;

/// A rule that only a run can check. Its page is `docs/errors/VG12nn.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// A render, a memo or what an effect depends on gives two results for one state.
    ImpureRender,
    /// A turn kept the other sessions of its worker waiting.
    SlowTurn,
    /// Two rows of a `for` have one key.
    DuplicateKeys,
    /// Markup of several `view!`s is put together so that a browser's parser would rearrange it.
    MisplacedMarkup,
    /// Effects trigger themselves or each other.
    EndlessEffects,
    /// A slot stands in two places at once.
    SlotTwice,
}

impl Rule {
    /// Every rule, in order.
    pub const ALL: [Self; 6] = [
        Self::ImpureRender,
        Self::SlowTurn,
        Self::DuplicateKeys,
        Self::MisplacedMarkup,
        Self::EndlessEffects,
        Self::SlotTwice,
    ];

    /// Its code, which never changes: `VG1201`.
    pub fn code(self) -> &'static str {
        match self {
            Self::ImpureRender => "VG1201",
            Self::SlowTurn => "VG1202",
            Self::DuplicateKeys => "VG1203",
            Self::MisplacedMarkup => "VG1204",
            Self::EndlessEffects => "VG1205",
            Self::SlotTwice => "VG1206",
        }
    }
}

/// A mistake that a run has shown. Told once for each place; shown as three lines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Finding {
    /// Which rule is broken.
    pub rule: Rule,
    /// What is wrong.
    pub problem: String,
    /// Where.
    pub place: String,
    /// What to write instead.
    pub help: String,
}

impl Finding {
    /// Of the rule `rule`.
    pub fn new(
        rule: Rule,
        problem: impl Into<String>,
        place: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            problem: problem.into(),
            place: place.into(),
            help: help.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            rule,
            problem,
            place,
            help,
        } = self;
        let code = rule.code();
        write!(f, "{problem} [{code}]\n  where: {place}\n  help: {help}")
    }
}
