//! A plan as text for people and as JSON for programs.
//!
//! The JSON is stable: `version` is 1 as long as no member changes its meaning or goes; members may be added. It is
//! described in docs/persistence.md ("Before a deploy").

use std::fmt::Write as _;

use serde::Serialize;
use vango_schema::{Change, Effect, Fingerprint, Lifetime};

use crate::state::identity::attribute;
use crate::state::item::{LifetimeWord, fingerprint_word};
use crate::state::layout::to_text;
use crate::state::plan::{Entry, Evidence, Identity, Plan, Values, Verdict};

/// The version of the JSON.
const VERSION: u32 = 1;

/// The plan for people.
///
/// ```
/// use cargo_vango::state::{Plan, report};
/// let plan = Plan::new(None, &[], &Default::default())?;
/// assert_eq!(report(&plan), "The program has no persisted items.\n\nWarm: every stored value is read.\n");
/// # Ok::<(), cargo_vango::state::Error>(())
/// ```
pub fn report(plan: &Plan) -> String {
    let mut text = String::new();
    if plan.entries.is_empty() {
        text.push_str("The program has no persisted items.\n");
    }
    let path_width = plan
        .entries
        .iter()
        .map(|entry| entry.path.chars().count())
        .max()
        .unwrap_or(0);
    for entry in &plan.entries {
        let (word, path, lifetime) = (word(entry), &entry.path, entry.lifetime);
        line(
            &mut text,
            &format!("{word:<9}  {path:<path_width$}  {lifetime}"),
        );
        for note in notes(entry) {
            line(&mut text, &format!("           {note}"));
        }
    }
    for warning in &plan.warnings {
        line(&mut text, &format!("\nwarning: {warning}"));
    }
    line(&mut text, &format!("\n{}", verdict(plan)));
    text
}

/// The plan for programs.
pub fn report_json(plan: &Plan) -> String {
    to_text(&PlanJson {
        version: VERSION,
        verdict: match plan.verdict() {
            Verdict::Warm => "warm",
            Verdict::Cold => "cold",
        },
        items: plan.entries.iter().map(entry_json).collect(),
        warnings: &plan.warnings,
    })
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("texts take what is written");
}

fn word(entry: &Entry) -> &'static str {
    match (&entry.identity, entry.values) {
        (Identity::Removed, _) => "REMOVED",
        (_, Values::Lost) => "LOST",
        (Identity::Added, _) => "added",
        (Identity::Moved { from, .. }, _) => moved(from, &entry.path),
        (Identity::Returned { .. }, _) => "returned",
        (Identity::Same, Values::Migrated) => "migrated",
        (Identity::Same, Values::Read) => "changed",
        (Identity::Same, Values::Kept | Values::None) if !entry.changes.is_empty() => "changed",
        (Identity::Same, Values::Kept | Values::None) => "unchanged",
    }
}

/// Its place has changed, or in the same place its name.
fn moved(from: &str, to: &str) -> &'static str {
    let module = |path: &str| path.rsplit_once("::").map(|(module, _)| module.to_owned());
    match module(from) == module(to) {
        true => "renamed",
        false => "moved",
    }
}

fn notes(entry: &Entry) -> Vec<String> {
    let mut notes = Vec::new();
    match &entry.identity {
        Identity::Moved { from, evidence } => notes.push(match evidence {
            Evidence::Attribute => format!("it was {from}, says `was`"),
            Evidence::Type => format!(
                "it was {from}: no other item of this type is gone, and no other is new (if that is wrong: `--new {}`)",
                entry.path
            ),
        }),
        Identity::Returned { from } if *from == entry.path => {
            notes.push("it was removed earlier; values that have not expired are read again".to_owned());
        }
        Identity::Returned { from } => notes.push(format!("it was {from}, which was removed earlier, says `was`")),
        Identity::Same | Identity::Added | Identity::Removed => {}
    }
    if entry.id != entry.path {
        notes.push(format!("stored as {}", entry.id));
    }
    match entry.values {
        Values::Migrated => {
            notes.push(
                "its type has changed; a function of the app makes the new values from the old"
                    .to_owned(),
            );
        }
        Values::Lost => notes.extend(
            entry
                .lost_because
                .iter()
                .map(|reason| format!("! {reason}")),
        ),
        _ => {}
    }
    let safe = entry
        .changes
        .iter()
        .filter(|change| change.effect == Effect::Safe);
    let is_read = entry.values != Values::Migrated;
    notes.extend(safe.filter(|_| is_read).map(ToString::to_string));
    if entry.values == Values::Read && entry.changes.is_empty() {
        notes.push(
            "what is stored is written in another order or by other names, and read all the same"
                .to_owned(),
        );
    }
    notes
}

