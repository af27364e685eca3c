//! What `view!` expands to and what it writes into.
//!
//! A `view!` is one piece of code that drives either of two sinks: `HtmlDraft` (bytes, for a page) or
//! `SlotDraft` (slot values, for the diff). The expansion knows the static markup as a [`Template`] and calls
//! one method of [`Block`] for each dynamic slot, in template order.
//!
//! Invariant: what a draft records depends only on the calls that were made, so both sinks see the same structure.
//! This module does not compare, number or send anything: that is `diff`'s and `session`'s work.

pub(crate) mod attribute;
pub(crate) mod attrs;
pub(crate) mod block;
mod borrowed;
pub(crate) mod boundary;
pub(crate) mod capture;
pub(crate) mod component;
pub(crate) mod content;
mod control;
pub(crate) mod each;
mod element;
#[doc(hidden)]
pub mod escape;
pub(crate) mod event;
pub(crate) mod given;
pub(crate) mod handler;
pub(crate) mod html;
pub(crate) mod kept;
pub(crate) mod key;
mod layout;
mod markup;
pub(crate) mod place;
mod rows;
pub(crate) mod seat;
pub(crate) mod sink;
pub(crate) mod slot;
pub(crate) mod slots;
mod style;
mod switch;
pub(crate) mod template;
mod text;
pub(crate) mod trace;
pub(crate) mod trusted;
mod wording;

pub use attribute::{Attribute, AttributeSlot};
pub use attrs::{AttrError, Attrs, Spread};
pub use block::{Block, open, row};
pub use borrowed::{KeptByHandler, Owned, Row, row_of};
pub use boundary::{
    ErrorBoundary, ErrorBoundaryHasChildren, ErrorBoundaryHasFallback, ErrorBoundaryProps, Failure,
    PropsOfErrorBoundary, Retry,
};
pub use capture::{Taken, assert_taken};
pub use component::{
    CompleteProps, Component, ComponentDef, ComponentKind, DefaultProps, Invocation, Mount,
    NoRequiredProps, View, ready, render,
};
pub use content::{Content, Text, TextOut};
pub use control::{CheckedValue, FieldValue};
pub use each::Listed;
#[doc(hidden)]
pub use element::{attributes, bindings, elements};
pub use event::{
    AnimationEvent, ClipboardEvent, CompositionEvent, CustomEvent, DragEvent, Event, FocusEvent,
    InputEvent, IntoHandler, KeyEvent, MediaEvent, MouseEvent, PointerEvent, Repeated, ScrollEvent,
    SubmitEvent, ToggleEvent, TouchEvent, TransitionEvent, UnitEvent, WheelEvent, events,
};
pub use given::{ChildrenOf, Given, Marks, Missing, NoChildren, left_out};
pub use key::RowKey;
pub use layout::{Layout, LayoutProps};
pub use markup::{HtmlFault, HtmlFaultKind};
pub use rows::Rows;
pub(crate) use sink::Sink;
pub use slot::{Slot, slot};
pub use switch::Switch;
pub use template::{EventFlags, EventOptions, SlotKind, Template};
pub use trusted::TrustedHtml;
pub use vango_protocol::{Modifiers, PointerKind, TouchPoint, WheelMode};
#[doc(hidden)]
pub use wording::{HoldsText, Kinded, Presence, Words};
