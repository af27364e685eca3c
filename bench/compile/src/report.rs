//! The figures of the suite, and their bars.

use bench_harness::{Bar, Figure, Paired, median};

use crate::dialect::Subject;
use crate::package::Cost;
use crate::{Measured, Round};

/// Most that rustc may take for all cards, by what it takes for a peer's.
const FULL_BAR: f64 = 0.25;
/// Most that it may take after an edit, by the faster peer.
const EDIT_BAR: f64 = 0.35;
/// Most bytes of the average card's expansion.
const BYTES_BAR: f64 = 6_000.0;
/// Most that expanding may take, by the faster of the two builds of Leptos.
const EXPANSION_BAR: f64 = 1.0;
/// One build of a round.
type Part = fn(&Round) -> Cost;

/// Those that the bars name.
const PEERS: [Subject; 2] = [Subject::Dioxus, Subject::LeptosErased];

/// By package, in the order of `dialect::ALL`.
pub(crate) fn figures(all: &[Measured]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for peer in PEERS {
        let name = format!("compile/rustc/{}", peer.name());
        figures.push(ratio(name, all, peer, |round| round.full).bar(Bar::AtMost(FULL_BAR)));
    }
    let edits: [(&str, Part); 2] = [
        ("text", |round| round.text),
        ("element", |round| round.element),
    ];
    for (edit, part) in edits {
        let faster = faster(all, part);
        let name = format!("compile/{edit}");
        figures.push(ratio(name, all, faster, part).bar(Bar::AtMost(EDIT_BAR)));
    }
    figures.push(bytes(all));
    figures.push(expansion(all));
    figures.extend(all.iter().flat_map(told));
    figures
}

fn of(all: &[Measured], subject: Subject) -> &Measured {
    all.iter()
        .find(|measured| measured.subject == subject)
        .expect("every subject is measured")
}

fn seconds(measured: &Measured, part: impl Fn(&Round) -> f64) -> Vec<f64> {
    measured.rounds.iter().map(part).collect()
}

fn faster(all: &[Measured], part: Part) -> Subject {
    let time = |subject| median(&seconds(of(all, subject), |round| part(round).rustc_s));
    PEERS
        .into_iter()
        .min_by(|a, b| time(*a).total_cmp(&time(*b)))
        .expect("there are peers")
}

/// Ours by a peer's: processor time of rustc. The linker and the clock stand in the conditions.
fn ratio(name: String, all: &[Measured], peer: Subject, part: Part) -> Figure {
    let (ours, theirs) = (of(all, Subject::Vango), of(all, peer));
    let paired = |time: fn(Cost) -> f64| {
        Paired::of(
            &seconds(ours, |round| time(part(round))),
            &seconds(theirs, |round| time(part(round))),
        )
    };
    let rustc = paired(|cost| cost.rustc_s);
    let linked = paired(|cost| cost.rustc_s + cost.linker_s);
    let wall = paired(|cost| cost.wall_s);
    Figure::new(name, rustc.ratio, "×")
        .peer(format!("{} {:.2} s", peer.name(), rustc.baseline_us))
        .conditions(format!(
            "{:.2} s of rustc's processor time without linking; median of {} paired rounds, quartiles {:.2}–{:.2}; with \
             linking {:.2} ({:.2} s by {:.2} s), cargo by the clock {:.2} ({:.2} s by {:.2} s)",
            rustc.ours_us,
            rustc.rounds,
            rustc.quartiles.0,
            rustc.quartiles.1,
            linked.ratio,
            linked.ours_us,
            linked.baseline_us,
            wall.ratio,
            wall.ours_us,
            wall.baseline_us
        ))
}

fn bytes(all: &[Measured]) -> Figure {
    let ours = &of(all, Subject::Vango).expanded;
    let others: Vec<String> = all[1..]
        .iter()
        .map(|measured| format!("{} {:.0}", measured.subject.name(), measured.expanded.bytes))
        .collect();
    Figure::new("compile/expanded", ours.bytes, "B")
        .bar(Bar::AtMost(BYTES_BAR))
        .peer(others.join(", "))
        .conditions(format!(
            "the average card; nested {:.0}, flat {:.0}, the largest {}; printed by `rustc -Zunpretty=expanded`",
            ours.nested_bytes, ours.flat_bytes, ours.most_bytes
        ))
}

