//! Elements, and the attributes that each has beside those that all have.

macro_rules! elements {
    ($namespace:ident $($(#[$doc:meta])* $name:ident: $($attribute:ident)*;)+) => {
        #[allow(
            non_camel_case_types,
            reason = "an element is written as HTML and SVG write it: linearGradient"
        )]
        pub(in crate::view::element) mod elements {
            $(
                $(#[$doc])*
                #[derive(Debug)]
                pub struct $name;
            )+
        }

        #[allow(
            non_snake_case,
            reason = "an element is written as HTML and SVG write it: linearGradient"
        )]
        pub(in crate::view::element) mod attributes {
            $(
                $(#[$doc])*
                pub mod $name {
                    pub use crate::view::element::attribute::directive::*;
                    pub use crate::view::element::attribute::$namespace::global::*;
                    $(pub use crate::view::element::attribute::$namespace::own::$attribute;)*
                }
            )+
        }

        /// Elements and their own attributes, as they stand above.
        #[cfg(test)]
        pub(crate) const NAMES: &[(&str, &[&str])] =
            &[$((stringify!($name), &[$(stringify!($attribute)),*])),+];
    };
}

pub(super) mod html;
pub(super) mod mathml;
pub(super) mod svg;
