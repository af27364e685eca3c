//! What an expanded `view!` calls: one method for each dynamic slot, in template order.
//!
//! A [`Block`] writes to whichever draft the render has. Slots must be written in template order; the macro guarantees
//! it, and the draft is only as right as the calls are.

use std::fmt;

use super::attribute::{Attribute, AttributeSlot, Check};
use super::attrs::Spread;
use super::component::{Invocation, View};
use super::content::Content;
use super::html::Entry;
use super::markup::HtmlFault;
use super::place::Place;
use super::rows::Rows;
use super::seat::Path;
use super::sink::{Draft, Sink};
use super::slots::{Item, index};
use super::switch::Switch;
use super::template::{SlotKind, Template};
use super::trace::Writer;
use super::wording::{HoldsText, Kinded};
use crate::reactive::{Owner, Render, SinkRef, TemplateRef};
use crate::watch::Site;

/// Starts a view.
// In line without debug assertions: what a view's own function knows of its block stays in the processor's registers.
#[cfg_attr(debug_assertions, track_caller)]
#[cfg_attr(not(debug_assertions), inline)]
pub fn open<'r>(render: &'r Render<'_>, template: &'static Template) -> Block<'r> {
    let writer = Writer {
        template: TemplateRef::new(template),
        site: Site::caller(),
    };
    let at = begin(render, writer);
    Block {
        at,
        ..Block::nested(render, render.page(), writer, Path::default())
    }
}

/// Answers where the draft has the view that begins.
#[inline(never)]
fn begin(render: &Render<'_>, writer: Writer) -> u32 {
    note_view(render, writer);
    match render.sink().map(Sink::draft).as_deref_mut() {
        Some(Draft::Html(draft)) => draft.open(writer.template.get()),
        Some(Draft::Slots(draft)) => {
            let at = draft.here();
            draft.push(Item::Detached { end: 0 });
            draft.push(Item::Open(writer.template.get()));
            at
        }
        None => 0,
    }
}

/// Notes a view that begins, where it is to be compared.
#[inline(always)]
fn note_view(render: &Render<'_>, writer: Writer) {
    if cfg!(debug_assertions)
        && let Some(mut draft) = render.sink().map(Sink::draft)
    {
        draft.trace_view(writer);
    }
}

/// Starts the body of an `each` row.
#[cfg_attr(debug_assertions, track_caller)]
pub fn row<'r>(render: &'r Render<'_>, template: &'static Template) -> Block<'r> {
    let writer = Writer {
        template: TemplateRef::new(template),
        site: Site::caller(),
    };
    note_view(render, writer);
    let path = match render.sink().map(Sink::draft).as_deref_mut() {
        Some(Draft::Slots(draft)) => {
            draft.push(Item::Open(template));
            Path::default()
        }
        Some(Draft::Html(draft)) => draft.path,
        None => Path::default(),
    };
    Block::nested(render, render.page(), writer, path)
}

/// Whether a slot was placed for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FirstPlace {
    Yes,
    No,
}

/// A block of markup that is being written.
pub struct Block<'r> {
    pub(super) render: &'r Render<'r>,
    /// The sink, if what is written is a page.
    pub(super) page: Option<SinkRef<'r>>,
    writer: Writer,
    slot: usize,
    at: u32,
    /// The rows around it, on a page: where components stand.
    pub(super) path: Path,
}

impl<'r> Block<'r> {
    pub(crate) fn render(&self) -> &'r Render<'r> {
        self.render
    }

