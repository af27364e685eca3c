//! What may stand behind `name=`: text, a flag, or nothing.

use std::fmt;

use super::block::Block;
use super::content::{KnownText, Text, TextOut};
use super::escape;
use super::sink::{Draft, Sink};
use super::slots::Item;
use super::style;
use super::template::SlotKind;
use crate::reactive::{Lens, Memo, Prop, Render, Signal};

/// The value of an attribute: [`Text`]; a `bool`; an `Option` (`None` leaves the attribute out); a signal, memo or prop of
/// these.
///
/// A `bool` is what HTML makes of it: `disabled=(true)` writes the bare attribute and `disabled=(false)` leaves it out,
/// but of `aria-…`, `contenteditable`, `draggable` and `spellcheck` the values are the words `true` and `false`, so
/// `aria-pressed=(false)` writes `aria-pressed="false"`. An `Option<bool>` leaves those out when it is `None`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of an attribute [VG0328]",
    label = "not an attribute value",
    note = "an attribute takes text (strings, numbers, types that implement `vango::view::Text`), a `bool`, or an `Option` of these"
)]
pub trait Attribute {
    /// Writes the value.
    #[doc(hidden)]
    fn put(self, slot: AttributeSlot<'_, '_>);
}

impl Attribute for bool {
    fn put(self, slot: AttributeSlot<'_, '_>) {
        slot.flag(self);
    }
}

impl Attribute for &bool {
    fn put(self, slot: AttributeSlot<'_, '_>) {
        (*self).put(slot);
    }
}

impl<A: Attribute> Attribute for Option<A> {
    fn put(self, slot: AttributeSlot<'_, '_>) {
        match self {
            Some(value) => value.put(slot),
            None => slot.absent(),
        }
    }
}

impl<'v, T> Attribute for &'v Option<T>
where
    &'v T: Attribute,
{
    fn put(self, slot: AttributeSlot<'_, '_>) {
        match self {
            Some(value) => value.put(slot),
            None => slot.absent(),
        }
    }
}

impl<T: Text + ?Sized> Attribute for &T {
    fn put(self, slot: AttributeSlot<'_, '_>) {
        slot.text(self);
    }
}

macro_rules! attribute_by_value {
    ($($type:ty),+ $(,)?) => {$(
        impl Attribute for $type {
            fn put(self, slot: AttributeSlot<'_, '_>) {
                slot.text(&self);
            }
        }
    )+};
}
attribute_by_value! {
    String, Box<str>, std::rc::Rc<str>, std::sync::Arc<str>, std::borrow::Cow<'_, str>, std::fmt::Arguments<'_>, char,
    i8, i16, i32, i64, isize, i128, u8, u16, u32, u64, usize, u128, f32, f64,
}

macro_rules! attribute_of_handle {
    ($($handle:ident: $($bound:path),+);+ $(;)?) => {$(
        impl<T: Send $(+ $bound)+ + 'static> Attribute for $handle<T>
        where
            for<'v> &'v T: Attribute,
        {
            fn put(self, slot: AttributeSlot<'_, '_>) {
                let render = slot.render();
                self.get(render).put(slot);
            }
        }
    )+};
}
attribute_of_handle!(Signal: Send; Memo: PartialEq; Prop: PartialEq);

impl<S: Send + 'static, T: 'static> Attribute for Lens<S, T>
where
    for<'v> &'v T: Attribute,
{
    fn put(self, slot: AttributeSlot<'_, '_>) {
        let render = slot.render();
        self.get(render).put(slot);
    }
}

/// Where an [`Attribute`] writes itself.
pub struct AttributeSlot<'b, 'r> {
    pub(super) block: &'b mut Block<'r>,
    pub(super) check: Check,
}

/// What a value has to pass before it is written.
#[derive(Clone, Copy)]
pub(super) enum Check {
    None,
    /// A URL: of a scheme that runs no script.
    SafeScheme,
    /// The value of a style property: one that cannot end its declaration.
    Style,
}

