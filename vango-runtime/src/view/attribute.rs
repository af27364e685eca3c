//! What may stand behind `name=`: text, a flag, or nothing.

use std::fmt;

use super::block::Block;
use super::content::{KnownText, Text, TextOut};
use super::escape;
use super::place::Place;
use super::sink::{Draft, Sink};
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
    fn put(self, slot: AttributeSlot<'_>);
}

impl Attribute for bool {
    fn put(self, slot: AttributeSlot<'_>) {
        slot.flag(self);
    }
}

impl Attribute for &bool {
    fn put(self, slot: AttributeSlot<'_>) {
        (*self).put(slot);
    }
}

impl<A: Attribute> Attribute for Option<A> {
    fn put(self, slot: AttributeSlot<'_>) {
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
    fn put(self, slot: AttributeSlot<'_>) {
        match self {
            Some(value) => value.put(slot),
            None => slot.absent(),
        }
    }
}

impl<T: Text + ?Sized> Attribute for &T {
    fn put(self, slot: AttributeSlot<'_>) {
        slot.text(self);
    }
}

macro_rules! attribute_by_value {
    ($($type:ty),+ $(,)?) => {$(
        impl Attribute for $type {
            fn put(self, slot: AttributeSlot<'_>) {
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
            fn put(self, slot: AttributeSlot<'_>) {
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
    fn put(self, slot: AttributeSlot<'_>) {
        let render = slot.render();
        self.get(render).put(slot);
    }
}

/// Where an [`Attribute`] writes itself.
pub struct AttributeSlot<'r> {
    render: &'r Render<'r>,
    place: Place,
    check: Check,
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

impl<'r> AttributeSlot<'r> {
    /// The slot of `block` that is next.
    #[inline(always)]
    pub(super) fn next(block: &mut Block<'r>, check: Check) -> Self {
        Self {
            render: block.render,
            place: block.next(),
            check,
        }
    }

    pub(crate) fn render(&self) -> &'r Render<'r> {
        self.render
    }

    pub(crate) fn absent(self) {
        self.place.put_absent(self.render);
    }

    fn flag(self, on: bool) {
        let word = match (on, is_word(self.place.kind())) {
            (true, true) => "true",
            (false, true) => "false",
            (true, false) => "",
            (false, false) => return self.absent(),
        };
        self.place.put_attribute(self.render, word);
    }

    #[inline]
    pub(crate) fn text<T: Text + ?Sized>(self, text: &T) {
        match (text.known(), self.check) {
            (KnownText::Str(text), _) => self.write(text),
            // For the diff, a number stays one.
            (_, Check::None) if self.render.page().is_none() => {
                self.place.put_item(self.render, text);
            }
            _ => {
                let mut value = take_spare(self.render);
                text.text(TextOut::plain(&mut value));
                self.write(&value);
                keep_spare(self.render, value);
            }
        }
    }

    #[inline]
    fn write(&self, text: &str) {
        match self.check {
            Check::None => self.place.put_attribute(self.render, text),
            Check::SafeScheme => self.place.put_attribute(self.render, safe(text)),
            Check::Style if style::is_safe_value(text) => {
                self.place.put_attribute(self.render, text);
            }
            Check::Style => self.place.put_absent(self.render),
        }
    }
}

/// A buffer for a value that is known when it was written: a row with a number in an attribute allocates nothing.
fn take_spare(render: &Render<'_>) -> String {
    match render.sink().map(Sink::draft).as_deref_mut() {
        Some(Draft::Html(draft)) => std::mem::take(&mut draft.spare),
        Some(Draft::Slots(draft)) => std::mem::take(&mut draft.spare),
        None => String::new(),
    }
}

fn keep_spare(render: &Render<'_>, mut spare: String) {
    spare.clear();
    match render.sink().map(Sink::draft).as_deref_mut() {
        Some(Draft::Html(draft)) => draft.spare = spare,
        Some(Draft::Slots(draft)) => draft.spare = spare,
        None => {}
    }
}

impl Place {
    /// The value of an Attr or a Style, in one piece for all views.
    fn put_attribute(self, render: &Render<'_>, text: &str) {
        let kind = self.kind();
        self.put(render, |draft| match (draft, kind) {
            (Draft::Html(draft), SlotKind::Attr(name)) => {
                draft.html.push(' ');
                draft.html.push_str(name);
                draft.html.push_str("=\"");
                escape::attribute(&mut draft.html, text);
                draft.html.push('"');
            }
            (Draft::Html(draft), SlotKind::Style(name)) => {
                // The markup around it is the inside of a style attribute.
                draft.html.push_str(name);
                draft.html.push(':');
                escape::attribute(&mut draft.html, text);
                draft.html.push(';');
            }
            (Draft::Html(_), _) => {}
            (Draft::Slots(draft), _) => {
                let item = draft.push_text(text);
                draft.push(item);
            }
        });
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

impl fmt::Debug for AttributeSlot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttributeSlot")
    }
}
