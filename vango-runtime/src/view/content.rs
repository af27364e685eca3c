//! What may stand in `{…}`: text, a view, or nothing.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::rc::Rc;
use std::sync::Arc;

use super::block::Block;
use super::component::View;
use super::escape;
use super::slots::{Item, SlotDraft};
use crate::reactive::{Lens, Memo, Prop, Signal};

/// A value that can be shown as text.
///
/// Implement it for a type of your own by handing its text on:
///
/// ```
/// use vango_runtime::view::{Text, TextOut};
/// struct Celsius(f64);
/// impl Text for Celsius {
///     fn text(&self, out: TextOut<'_>) {
///         out.display(format_args!("{:.1} °C", self.0));
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be shown as text [VG0333]",
    label = "not text",
    note = "shown as text are strings, numbers and `char`; implement `vango::view::Text` for a type of your own, or format it: `{{format!(\"…\", value)}}`"
)]
pub trait Text {
    /// Writes the text to `out`, once.
    fn text(&self, out: TextOut<'_>);

    /// What it is, when that is known without writing it: what most slots of a page hold is not copied twice then.
    #[doc(hidden)]
    #[inline]
    fn known(&self) -> KnownText<'_> {
        KnownText::No
    }
}

/// See [`Text::known`].
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum KnownText<'v> {
    /// It has to be written to be known.
    No,
    /// This text.
    Str(&'v str),
    /// This number in decimal.
    Int(i64),
    /// This number in decimal.
    Uint(u64),
}

/// Where a [`Text`] writes itself. Each method consumes it: a value is written once.
pub struct TextOut<'d> {
    target: Target<'d>,
}

enum Target<'d> {
    Content(&'d mut String),
    Item {
        draft: &'d mut SlotDraft,
        item: &'d mut Item,
    },
    Plain(&'d mut String),
}

impl<'d> TextOut<'d> {
    #[inline]
    pub(crate) fn content(html: &'d mut String) -> Self {
        Self {
            target: Target::Content(html),
        }
    }

    #[inline]
    pub(crate) fn item(draft: &'d mut SlotDraft, item: &'d mut Item) -> Self {
        Self {
            target: Target::Item { draft, item },
        }
    }

    pub(crate) fn plain(text: &'d mut String) -> Self {
        Self {
            target: Target::Plain(text),
        }
    }

    /// Writes a string.
    #[inline]
    pub fn str(self, text: &str) {
        match self.target {
            Target::Content(html) => escape::text(html, text),
            Target::Item { draft, item } => *item = draft.push_text(text),
            Target::Plain(out) => out.push_str(text),
        }
    }

    /// Writes a signed number in decimal.
    #[inline]
    pub fn int(self, number: i64) {
        match self.target {
            Target::Item { item, .. } => *item = Item::Int(number),
            Target::Content(out) | Target::Plain(out) => {
                out.push_str(itoa::Buffer::new().format(number));
            }
        }
    }

    /// Writes an unsigned number in decimal.
    #[inline]
    pub fn uint(self, number: u64) {
        match self.target {
            Target::Item { item, .. } => *item = Item::Uint(number),
            Target::Content(out) | Target::Plain(out) => {
                out.push_str(itoa::Buffer::new().format(number));
            }
        }
    }

    /// Writes whatever a `Display` implementation says.
    pub fn display(self, value: impl fmt::Display) {
        // Writing to a string cannot fail: an error is the `Display` implementation's own, and ends the text early.
        let _ended_early = match self.target {
            Target::Content(html) => write!(Escaping(html), "{value}"),
            Target::Plain(out) => write!(out, "{value}"),
            Target::Item { draft, item } => {
                // In place: should `value` panic, the texts of the renders around this one are still there.
                let at = draft.text.len();
                let written = write!(draft.text, "{value}");
                if draft.text.as_bytes()[at..].contains(&0) {
                    let clean = draft.text.split_off(at).replace('\0', "\u{fffd}");
                    draft.text.push_str(&clean);
                }
                *item = Item::Text {
                    at: super::slots::index(at),
                    len: super::slots::index(draft.text.len() - at),
                };
                written
            }
        };
    }
}

impl fmt::Debug for TextOut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TextOut")
    }
}

struct Escaping<'d>(&'d mut String);

impl fmt::Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape::text(self.0, text);
        Ok(())
    }
}

