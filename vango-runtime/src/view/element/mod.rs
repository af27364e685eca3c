//! The names of markup as documented items: elements, their attributes, what can be bound.
//!
//! Nothing runs here. In an editor `view!` mentions each name of the user's as a path in [`elements`], [`attributes`] or
//! [`bindings`] (events have theirs), which is what completion, hovering and go-to-definition work on; the compiler never sees these
//! paths. What is allowed where is decided in `vango-macros-core`, whose tables have the same names: a test holds them
//! together.

mod attribute;
mod table;

/// A unit type for each element.
pub mod elements {
    pub use super::table::html::elements::*;
    pub use super::table::mathml::elements::*;
    pub use super::table::svg::elements::*;
}

/// A module for each element, of the attributes that it may have.
pub mod attributes {
    pub use super::table::html::attributes::*;
    pub use super::table::mathml::attributes::*;
    pub use super::table::svg::attributes::*;

    /// An element that is not known, or one of your own.
    pub mod any {
        pub use super::super::attribute::directive::*;
        pub use super::super::attribute::html::global::*;
    }
}

/// What `bind:` binds.
pub mod bindings {
    #![expect(
        non_camel_case_types,
        reason = "a property is written as HTML writes it: bind:value"
    )]

    /// The value of an `<input>`, a `<textarea>` or a `<select>`: shows a signal's, and writes into it what the user enters.
    #[derive(Debug)]
    pub struct value;

    /// Whether a checkbox is on: shows a signal, and writes into it what the user clicks.
    #[derive(Debug)]
    pub struct checked;
}

#[cfg(test)]
mod tests;
