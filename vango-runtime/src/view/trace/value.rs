//! What stands in a slot, in either kind of draft: to be compared and shown.

use std::any::TypeId;
use std::fmt;

use super::{What, Wrote};
use crate::reactive::{NodeId, Owner};
use crate::view::component::Invocation;
use crate::view::html::{Entry, HtmlDraft};
use crate::view::slots::{Item, SlotDraft};
use crate::view::template::{SlotKind, Template};

/// A text is shown this long at most.
const TEXT_MAX_BYTES: usize = 60;

/// Markup, the same wherever it is written.
#[derive(Clone, Copy)]
pub(super) struct Markup(&'static Template);

impl PartialEq for Markup {
    fn eq(&self, other: &Self) -> bool {
        self.0.hash == other.0.hash
    }
}

/// See the module's documentation.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Value<'d> {
    Nothing,
    Text(&'d str),
    Int(i64),
    Uint(u64),
    Flag(bool),
    View(Markup),
    Branch(Markup),
    Rows { markup: Markup, count: u32 },
    Slot(Owner, u32),
    Each(Option<NodeId>),
    Child(Option<(TypeId, &'static str)>),
    Handler,
    Key(u64),
}

impl Value<'_> {
    /// Whether what was written next belongs to it: where two differ, the rest cannot be compared.
    pub(super) fn holds_more(self) -> bool {
        matches!(self, Self::View(_) | Self::Branch(_) | Self::Rows { .. })
    }
}

/// A draft with what was noted of it.
pub(crate) trait Traced {
    #[expect(
        private_interfaces,
        reason = "drafts are the crate's, their steps this module's"
    )]
    fn steps(&self) -> &[Wrote];
    #[expect(private_interfaces, reason = "as above")]
    fn value(&self, step: &Wrote) -> Value<'_>;
}

impl Traced for SlotDraft {
    #[expect(private_interfaces, reason = "see the trait")]
    fn steps(&self) -> &[Wrote] {
        self.trace.steps()
    }

    #[expect(private_interfaces, reason = "see the trait")]
    fn value(&self, step: &Wrote) -> Value<'_> {
        if step.what == What::View {
            return Value::View(Markup(step.template));
        }
        match self.items.get(step.from as usize) {
            Some(Item::Text { at, len }) | Some(Item::Html { at, len }) => {
                Value::Text(self.text(*at, *len))
            }
            Some(Item::Int(number)) => Value::Int(*number),
            Some(Item::Uint(number)) => Value::Uint(*number),
            Some(Item::Flag(on)) => Value::Flag(*on),
            Some(Item::View { at }) => match self.items.get(*at as usize + 1) {
                Some(Item::Open(template)) => Value::View(Markup(template)),
                _ => Value::Nothing,
            },
            Some(Item::Slot { owner, index }) => Value::Slot(*owner, *index),
            Some(Item::Branch(template)) => Value::Branch(Markup(template)),
            Some(Item::Rows { template, count }) => Value::Rows {
                markup: Markup(template),
                count: *count,
            },
            Some(Item::Row { key, .. }) => Value::Key(*key),
            Some(Item::Each { index }) => {
                let each = self.eaches.get(*index as usize).and_then(Option::as_ref);
                Value::Each(each.map(|each| each.list))
            }
            Some(Item::Child { index }) => {
                let child = self.children.get(*index as usize).and_then(Option::as_ref);
                Value::Child(child.map(identity))
            }
            Some(Item::Handler(_)) => Value::Handler,
            Some(Item::Empty | Item::Detached { .. } | Item::Open(_)) | None => Value::Nothing,
        }
    }
}

impl Traced for HtmlDraft {
    #[expect(private_interfaces, reason = "see the trait")]
    fn steps(&self) -> &[Wrote] {
        self.trace.steps()
    }

    #[expect(private_interfaces, reason = "see the trait")]
    fn value(&self, step: &Wrote) -> Value<'_> {
        if step.what == What::View {
            return Value::View(Markup(step.template));
        }
        let entry = step.entry.and_then(|at| self.entries.get(at as usize));
        match entry {
            Some(Entry::View { at }) => match self.entries.get(*at as usize) {
                Some(Entry::Detached { template, .. }) => Value::View(Markup(template)),
                _ => Value::Nothing,
            },
            Some(Entry::Branch(template)) => Value::Branch(Markup(template)),
            Some(Entry::Rows { template, count }) => Value::Rows {
                markup: Markup(template),
                count: *count,
            },
            Some(Entry::Slot { owner, index }) => Value::Slot(*owner, *index),
            Some(Entry::Child { index }) => {
                let child = self.children.get(*index as usize).and_then(Option::as_ref);
                Value::Child(child.map(|(child, _)| identity(child)))
            }
            Some(Entry::Empty) => Value::Nothing,
            Some(Entry::Bytes { .. } | Entry::Texts(_) | Entry::Html | Entry::Detached { .. })
            | None => self.written(step),
        }
    }
}

impl HtmlDraft {
    /// What a page shows in a slot that is neither markup nor a component.
    fn written(&self, step: &Wrote) -> Value<'_> {
        let html = self.html.get(step.from as usize..step.to as usize);
        let html = html.unwrap_or_default().trim_ascii_start();
        let kind = match step.what {
            What::Slot(slot) => step.template.slots.get(slot),
            What::View | What::Key => None,
        };
        match kind {
            Some(SlotKind::Class(_)) => Value::Flag(!html.is_empty()),
            Some(SlotKind::Attr(_)) => {
                let value = html.split_once("=\"").map(|(_, value)| value);
                let value = value.and_then(|value| value.strip_suffix('"'));
                match (value, html) {
                    (Some(value), _) => Value::Text(value),
                    (None, "") => Value::Nothing,
                    (None, _) => Value::Text(""),
                }
            }
            _ => Value::Text(html),
        }
    }
}

fn identity(child: &Invocation) -> (TypeId, &'static str) {
    (child.component(), child.name())
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::Int(number) => write!(f, "`{number}`"),
            Self::Uint(number) => write!(f, "`{number}`"),
            Self::Flag(true) => f.write_str("on"),
            Self::Flag(false) => f.write_str("off"),
            Self::View(Markup(template)) | Self::Branch(Markup(template)) => {
                f.write_str(&quoted(&template.pieces.concat().replace("<!---->", "")))
            }
            Self::Rows { count: 1, .. } => f.write_str("1 row"),
            Self::Rows { count, .. } => write!(f, "{count} rows"),
            Self::Slot(..) => f.write_str("a slot"),
            Self::Each(_) => f.write_str("a list"),
            Self::Child(Some((_, name))) => write!(f, "<{name}>"),
            Self::Child(None) => f.write_str("a component"),
            Self::Handler => f.write_str("a handler"),
            Self::Key(key) => write!(f, "`{key}`"),
        }
    }
}

fn quoted(text: &str) -> String {
    let shown = &text[..text.floor_char_boundary(TEXT_MAX_BYTES)];
    let rest = if shown.len() < text.len() { "…" } else { "" };
    format!("`{shown}{rest}`")
}
