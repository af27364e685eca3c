//! The figures: a table for people, and whether the bar holds.
//!
//! Invariant: every row is printed, also when it is as it should be; what is missing says what stood in its place.

use std::fmt;

use super::case::{CASES, Case, FOUND_MIN};
use super::clock::Elapsed;

/// Milliseconds of the processor that the median answer may take after a keystroke.
const MEDIAN_MS_MAX: f64 = 50.0;

/// How many names of a list are shown where the wanted one is missing.
const SHOWN: usize = 5;

/// What stands around a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Surrounding {
    /// Markup that is right.
    Alone,
    /// Markup before it is broken.
    BrokenBefore,
    /// Markup after it is broken.
    BrokenAfter,
    /// Both.
    BrokenAround,
}

impl Surrounding {
    pub(crate) const ALL: [Self; 4] = [
        Self::Alone,
        Self::BrokenBefore,
        Self::BrokenAfter,
        Self::BrokenAround,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::BrokenBefore => "broken markup before",
            Self::BrokenAfter => "broken markup after",
            Self::BrokenAround => "broken markup around",
        }
    }
}

/// What became of one case.
#[derive(Debug)]
pub(crate) struct Row {
    case: Case,
    surrounding: Surrounding,
    /// The rank of the best wanted name, when all are there.
    rank: Option<usize>,
    /// The best of each.
    time: Elapsed,
    /// What was offered, the best first, as far as it is shown.
    offered: Vec<String>,
}

impl Row {
    /// `names` are what was offered, the best first.
    pub(crate) fn new(
        case: Case,
        surrounding: Surrounding,
        names: &[String],
        times: &[Elapsed],
    ) -> Self {
        let ranks: Option<Vec<usize>> = case
            .wanted
            .iter()
            .map(|wanted| names.iter().position(|name| name == wanted))
            .collect();
        Self {
            case,
            surrounding,
            rank: ranks
                .and_then(|ranks| ranks.into_iter().min())
                .map(|at| at + 1),
            time: best(times),
            offered: names.iter().take(SHOWN).cloned().collect(),
        }
    }

    /// Whether it stands where the bar wants it, as far as it is there.
    fn is_high(&self) -> bool {
        match (self.rank, self.case.top) {
            (Some(rank), Some(top)) => rank <= top,
            _ => true,
        }
    }
}

/// Something that holds or does not.
#[derive(Debug)]
pub(crate) struct Fact {
    what: String,
    holds: bool,
    said: String,
}

impl Fact {
    /// `said` is shown when it does not hold.
    pub(crate) fn new(what: String, holds: bool, said: &str) -> Self {
        let said: String = said.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            what,
            holds,
            said: said.chars().take(160).collect(),
        }
    }
}

/// All of it.
#[derive(Debug)]
pub(crate) struct Report {
    ready_seconds: f64,
    rows: Vec<Row>,
    facts: Vec<Fact>,
}

impl Report {
    pub(crate) fn new(ready_seconds: f64) -> Self {
        Self {
            ready_seconds,
            rows: Vec::new(),
            facts: Vec::new(),
        }
    }

