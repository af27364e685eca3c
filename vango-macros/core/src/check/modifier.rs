//! Modifiers of events: `.prevent`, `.key("Enter")`, `.debounce(300)`.

use super::Check;
use crate::diagnostic::{Code, Place};
use crate::html::event::KEYBOARD_EVENTS;
use crate::html::modifier::{Argument, MODIFIERS, ModifierInfo, delay_ms, keys, modifier, names};
use crate::limits::{MAX_DELAY_MS, MAX_KEYS};
use crate::parse::model::Modifier;
use crate::suggest::nearest;

/// What other frameworks spell otherwise, and what is meant.
const ALIASES: &[(&str, &str)] = &[
    ("enter", "key(\"Enter\")"),
    ("esc", "key(\"Escape\")"),
    ("escape", "key(\"Escape\")"),
    ("preventdefault", "prevent"),
    ("prevent_default", "prevent"),
    ("space", "key(\" \")"),
    ("stoppropagation", "stop"),
    ("stop_propagation", "stop"),
    ("tab", "key(\"Tab\")"),
];

impl Check<'_> {
    pub(super) fn modifiers(&mut self, modifiers: &[Modifier], event: &str) {
        let mut seen: Vec<&ModifierInfo> = Vec::new();
        for written in modifiers {
            let name = written.name.to_string();
            let Some(info) = modifier(&name) else {
                self.unknown_modifier(&name, written);
                continue;
            };
            self.argument(info, written);
            if info.argument == Argument::Keys && !KEYBOARD_EVENTS.contains(&event) {
                self.diagnostics.report(
                    Code::ModifierEvent,
                    written.place,
                    format!("`on:{event}` has no key"),
                    format!("`.key(…)` belongs to {}", prose(KEYBOARD_EVENTS)),
                );
            }
            self.conflict(info, written, &seen);
            seen.push(info);
        }
    }

    fn unknown_modifier(&mut self, name: &str, written: &Modifier) {
        let lower = name.to_ascii_lowercase();
        let alias = ALIASES.iter().find(|(other, _)| *other == lower);
        let help = match (alias, nearest(name, MODIFIERS.iter().map(|info| info.name))) {
            (Some((_, meant)), _) => format!("write `.{meant}`"),
            (None, Some(nearest)) => format!("did you mean `.{nearest}`?"),
            (None, None) => format!("there are: {}", names()),
        };
        self.diagnostics.report(
            Code::UnknownModifier,
            Place::new(written.name.span(), written.name.span()),
            format!("events have no modifier `.{name}`"),
            help,
        );
    }

    fn argument(&mut self, info: &ModifierInfo, written: &Modifier) {
        let name = info.name;
        let arguments = written.arguments.as_ref();
        let (message, help) = match info.argument {
            Argument::Flag(_) if arguments.is_some() => (
                format!("`.{name}` takes nothing in parentheses"),
                format!("write `.{name}`"),
            ),
            Argument::Keys if arguments.and_then(keys).is_none() => (
                format!("`.{name}` takes the names of one to {MAX_KEYS} keys, in quotes"),
                "write `.key(\"Enter\")` or `.key(\"ArrowUp\", \"ArrowDown\")`; what is computed is decided in the handler: `if ev.key == … { … }`".to_owned(),
            ),
            Argument::Debounce | Argument::Throttle if arguments.and_then(delay_ms).is_none() => (
                format!("`.{name}` takes a number of milliseconds, 1 to {MAX_DELAY_MS}"),
                format!("write `.{name}(300)`; what waits longer, or is computed, belongs in a timer of the component: `cx.timer(…)`"),
            ),
            _ => return,
        };
        self.diagnostics
            .report(Code::ModifierArgument, written.place, message, help);
    }

    fn conflict(&mut self, info: &ModifierInfo, written: &Modifier, seen: &[&ModifierInfo]) {
        if seen.iter().any(|other| other.name == info.name) {
            return self.diagnostics.report(
                Code::ModifierConflict,
                written.place,
                format!("`.{}` is given twice", info.name),
                match info.argument {
                    Argument::Keys => "write all keys into one: `.key(\"a\", \"b\")`",
                    _ => "remove one of the two",
                },
            );
        }
        let reason = seen.iter().find_map(|other| {
            let excluded = |a: &ModifierInfo, b: &ModifierInfo| {
                a.excludes
                    .filter(|(name, _)| *name == b.name)
                    .map(|(_, reason)| reason)
            };
            excluded(info, other)
                .or_else(|| excluded(other, info))
                .map(|reason| (other.name, reason))
        });
        if let Some((other, reason)) = reason {
            self.diagnostics.report(
                Code::ModifierConflict,
                written.place,
                format!("`.{}` contradicts `.{other}`: {reason}", info.name),
                "remove one of the two",
            );
        }
    }
}

fn prose(events: &[&str]) -> String {
    let names: Vec<String> = events.iter().map(|name| format!("`on:{name}`")).collect();
    names.join(" and ")
}
