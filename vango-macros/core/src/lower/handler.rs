//! Handlers and the modifiers of their events.

use proc_macro2::Ident;

use super::attribute::{Tag, has_value, salvage};
use super::program::{Reader, Step};
use super::template::{EventOptions, Slot};
use crate::html;
use crate::html::event::meant;
use crate::html::modifier::{Argument, delay_ms, keys, modifier};
use crate::parse::model::{Closure, Modifier, Name, Value};
use crate::token::{has_word, trees};

impl<'m> Tag<'m, '_> {
    pub(super) fn handler(
        &mut self,
        event: &str,
        ident: &'m Ident,
        value: &'m Value,
        modifiers: &[Modifier],
    ) {
        for modifier in modifiers {
            unread_arguments(modifier, self.steps);
        }
        if !has_value(value) {
            return;
        }
        let (item, name, reader) = self.event(event);
        let payload = match value {
            Value::Closure(closure) => closure.parameter_count > 1,
            _ => true,
        };
        let options = options(modifiers);
        let event_name = name.to_owned();
        self.draft.slot(if options == EventOptions::default() {
            Slot::On {
                event: event_name,
                payload,
            }
        } else {
            Slot::OnWith {
                event: event_name,
                payload,
                options,
            }
        });
        self.steps.push(Step::On {
            event: Ident::new(item, ident.span()),
            written: (name != event).then_some(ident),
            value,
            rows: self.rows.taken(value),
            times: self.rows.times(),
            reader: match value {
                Value::Closure(closure) if !is_callable(closure) => Reader::Editor,
                _ => reader,
            },
        });
    }

    /// `onclick=move |tx| { … }`, which was reported: as the handler that was meant it is still checked.
    pub(super) fn inline_handler(&mut self, event: &str, name: &'m Name, value: &'m Value) {
        match value {
            Value::Closure(_) => self.handler(event, &name.ident, value, &[]),
            _ => salvage(value, self.steps),
        }
    }

    /// The runtime's item for an event, and its name in the DOM. An unknown event was reported: the one that is meant
    /// stands in for it, so that the handler's body is still checked. A custom element may have events of its own.
    fn event<'e>(&self, event: &'e str) -> (&'static str, &'e str, Reader) {
        let known = || html::event::EVENTS.iter().copied();
        if let Some(exact) = known().find(|name| *name == event) {
            return (exact, exact, Reader::Compiler);
        }
        if html::is_custom(&self.element.name.text) && !event.is_empty() {
            return ("custom", event, Reader::Compiler);
        }
        match meant(event) {
            Some(name) => (name, name, Reader::Compiler),
            None => ("click", "click", Reader::Editor),
        }
    }
}

/// Whether the body of a handler can be read as one. Without a parameter it has no transaction, and what waits needs the
/// `async` that was refused.
fn is_callable(closure: &Closure) -> bool {
    let waits = closure.asynchronous.is_some() && has_word(&trees(&closure.body), "await");
    closure.parameter_count > 0 && !waits
}

/// What the valid ones of `modifiers` say; the others were reported.
fn options(modifiers: &[Modifier]) -> EventOptions {
    let mut options = EventOptions::default();
    for written in modifiers {
        let Some(info) = modifier(&written.name.to_string()) else {
            continue;
        };
        let arguments = written.arguments.as_ref();
        match info.argument {
            Argument::Flag(bit) => options.flags |= bit,
            Argument::Keys => options.keys = arguments.and_then(keys).unwrap_or_default(),
            Argument::Debounce => options.debounce_ms = arguments.and_then(delay_ms).unwrap_or(0),
            Argument::Throttle => options.throttle_ms = arguments.and_then(delay_ms).unwrap_or(0),
        }
    }
    options
}

/// Arguments that are not literals were refused; editors see them all the same.
fn unread_arguments(modifier: &Modifier, steps: &mut Vec<Step<'_>>) {
    if let Some(arguments) = &modifier.arguments
        && keys(arguments).is_none()
        && delay_ms(arguments).is_none()
        && !arguments.is_empty()
    {
        steps.push(Step::Salvage(arguments.clone()));
    }
}