    pub(crate) fn row(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub(crate) fn fact(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    /// Whether the bar holds.
    pub(crate) fn holds(&self) -> bool {
        let are_found = Surrounding::ALL
            .iter()
            .all(|it| self.found(*it) >= FOUND_MIN);
        are_found
            && self.rows.iter().all(Row::is_high)
            && self.median_ms(|time| time.worked_ms) <= MEDIAN_MS_MAX
            && self.facts.iter().all(|fact| fact.holds)
    }

    fn found(&self, surrounding: Surrounding) -> usize {
        self.of(surrounding)
            .filter(|row| row.rank.is_some())
            .count()
    }

    fn of(&self, surrounding: Surrounding) -> impl Iterator<Item = &Row> {
        self.rows
            .iter()
            .filter(move |row| row.surrounding == surrounding)
    }

    fn median_ms(&self, of: fn(Elapsed) -> f64) -> f64 {
        median(self.rows.iter().map(|row| of(row.time)).collect())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for surrounding in Surrounding::ALL {
            writeln!(f, "\n{}", surrounding.name())?;
            writeln!(f, " rank  work ms  wall ms  case")?;
            for row in self.of(surrounding) {
                let rank = row
                    .rank
                    .map_or_else(|| "none".to_owned(), |rank| rank.to_string());
                let Elapsed {
                    worked_ms,
                    waited_ms,
                } = row.time;
                let markup = row.case.markup;
                write!(f, "{rank:>5}  {worked_ms:>7.1}  {waited_ms:>7.1}  {markup}")?;
                if row.rank.is_none() || !row.is_high() {
                    let (wanted, offered) = (row.case.wanted.join(", "), row.offered.join(", "));
                    write!(f, "  ← wanted: {wanted}; offered: {offered}")?;
                }
                writeln!(f)?;
            }
        }
        writeln!(f)?;
        for fact in &self.facts {
            let (sign, said) = if fact.holds {
                ("yes", "")
            } else {
                ("no", fact.said.as_str())
            };
            writeln!(f, "{sign:>5}  {}  {said}", fact.what)?;
        }
        writeln!(f)?;
        for surrounding in Surrounding::ALL {
            let found = self.found(surrounding);
            let (name, all) = (surrounding.name(), CASES.len());
            writeln!(f, "{found} of {all} found, {name} (bar: {FOUND_MIN})")?;
        }
        let low = self.rows.iter().filter(|row| !row.is_high()).count();
        writeln!(
            f,
            "{low} props, attributes and events below rank 3 (bar: 0)"
        )?;
        let worked_ms = self.median_ms(|time| time.worked_ms);
        let waited_ms = self.median_ms(|time| time.waited_ms);
        writeln!(
            f,
            "{worked_ms:.1} ms of work in the median (bar: {MEDIAN_MS_MAX} ms), {waited_ms:.1} ms on the wall"
        )?;
        let wrong = self.facts.iter().filter(|fact| !fact.holds).count();
        writeln!(
            f,
            "{wrong} of {} facts do not hold (bar: 0)",
            self.facts.len()
        )?;
        writeln!(f, "ready after {:.1} s", self.ready_seconds)?;
        writeln!(
            f,
            "the bar {}",
            if self.holds() {
                "holds"
            } else {
                "does not hold"
            }
        )
    }
}

fn best(times: &[Elapsed]) -> Elapsed {
    let least = |of: fn(&Elapsed) -> f64| times.iter().map(of).fold(f64::INFINITY, f64::min);
    Elapsed {
        worked_ms: least(|time| time.worked_ms),
        waited_ms: least(|time| time.waited_ms),
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(worked_ms: f64) -> Elapsed {
        Elapsed {
            worked_ms,
            waited_ms: 2.0 * worked_ms,
        }
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_missing_or_low_answer_breaks_the_bar() {
        let case = Case {
            markup: "<p on:▮>",
            wanted: &["click", "blur"],
            top: Some(1),
        };
        let row = |offered: &[&str]| {
            Row::new(
                case,
                Surrounding::Alone,
                &names(offered),
                &[time(3.0), time(1.0)],
            )
        };
        let found = row(&["x", "click", "blur"]);
        assert_eq!(
            (found.rank, found.time.worked_ms, found.is_high()),
            (Some(2), 1.0, false)
        );
        assert_eq!(row(&["click"]).rank, None);
        assert!(row(&["blur", "click"]).is_high());
        let mut report = Report::new(1.0);
        for surrounding in Surrounding::ALL {
            for _ in 0..FOUND_MIN {
                report.row(Row {
                    surrounding,
                    ..row(&["blur", "click"])
                });
            }
        }
        assert!(report.holds());
        report.fact(Fact::new("rename".to_owned(), false, "half"));
        assert!(!report.holds() && report.to_string().contains("half"));
    }
}
