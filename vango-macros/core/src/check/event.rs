//! Events and handlers.

use proc_macro2::Ident;

use super::Check;
use crate::diagnostic::{Code, Place};
use crate::html::event::{EVENTS, LATER_EVENTS};
use crate::parse::model::{Attribute, Element};
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
}