/// A value that may stand in `{…}`: [`Text`], [`TrustedHtml`](super::TrustedHtml), a [`View`], an `Option` of these
/// (`None` shows nothing), and a signal, memo, prop or lens whose value may stand there.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a view [VG0333]",
    label = "neither text nor a view",
    note = "`{{…}}` takes text (strings, numbers, `char`, types that implement `vango::view::Text`), a `View`, a signal, memo or prop of text, or an `Option` of these; for a list write `for item in items, key = item.id {{ … }}`, for a `bool` write `if … {{ … }}`"
)]
pub trait Content {
    /// Writes the value into the next slot of `block`.
    #[doc(hidden)]
    fn put(self, block: &mut Block<'_>);
}

impl Content for View {
    fn put(self, block: &mut Block<'_>) {
        block.put_view(self);
    }
}

impl<C: Content> Content for Option<C> {
    fn put(self, block: &mut Block<'_>) {
        match self {
            Some(content) => content.put(block),
            None => block.put_nothing(),
        }
    }
}

impl<T: Text> Content for &Option<T> {
    fn put(self, block: &mut Block<'_>) {
        match self {
            Some(text) => block.put_text(text),
            None => block.put_nothing(),
        }
    }
}

impl<T: Text + ?Sized> Content for &T {
    #[inline]
    fn put(self, block: &mut Block<'_>) {
        block.put_text(self);
    }
}

macro_rules! content_of_handle {
    ($($handle:ident: $($bound:path),*);+ $(;)?) => {$(
        impl<T: Send $(+ $bound)* + 'static> Content for $handle<T>
        where
            for<'v> &'v T: Content,
        {
            #[inline]
            fn put(self, block: &mut Block<'_>) {
                let render = block.render();
                self.get(render).put(block);
            }
        }
    )+};
}
content_of_handle!(Signal:; Memo: PartialEq; Prop: PartialEq);

impl<S: Send + 'static, T: 'static> Content for Lens<S, T>
where
    for<'v> &'v T: Content,
{
    fn put(self, block: &mut Block<'_>) {
        let render = block.render();
        self.get(render).put(block);
    }
}

macro_rules! content_by_value {
    ($type:ty) => {
        impl Content for $type {
            #[inline]
            fn put(self, block: &mut Block<'_>) {
                block.put_text(&self);
            }
        }
    };
}

macro_rules! text_of_number {
    ($($type:ty => $write:ident as $known:ident),+ $(,)?) => {$(
        impl Text for $type {
            #[inline]
            fn text(&self, out: TextOut<'_>) {
                out.$write(*self as _);
            }

            #[inline]
            fn known(&self) -> KnownText<'_> {
                KnownText::$known(*self as _)
            }
        }

        content_by_value!($type);
    )+};
}
text_of_number! {
    i8 => int as Int, i16 => int as Int, i32 => int as Int, i64 => int as Int, isize => int as Int,
    u8 => uint as Uint, u16 => uint as Uint, u32 => uint as Uint, u64 => uint as Uint, usize => uint as Uint,
}

macro_rules! text_by_value {
    ($($type:ty => $write:expr);+ $(;)?) => {$(
        impl Text for $type {
            #[inline]
            fn text(&self, out: TextOut<'_>) {
                let write: fn(&$type, TextOut<'_>) = $write;
                write(self, out);
            }
        }

        content_by_value!($type);
    )+};
}
text_by_value! {
    i128 => |n, out| out.display(n);
    u128 => |n, out| out.display(n);
    f32 => |n, out| out.display(n);
    f64 => |n, out| out.display(n);
    char => |c, out| out.str(c.encode_utf8(&mut [0; 4]));
    crate::Error => |error, out| out.display(error);
}

impl Text for str {
    #[inline]
    fn text(&self, out: TextOut<'_>) {
        out.str(self);
    }

    #[inline]
    fn known(&self) -> KnownText<'_> {
        KnownText::Str(self)
    }
}

impl<T: Text + ?Sized> Text for &T {
    #[inline]
    fn text(&self, out: TextOut<'_>) {
        (**self).text(out);
    }

    #[inline]
    fn known(&self) -> KnownText<'_> {
        (**self).known()
    }
}

macro_rules! text_of_string {
    ($($type:ty),+) => {$(
        impl Text for $type {
            #[inline]
            fn text(&self, out: TextOut<'_>) {
                out.str(self);
            }

            #[inline]
            fn known(&self) -> KnownText<'_> {
                KnownText::Str(self)
            }
        }

        impl Content for $type {
            #[inline]
            fn put(self, block: &mut Block<'_>) {
                block.put_text(&*self);
            }
        }
    )+};
}
text_of_string!(String, Box<str>, Rc<str>, Arc<str>, Cow<'_, str>);

impl Text for fmt::Arguments<'_> {
    fn text(&self, out: TextOut<'_>) {
        out.display(self);
    }
}

impl Content for fmt::Arguments<'_> {
    fn put(self, block: &mut Block<'_>) {
        block.put_text(&self);
    }
}
