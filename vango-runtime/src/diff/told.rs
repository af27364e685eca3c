//! What the browser has said that its controls hold.
//!
//! The shadow knows attributes, and a control that the user has touched may hold something else. From the event that says
//! so to the next render its slot has a word that no render makes: then it is sent what it is to show, also where the
//! attribute says so already. A handler that puts the old value back is heard, and so is one that empties a field before
//! what was typed into it was ever rendered.
//!
//! Invariant: no slot has that word once a batch was written. What was not rendered has its word again: a handler that
//! writes nothing leaves what is typed, and so does a number in the making (`-`, `1.`) as long as it means what is shown.
//!
//! It deliberately does not know when a control may be overwritten: the client does (docs/protocol.md, "Controls").

use std::ops::Range;

use vango_protocol::SlotKind;

use super::pass::Pass;
use super::tree::{Place, Scope, Tree};
use super::word::{Shows, Word};
use crate::view::handler::HandlerAddress;
use crate::view::slots::Item;
use crate::view::template::Template;

/// One slot of a control that holds something else than its attribute says.
#[derive(Debug)]
pub(crate) struct Told {
    place: Place,
    /// What the attribute says.
    says: Word,
    holds: Holds,
}

#[derive(Clone, Copy, Debug)]
enum Holds {
    /// A value, and its number if it is one.
    Value(Word, Option<f64>),
    /// It is ticked and its attribute is not there, or the other way round.
    Toggled,
}

impl Tree {
    /// The control whose handler this is holds `value`, or is `checked`. A handler beside one that binds the control does
    /// not count: the one that binds knows what can be parsed.
    pub(crate) fn tell(
        &mut self,
        at: Place,
        handler: HandlerAddress,
        (value, checked): (&str, bool),
    ) {
        let template = self.template_of(at.block);
        let is_state = |kind: &SlotKind<'_>| matches!(kind, SlotKind::Attr("value" | "checked"));
        if !template.slots.iter().any(is_state) {
            return;
        }
        let (element, tag) = element_of(template, at.slot);
        if !self.binds(at, handler) && self.has_bound(at, element.clone()) {
            return;
        }
        for slot in element {
            let place = Place { slot, ..at };
            match template.slots[slot] {
                SlotKind::Attr("value") => {
                    let word = Word::text(value, self.hash_key);
                    self.note(place, Holds::Value(word, value.parse().ok()));
                }
                SlotKind::Attr("checked") => {
                    let is_as_said = (self.says(place) != Word::NOTHING) == checked;
                    if is_as_said {
                        self.untell(place);
                    } else {
                        self.note(place, Holds::Toggled);
                    }
                    if checked && is_radio(tag) {
                        self.tell_group(place);
                    }
                }
                _ => {}
            }
        }
    }

    /// A radio button went on: those of its template and name that were on have gone off. Forms are not looked at: to be told
    /// once more what it shows harms no button.
    fn tell_group(&mut self, chosen: Place) {
        let template = self.template_of(chosen.block);
        let button = |slot: usize| {
            let (mut element, tag) = element_of(template, slot);
            let is_name = |slot: &usize| template.slots[*slot] == SlotKind::Attr("name");
            is_radio(tag).then(|| (slot, element.find(is_name)))
        };
        // With the slot of its name, unless that is written in the template.
        let buttons: Vec<(usize, Option<usize>)> = (0..template.slots.len())
            .filter(|slot| template.slots[*slot] == SlotKind::Attr("checked"))
            .filter_map(button)
            .collect();
        let name_at = |tree: &Self, block: u32, slot: Option<usize>| {
            slot.map(|slot| tree.shadow.slot(block, slot))
        };
        let named = buttons.iter().find(|(slot, _)| *slot == chosen.slot);
        let name = named.and_then(|(_, name)| name_at(self, chosen.block, *name));
        let index = self.shadow.template(chosen.block);
        let blocks: Vec<u32> = self.shadow.blocks_of(index).collect();
        for block in blocks {
            for (slot, named) in &buttons {
                let place = Place { block, slot: *slot };
                if place != chosen
                    && self.says(place) != Word::NOTHING
                    && name_at(self, block, *named) == name
                {
                    self.note(place, Holds::Toggled);
                }
            }
        }
    }

    /// After a batch: what was not rendered is as before.
    pub(crate) fn forget_told(&mut self) {
        for told in self.pending.take_some(|pending| &mut pending.told) {
            let Place { block, slot } = told.place;
            if self.shadow.slot(block, slot) == Word::UNKNOWN {
                self.shadow.set_slot(block, slot, told.says);
            }
        }
    }

    fn note(&mut self, place: Place, holds: Holds) {
        let says = self.says(place);
        if matches!(holds, Holds::Value(word, _) if word == says) {
            return self.untell(place);
        }
        match self
            .pending
            .told
            .iter_mut()
            .find(|told| told.place == place)
        {
            Some(told) => told.holds = holds,
            None => self.pending.told.push(Told { place, says, holds }),
        }
        self.shadow.set_slot(place.block, place.slot, Word::UNKNOWN);
    }

