//! Events and handlers.

use proc_macro2::Ident;

use super::Check;
use crate::diagnostic::{Code, Place};
use crate::html::event::{EVENTS, LATER_EVENTS};
use crate::parse::model::{Attribute, Closure, Element, Value};
use crate::suggest::nearest;

impl Check<'_> {
    pub(super) fn event(
        &mut self,
        attribute: &Attribute,
        event: &str,
        ident: &Ident,
        element: &Element,
    ) {
        if !event.is_empty() && !EVENTS.contains(&event) {
            self.unknown_event(
                event,
                Place::new(ident.span(), attribute.place.end()),
                element,
            );
        }
        self.handler(attribute, event);
    }

    fn unknown_event(&mut self, event: &str, place: Place, element: &Element) {
        if LATER_EVENTS.contains(&event) {
            let help = format!("there are: {}", EVENTS.join(", "));
            return self.diagnostics.report(
                Code::NotYet,
                place,
                format!("the event `{event}` is not delivered yet"),
                help,
            );
        }
        let stripped = event.strip_prefix("on").unwrap_or(event);
        let help = match EVENTS
            .iter()
            .copied()
            .find(|name| *name == stripped)
            .or_else(|| nearest(stripped, EVENTS.iter().copied()))
        {
            Some(name) => format!("did you mean `on:{name}`?"),
            None => format!("there are: {}", EVENTS.join(", ")),
        };
        let message = format!("`<{}>` has no event `{event}`", element.name.text);
        self.diagnostics
            .report(Code::UnknownEvent, place, message, help);
    }

    fn handler(&mut self, attribute: &Attribute, event: &str) {
        let event = if event.is_empty() { "click" } else { event };
        match &attribute.value {
            Value::Closure(closure) => self.handler_closure(closure),
            Value::Bare => self.diagnostics.report(
                Code::HandlerValue,
                attribute.place,
                format!("`on:{event}` needs a handler"),
                format!("write `on:{event}=move |tx| {{ … }}`"),
            ),
            Value::Literal(literal) => self.diagnostics.report(
                Code::HandlerValue,
                literal.span,
                "a handler is a closure, not a value",
                format!("write `on:{event}=move |tx| {{ … }}`: it runs on the server"),
            ),
            Value::Missing | Value::Expr(_) => {}
        }
    }

    fn handler_closure(&mut self, closure: &Closure) {
        let bars = Place::new(closure.bars.0.span(), closure.bars.1.span());
        if let Some(span) = closure.asynchronous {
            self.diagnostics.report(
                Code::HandlerValue,
                span,
                "a handler is not `async`: its writes are one transaction",
                "do what can wait before or after: a handler only changes state",
            );
        }
        match closure.parameter_count {
            0 => self.diagnostics.report(
                Code::HandlerParameters,
                bars,
                "a handler takes the transaction that it writes in",
                "write `|tx|`, or `|tx, ev|` to see the event",
            ),
            1 | 2 => {}
            _ => self.diagnostics.report(
                Code::HandlerParameters,
                bars,
                "a handler takes at most two parameters",
                "write `|tx, ev|`: the transaction and the event",
            ),
        }
    }
}
