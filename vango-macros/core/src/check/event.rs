//! Events and handlers.

use proc_macro2::Ident;

use super::Check;
use crate::diagnostic::{Code, Place};
use crate::html;
use crate::html::event::{EVENTS, meant};
use crate::parse::model::{Attribute, Element};

impl Check<'_> {
    pub(super) fn event(
        &mut self,
        attribute: &Attribute,
        event: &str,
        ident: &Ident,
        element: &Element,
    ) {
        let is_known =
            event.is_empty() || EVENTS.contains(&event) || html::is_custom(&element.name.text);
        if !is_known {
            let place = Place::new(ident.span(), attribute.place.end());
            self.unknown_event(event, place, element);
        }
        self.is_alive(attribute.place);
        self.handler(attribute, event);
    }

    fn unknown_event(&mut self, event: &str, place: Place, element: &Element) {
        let help = match meant(event) {
            Some(name) => format!("did you mean `on:{name}`?"),
            None => "an event is written as the DOM writes it: `on:click`, `on:input`, `on:submit`; one of your own belongs to a custom element, whose name has a hyphen".to_owned(),
        };
        let message = format!("`<{}>` has no event `{event}`", element.name.text);
        self.diagnostics
            .report(Code::UnknownEvent, place, message, help);
    }
}