/// Medians, not pairs: Leptos as it is takes one round only.
fn expansion(all: &[Measured]) -> Figure {
    let time = |subject| {
        let rounds = of(all, subject).rounds.iter();
        median(
            &rounds
                .flat_map(|round| round.expansion_s.clone())
                .collect::<Vec<f64>>(),
        )
    };
    let ours = time(Subject::Vango);
    let peer = [Subject::Leptos, Subject::LeptosErased]
        .into_iter()
        .min_by(|a, b| time(*a).total_cmp(&time(*b)))
        .expect("there are two");
    let others: Vec<String> = all[1..]
        .iter()
        .map(|measured| {
            let name = measured.subject.name();
            format!("{name} {:.0} ms", 1e3 * time(measured.subject))
        })
        .collect();
    Figure::new("compile/expansion", ours / time(peer), "×")
        .bar(Bar::AtMost(EXPANSION_BAR))
        .peer(others.join(", "))
        .conditions(format!(
            "{:.0} ms by {} ms of {}: `macro_expand_crate` of `-Ztime-passes`, by the clock, medians; macros unoptimised",
            1e3 * ours,
            (1e3 * time(peer)).round(),
            peer.name()
        ))
}

/// What has no bar.
fn told(measured: &Measured) -> Vec<Figure> {
    let name = measured.subject.name();
    let rounds = measured.rounds.len();
    let mut figures = Vec::new();
    if let Some((wall_s, crates)) = measured.clean {
        figures.push(
            Figure::new(format!("compile/clean/{name}"), wall_s, "s")
                .conditions(format!("by the clock, once, {crates} crates")),
        );
    }
    let parts: [(&str, Part); 5] = [
        ("full", |round| round.full),
        ("text", |round| round.text),
        ("element", |round| round.element),
        ("check", |round| round.check),
        ("frame", |round| round.frame),
    ];
    for (what, part) in parts {
        let time = |of: fn(Cost) -> f64| median(&seconds(measured, |round| of(part(round))));
        figures.push(
            Figure::new(format!("compile/{what}/{name}"), time(|cost| cost.rustc_s), "s").conditions(
                format!(
                    "rustc's processor time, median of {rounds}; linker {:.2} s; cargo {:.2} s by the clock",
                    time(|cost| cost.linker_s),
                    time(|cost| cost.wall_s)
                ),
            ),
        );
    }
    let peak = median(&seconds(measured, |round| {
        round.full.peak_kib as f64 / 1024.0
    }));
    let expanded = &measured.expanded;
    figures.extend([
        Figure::new(format!("compile/peak/{name}"), peak, "MiB")
            .conditions("resident memory of rustc at its highest, full build"),
        Figure::new(
            format!("compile/binary/{name}"),
            measured.binary_bytes as f64 / 1e6,
            "MB",
        )
        .conditions("the debug binary, with its debug information"),
        Figure::new(format!("compile/lines/{name}"), expanded.lines, "").conditions(format!(
            "expanded, the average card; {:.0} bytes (nested {:.0}, flat {:.0})",
            expanded.bytes, expanded.nested_bytes, expanded.flat_bytes
        )),
    ]);
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect;
    use crate::expansion::Expanded;

    /// Every build of a subject takes so many seconds, and expanding a tenth of them.
    fn measured(subject: Subject, seconds: f64) -> Measured {
        let cost = Cost {
            wall_s: seconds,
            rustc_s: seconds,
            linker_s: 0.1,
            peak_kib: 1024,
        };
        Measured {
            subject,
            clean: None,
            rounds: vec![Round {
                full: cost,
                text: cost,
                element: cost,
                check: cost,
                frame: cost,
                expansion_s: vec![seconds / 10.0],
            }],
            expanded: Expanded::default(),
            binary_bytes: 1,
        }
    }

    #[test]
    fn edits_are_held_against_the_faster_peer_and_the_whole_against_each() {
        let seconds = [1.0, 0.5, 8.0, 2.0, 9.0];
        let all: Vec<Measured> = dialect::ALL
            .into_iter()
            .zip(seconds)
            .map(|(subject, seconds)| measured(subject, seconds))
            .collect();
        let figures = figures(&all);
        let of = |name: &str| {
            let found = figures.iter().find(|figure| figure.name == name);
            found.map(|figure| (figure.value, figure.met))
        };
        assert_eq!(of("compile/rustc/dioxus"), Some((0.125, true)));
        assert_eq!(of("compile/rustc/leptos-erased"), Some((0.5, false)));
        assert_eq!(of("compile/text"), Some((0.5, false)));
        assert_eq!(of("compile/expansion"), Some((0.5, true)));
        let names: std::collections::BTreeSet<&str> =
            figures.iter().map(|figure| figure.name.as_str()).collect();
        assert_eq!(names.len(), figures.len(), "names are unique");
    }
}