impl<'r> AttributeSlot<'_, 'r> {
    pub(crate) fn render(&self) -> &'r Render<'r> {
        self.block.render()
    }

    pub(crate) fn absent(self) {
        self.block.put_absent();
    }

    fn flag(self, on: bool) {
        self.block
            .put_kind(|draft, kind| match (on, is_word(kind)) {
                (true, true) => write(draft, kind, "true"),
                (false, true) => write(draft, kind, "false"),
                (true, false) => write(draft, kind, ""),
                (false, false) => {
                    if let Draft::Slots(draft) = draft {
                        draft.push(Item::Empty);
                    }
                }
            });
    }

    pub(crate) fn text<T: Text + ?Sized>(mut self, text: &T) {
        match (self.check, text.known()) {
            (Check::None, _) => self.write(text),
            (Check::SafeScheme, KnownText::Str(url)) => self.write(safe(url)),
            (Check::SafeScheme, _) => {
                let mut url = self.take_spare();
                text.text(TextOut::plain(&mut url));
                let slot = self.with(Check::None);
                slot.write(safe(&url));
                self.keep_spare(url);
            }
            (Check::Style, _) => {
                let mut value = self.take_spare();
                text.text(TextOut::plain(&mut value));
                let slot = self.with(Check::None);
                if style::is_safe_value(&value) {
                    slot.write(value.as_str());
                } else {
                    slot.absent();
                }
                self.keep_spare(value);
            }
        }
    }

    /// The same slot, to be written with another check.
    fn with(&mut self, check: Check) -> AttributeSlot<'_, 'r> {
        AttributeSlot {
            block: self.block,
            check,
        }
    }

    /// A buffer for a value that is looked at before it is written: a row with a link in it allocates nothing.
    fn take_spare(&self) -> String {
        match self.block.render.sink().map(Sink::draft).as_deref_mut() {
            Some(Draft::Html(draft)) => std::mem::take(&mut draft.spare),
            Some(Draft::Slots(draft)) => std::mem::take(&mut draft.spare),
            None => String::new(),
        }
    }

    fn keep_spare(&self, mut spare: String) {
        spare.clear();
        match self.block.render.sink().map(Sink::draft).as_deref_mut() {
            Some(Draft::Html(draft)) => draft.spare = spare,
            Some(Draft::Slots(draft)) => draft.spare = spare,
            None => {}
        }
    }

    fn write<T: Text + ?Sized>(self, text: &T) {
        self.block.put_kind(|draft, kind| write(draft, kind, text));
    }
}

/// The URL, or what stands in place of one that would run script.
fn safe(url: &str) -> &str {
    match escape::is_safe_url(url) {
        true => url,
        false => escape::UNSAFE_URL,
    }
}

/// Whether an attribute's values are the words `true` and `false`: absent, empty and `false` are three things then.
fn is_word(kind: SlotKind<'_>) -> bool {
    match kind {
        SlotKind::Attr(name) => {
            name.starts_with("aria-")
                || matches!(name, "contenteditable" | "draggable" | "spellcheck")
        }
        _ => false,
    }
}

fn write<T: Text + ?Sized>(draft: &mut Draft, kind: SlotKind<'_>, text: &T) {
    match (draft, kind) {
        (Draft::Html(draft), SlotKind::Attr(name)) => {
            draft.html.push(' ');
            draft.html.push_str(name);
            draft.html.push_str("=\"");
            text.text(TextOut::attribute(&mut draft.html));
            draft.html.push('"');
        }
        (Draft::Html(draft), SlotKind::Style(name)) => {
            // The markup around it is the inside of a style attribute.
            draft.html.push_str(name);
            draft.html.push(':');
            text.text(TextOut::attribute(&mut draft.html));
            draft.html.push(';');
        }
        (Draft::Html(_), _) => {}
        (Draft::Slots(draft), _) => {
            let mut item = Item::Text { at: 0, len: 0 };
            text.text(TextOut::item(draft, &mut item));
            draft.push(item);
        }
    }
}

impl fmt::Debug for AttributeSlot<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttributeSlot")
    }
}