    #[inline(always)]
    fn template(&self) -> &'static Template {
        self.writer.template.get()
    }

    /// A branch or a row: part of the block around it.
    #[inline]
    pub(super) fn nested(
        render: &'r Render<'r>,
        page: Option<SinkRef<'r>>,
        writer: Writer,
        path: Path,
    ) -> Self {
        Self {
            render,
            page,
            writer,
            slot: 0,
            at: 0,
            path,
        }
    }

    /// The slot that is next; the block has then moved on behind it.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Place {
        let place = Place {
            writer: self.writer,
            slot: self.slot,
        };
        self.slot += 1;
        place
    }

    /// The slot that is next, unless it leaves nothing in what is being written: a handler in a page, before which there is no
    /// markup either.
    #[inline(always)]
    pub(super) fn next_kept(&mut self) -> Option<Place> {
        let place = self.next();
        self.page.is_none().then_some(place)
    }

    /// Runs `write` on the draft, after the markup before this slot; moves on to the next slot.
    #[inline]
    pub(super) fn put<R>(&mut self, write: impl FnOnce(&mut Draft) -> R) -> Option<R> {
        self.next().put(self.render, write)
    }

    /// `{value}`.
    #[inline]
    pub fn expr(&mut self, value: impl Content) {
        value.put(self);
    }

    pub(crate) fn put_view(&mut self, view: View) {
        self.put(|draft| match draft {
            Draft::Html(draft) => draft.splice(Entry::View { at: view.at }),
            Draft::Slots(draft) => draft.push(Item::View { at: view.at }),
        });
    }

    pub(crate) fn put_nothing(&mut self) {
        self.put(|draft| match draft {
            Draft::Html(draft) => drop(draft.note(Entry::Empty)),
            Draft::Slots(draft) => draft.push(Item::Empty),
        });
    }

    /// `{trusted}`: `html` as it is. The end is marked, for a client cannot know how many nodes it has.
    pub(super) fn put_html(&mut self, html: &str) {
        self.put(|draft| match draft {
            Draft::Html(draft) => {
                let start = draft.html.len();
                draft.html.push_str(html);
                if let Some(raw) = draft.raw.get_mut() {
                    raw.push((index(start), index(draft.html.len())));
                }
                draft.html.push_str("<!--/v-->");
                draft.note(Entry::Html);
            }
            Draft::Slots(draft) => {
                let (at, len) = draft.push_str(html);
                draft.push(Item::Html { at, len });
            }
        });
    }

    /// `{trusted}` that would change the page around it: shows nothing, and says so.
    pub(super) fn refuse_html(&mut self, fault: HtmlFault) {
        self.put_nothing();
        match self.render.sink().map(Sink::draft).as_deref_mut() {
            Some(Draft::Html(draft)) => draft.refused_html = Some(fault),
            Some(Draft::Slots(draft)) => draft.refused_html = Some(fault),
            None => {}
        }
    }

    /// `{children}`. Answers whether the closure under way had not placed it before.
    pub(super) fn put_slot(&mut self, owner: Owner, index: u32) -> FirstPlace {
        let first = self.put(|draft| {
            let placed = match draft {
                Draft::Html(draft) => &mut draft.placed,
                Draft::Slots(draft) => &mut draft.placed,
            };
            if placed.contains(&(owner, index)) {
                return FirstPlace::No;
            }
            placed.push((owner, index));
            match draft {
                Draft::Html(draft) => draft.splice(Entry::Slot { owner, index }),
                Draft::Slots(draft) => draft.push(Item::Slot { owner, index }),
            }
            FirstPlace::Yes
        });
        first.unwrap_or(FirstPlace::Yes)
    }

    /// `disabled=value`, and what else may be there or not.
    pub fn attr(&mut self, value: impl Attribute) {
        value.put(AttributeSlot::next(self, Check::None));
    }

    /// `title=value`, and what else holds text.
    // Not by way of `attr`: an app would have one function more for each type.
    pub fn text<K: HoldsText>(&mut self, value: impl Kinded<K>) {
        value.put(AttributeSlot::next(self, Check::None));
    }

    /// `href=value` and the like: a URL of a scheme that runs script is not written.
    pub fn url<K: HoldsText>(&mut self, value: impl Kinded<K>) {
        value.put(AttributeSlot::next(self, Check::SafeScheme));
    }

    /// `class:name=on`.
    #[inline]
    pub fn class(&mut self, on: impl Switch) {
        let on = on.holds(self.render);
        let (template, slot) = (self.template(), self.slot);
        self.put(|draft| match draft {
            Draft::Html(draft) => {
                if on && let SlotKind::Class(name) = template.slots[slot] {
                    draft.html.push(' ');
                    draft.html.push_str(name);
                }
            }
            Draft::Slots(draft) => draft.push(Item::Flag(on)),
        });
    }

    /// `style:name=value`.
    pub fn style<K: HoldsText>(&mut self, value: impl Kinded<K>) {
        value.put(AttributeSlot::next(self, Check::Style));
    }

    /// `{..value}` in a tag; `own` are the names that the element has otherwise.
    pub fn spread(&mut self, value: impl Spread, own: &[&str]) {
        let render = self.render;
        value.with_attrs(render, |attrs| match attrs {
            Some(attrs) => attrs.put(self, own),
            None => self.next().put_absent(render),
        });
    }

    /// A branch of `if` or `match` that shows markup.
    pub fn branch(&mut self, template: &'static Template) -> Block<'r> {
        self.put(|draft| match draft {
            Draft::Html(draft) => drop(draft.note(Entry::Branch(template))),
            Draft::Slots(draft) => draft.push(Item::Branch(template)),
        });
        let writer = Writer {
            template: TemplateRef::new(template),
            ..self.writer
        };
        Block::nested(self.render, self.page, writer, self.path)
    }

    /// A branch of `if` or `match` that shows nothing.
    pub fn empty(&mut self) {
        self.put_nothing();
    }

    /// `for`.
    pub fn rows(&mut self, template: &'static Template) -> Rows<'r> {
        let at = self.put(|draft| match draft {
            Draft::Html(draft) => draft.note(Entry::Rows { template, count: 0 }),
            Draft::Slots(draft) => {
                let at = draft.here();
                draft.push(Item::Rows { template, count: 0 });
                at
            }
        });
        let writer = Writer {
            template: TemplateRef::new(template),
            ..self.writer
        };
        Rows::new(self.render, self.page, writer, at.unwrap_or(0), self.path)
    }

    /// `<Component …/>`.
    pub fn child(&mut self, invocation: Invocation) {
        let (path, template, slot) = (self.path, self.template(), self.slot);
        self.put(|draft| match draft {
            Draft::Html(draft) => {
                let index = index(draft.children.len());
                let seat = path.seat(template, slot);
                draft.children.push(Some((invocation, seat)));
                draft.splice(Entry::Child { index });
            }
            Draft::Slots(draft) => {
                let index = index(draft.children.len());
                draft.children.push(Some(invocation));
                draft.push(Item::Child { index });
            }
        });
    }

    /// Ends a branch or a row.
    #[inline]
    pub fn end(mut self) {
        let place = self.next();
        if let Some(page) = self.page {
            place.end(page);
        }
    }

    /// Ends a view.
    #[cfg_attr(not(debug_assertions), inline)]
    pub fn close(mut self) -> View {
        self.next().close(self.render, self.at);
        View::new(self.at)
    }
}

impl fmt::Debug for Block<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block")
            .field("template", &self.template().html())
            .field("slot", &self.slot)
            .finish_non_exhaustive()
    }
}