    /// The control holds what its attribute says, again.
    fn untell(&mut self, place: Place) {
        let says = self.says(place);
        if let Some(pending) = self.pending.peek_mut() {
            pending.told.retain(|told| told.place != place);
        }
        self.shadow.set_slot(place.block, place.slot, says);
    }

    /// What the attribute says, whatever the control holds.
    fn says(&self, place: Place) -> Word {
        let word = self.shadow.slot(place.block, place.slot);
        self.told_of(place)
            .filter(|_| word == Word::UNKNOWN)
            .map_or(word, |told| told.says)
    }

    fn told_of(&self, place: Place) -> Option<&Told> {
        let told = &self.pending.peek()?.told;
        told.iter().find(|told| told.place == place)
    }

    /// Whether an element has a handler that binds it.
    fn has_bound(&self, at: Place, element: Range<usize>) -> bool {
        element.into_iter().any(|slot| {
            let word = self.shadow.slot(at.block, slot);
            matches!(word.shows(), Shows::Handler(handler) if self.binds(at, handler))
        })
    }

    fn binds(&self, at: Place, handler: HandlerAddress) -> bool {
        let scope = self.handler_scope(self.shadow.scope(at.block));
        match self.scopes.get(scope as usize) {
            Some(Scope::Instance(instance)) => instance.handlers.binds(handler),
            Some(Scope::Each(each)) => each.handlers.binds(handler),
            Some(Scope::Slot(_)) | None => false,
        }
    }
}

impl Pass<'_, '_> {
    /// Whether a control whose word was `old` shows `item`, the word of which is `new`, without being told: its attribute
    /// says so, and what was typed is another spelling of the same number.
    pub(super) fn shows_already(&self, place: Place, old: Word, new: Word, item: Item) -> bool {
        if old != Word::UNKNOWN {
            return false;
        }
        let Some(told) = self.tree.told_of(place) else {
            return false;
        };
        match told.holds {
            Holds::Value(_, Some(typed)) if told.says == new => self.number(item) == Some(typed),
            Holds::Value(..) | Holds::Toggled => false,
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "what was typed has lost as much when it was parsed"
    )]
    fn number(&self, item: Item) -> Option<f64> {
        match item {
            Item::Text { at, len } => self.draft.text(at, len).parse().ok(),
            Item::Int(number) => Some(number as f64),
            Item::Uint(number) => Some(number as f64),
            _ => None,
        }
    }
}

/// The slots of its own that the element with this slot has, and its tag from its name on: the slots of one element stand in
/// a row, and the tag says how many they are.
fn element_of(template: &Template, slot: usize) -> (Range<usize>, &str) {
    let (mut html, mut first) = (template.html(), 0);
    while let Some(open) = html.find('<') {
        html = &html[open + 1..];
        let count = if html.starts_with("!--v-->") {
            1
        } else {
            own_slots(html)
        };
        if (first..first + count).contains(&slot) {
            return (first..first + count, html);
        }
        first += count;
    }
    (0..0, "")
}

/// Whether a tag is that of a radio button. One whose type is a slot is not known.
fn is_radio(tag: &str) -> bool {
    let end = tag.find('>').unwrap_or(tag.len());
    tag[..end].contains(" type=\"radio\"")
}

/// How many slots of its own an element has; `tag` begins with its name. The number comes first in a tag, and nowhere else
/// does `<` stand unescaped before what looks like it.
fn own_slots(tag: &str) -> usize {
    let name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b':' | b'_');
    let end = tag.bytes().take_while(|byte| name(*byte)).count();
    let count = tag[end..]
        .strip_prefix(" v=\"")
        .and_then(|rest| rest.split('"').next());
    count.and_then(|count| count.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slots_of_an_element_stand_in_a_row() {
        const ON: SlotKind<'static> = SlotKind::On {
            event: "input",
            payload: true,
        };
        static TEMPLATE: Template = Template::new(
            1,
            &["", "", "", "", "", "", "", ""],
            "<p title=\"&quot;< v=&quot;9\">v=\"7\"<!--v--></p><input v=\"2\" name=\"a\"><b><!--v--></b><sl-input v=\"3\"></sl-input>",
            &[
                SlotKind::Dyn,
                SlotKind::Attr("value"),
                ON,
                SlotKind::Dyn,
                SlotKind::Attr("value"),
                SlotKind::Attr("checked"),
                ON,
            ],
        );
        for (slot, element) in [(1, 1..3), (2, 1..3), (4, 4..7), (6, 4..7)] {
            assert_eq!(element_of(&TEMPLATE, slot).0, element, "{slot}");
        }
        assert_eq!(element_of(&TEMPLATE, 7), (0..0, ""));
    }
}
