//! What a component's props builder knows about itself: which required props it was given, and what it takes.
//!
//! Invariant: only the setter of a required prop turns its [`Missing`] into [`Given`], so a builder whose marks all say
//! `Given` has every value. The types hold no data: they exist so that a missing prop is a compile error that names it.
//! This module sets no prop and knows no component.

use std::marker::PhantomData;

use super::component::ComponentDef;

/// The marks of a builder's required props, which hold no data.
pub type Marks<T> = PhantomData<fn() -> T>;

/// The mark of a required prop that was not given yet. Its name is part of rustc's message.
#[derive(Debug)]
pub struct Missing;

/// The mark of a required prop that was given.
#[derive(Debug)]
pub struct Given;

/// Gives a prop that was left out its default.
pub fn left_out<T: Default>(value: &mut Option<T>) {
    if value.is_none() {
        *value = Some(T::default());
    }
}

/// What may stand between the tags of the component `C`: nothing, as no type implements it. `#[component]` names it in
/// the builders of components without `children: Slot`.
#[diagnostic::on_unimplemented(
    message = "`<{C}>` takes no children [VG0507]",
    label = "nothing can stand between the tags of `<{C}>`",
    note = "close the tag with `/>`; or give the component a parameter `children: Slot`, and place `{{children}}` in its view"
)]
pub trait ChildrenOf<C> {}

/// The `children` of components that have no parameter of that name, which a component's own method goes before.
pub trait NoChildren: Sized {
    /// Sets nothing: there is no argument for it.
    fn children<P>(&self, props: P, _: impl ChildrenOf<Self>) -> P {
        props
    }
}

impl<C: ComponentDef> NoChildren for C {}
