//! Attributes, each once for a language of markup.
//!
//! `global` are those that every element may have, `own` those that belong to some, `directive` what stands before a colon.

macro_rules! attributes {
    ($kind:ident $($(#[$doc:meta])* $name:ident;)+) => {
        /// A unit type for each.
        #[expect(
            non_camel_case_types,
            reason = "an attribute is written as HTML and SVG write it: viewBox"
        )]
        pub(in crate::view::element) mod $kind {
            $(
                $(#[$doc])*
                #[derive(Debug)]
                pub struct $name;
            )+

            /// Their names, as they stand above.
            #[cfg(test)]
            #[allow(dead_code, reason = "compared for those that all elements have")]
            pub(crate) const NAMES: &[&str] = &[$(stringify!($name)),+];
        }
    };
}

pub(super) mod html;
pub(super) mod mathml;
pub(super) mod svg;

/// What stands before a colon, beside `class` and `style`, which are attributes as well.
pub(super) mod directive {
    #![expect(non_camel_case_types, reason = "written so in markup: on:click")]

    /// `on:event=move |tx, ev| { … }`: runs on the server when the event happens.
    #[derive(Debug)]
    pub struct on;

    /// `bind:value=signal`: shows a signal, and writes into it what the user enters.
    #[derive(Debug)]
    pub struct bind;
}