fn verdict(plan: &Plan) -> String {
    let lost: Vec<&Entry> = plan.lost().collect();
    if lost.is_empty() {
        return "Warm: every stored value is read.".to_owned();
    }
    let lose = match lost.len() {
        1 => "one item loses stored values and starts".to_owned(),
        several => format!("{several} items lose stored values and start"),
    };
    let mut text =
        format!("Cold: {lose} from the constant again; pages of before are refreshed once.");
    let removed = lost
        .iter()
        .find(|entry| entry.identity == Identity::Removed);
    if let Some(removed) = removed {
        let attribute = attribute(removed.lifetime);
        write!(
            text,
            "\n  An item that was only renamed says so: `#[{attribute}(was = \"old::path\")]`."
        )
        .expect("texts take what is written");
    }
    text + "\n  `cargo vango state apply --accept-cold \"reason\"` gives the values up."
}

#[derive(Serialize)]
struct PlanJson<'p> {
    version: u32,
    verdict: &'static str,
    items: Vec<EntryJson<'p>>,
    warnings: &'p [String],
}

#[derive(Serialize)]
struct EntryJson<'p> {
    path: &'p str,
    id: &'p str,
    #[serde(with = "LifetimeWord")]
    lifetime: Lifetime,
    identity: &'static str,
    from: Option<&'p str>,
    evidence: Option<&'static str>,
    values: &'static str,
    #[serde(with = "fingerprint_word")]
    fingerprint: Fingerprint,
    fingerprint_before: Option<String>,
    changes: Vec<ChangeJson<'p>>,
    lost_because: &'p [String],
}

#[derive(Serialize)]
struct ChangeJson<'p> {
    place: &'p str,
    effect: &'static str,
    reason: &'p str,
}

fn entry_json(entry: &Entry) -> EntryJson<'_> {
    let (identity, from, evidence) = match &entry.identity {
        Identity::Same => ("same", None, None),
        Identity::Added => ("added", None, None),
        Identity::Moved { from, evidence } => {
            let evidence = match evidence {
                Evidence::Attribute => "attribute",
                Evidence::Type => "type",
            };
            (moved(from, &entry.path), Some(from), Some(evidence))
        }
        Identity::Returned { from } => ("returned", Some(from), None),
        Identity::Removed => ("removed", None, None),
    };
    EntryJson {
        path: &entry.path,
        id: &entry.id,
        lifetime: entry.lifetime,
        identity,
        from: from.map(String::as_str),
        evidence,
        values: match entry.values {
            Values::None => "none",
            Values::Kept => "kept",
            Values::Read => "read",
            Values::Migrated => "migrated",
            Values::Lost => "lost",
        },
        fingerprint: entry.fingerprint,
        fingerprint_before: entry.fingerprint_before.map(|before| before.to_string()),
        changes: entry.changes.iter().map(change_json).collect(),
        lost_because: &entry.lost_because,
    }
}

fn change_json(change: &Change) -> ChangeJson<'_> {
    ChangeJson {
        place: &change.place,
        effect: match change.effect {
            Effect::Safe => "safe",
            Effect::Lossy => "lossy",
        },
        reason: &change.reason,
    }
}
