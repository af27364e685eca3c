//! Spread attributes: `<div {..attrs}>`.
//!
//! Names come at run time here, so what the macro checks for written attributes is checked when they are set.

use std::fmt;

use super::block::Block;
use super::content::{Text, TextOut};
use super::escape;
use super::sink::Draft;
use super::slots::{Item, index};
use crate::reactive::{Lens, Memo, Prop, Render, Signal};

/// Attributes by name, to be spread over an element.
///
/// ```
/// use vango_runtime::view::Attrs;
/// let attrs = Attrs::new().set("title", "a hint").set("data-row", 7).flag("hidden", false);
/// assert_eq!(attrs.get("data-row"), Some("7"));
/// assert_eq!(attrs.get("hidden"), None);
/// ```
///
/// What an element has otherwise wins over what is spread over it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attrs {
    list: Vec<(String, String)>,
}

/// Most attributes of one [`Attrs`], and longest name in bytes.
const MAX_ATTRS: usize = 64;
const MAX_NAME_BYTES: usize = vango_protocol::limits::MAX_NAME_BYTES;

/// Why an attribute cannot be spread.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AttrError {
    /// The name is none that HTML knows how to write: empty, too long, or with a character besides letters, digits and
    /// `-`, `_`, `:`, `.`.
    Name(String),
    /// `on…` and `srcdoc`: they would run script. Handlers are written as `on:event=|tx| …`.
    Script(String),
    /// `class` and `style`: they are made of the element's own `class:name` and `style:name`.
    Own(String),
    /// There are 64 already.
    TooMany(String),
}

impl fmt::Display for AttrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AttrError::Name(name) => write!(
                f,
                "{name:?} is no name of an attribute: use letters, digits, `-`, `_`, `:` and `.`, beginning with a letter"
            ),
            AttrError::Script(name) => write!(
                f,
                "the attribute `{name}` would run script, which a spread may not: write `on:event=|tx| …` for a handler"
            ),
            AttrError::Own(name) => write!(
                f,
                "the attribute `{name}` cannot be spread: write `class:name=…` or `style:name=…` on the element"
            ),
            AttrError::TooMany(name) => write!(
                f,
                "`{name}` is one attribute too many: a spread has at most {MAX_ATTRS}"
            ),
        }
    }
}

impl std::error::Error for AttrError {}

impl Attrs {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets one, replacing what it was. A URL of a scheme that runs script is made harmless, as in a written attribute.
    ///
    /// # Panics
    /// When the name is not one that may be spread ([`AttrError`]): names are the program's own. For names that come
    /// from elsewhere there is [`Attrs::try_set`].
    #[must_use]
    pub fn set(self, name: &str, value: impl Text) -> Self {
        match self.try_set(name, value) {
            Ok(attrs) => attrs,
            Err(error) => panic!("{error}"),
        }
    }

    /// As [`Attrs::set`].
    ///
    /// # Errors
    /// When the name is not one that may be spread; nothing is set then.
    pub fn try_set(mut self, name: &str, value: impl Text) -> Result<Self, AttrError> {
        let name = name.to_ascii_lowercase();
        check_name(&name)?;
        let mut text = String::new();
        value.text(TextOut::plain(&mut text));
        if URL_ATTRIBUTES.binary_search(&name.as_str()).is_ok() && !escape::is_safe_url(&text) {
            escape::UNSAFE_URL.clone_into(&mut text);
        }
        if text.contains('\0') {
            text = text.replace('\0', "\u{fffd}");
        }
        match self.list.iter().position(|(other, _)| *other == name) {
            Some(at) => self.list[at].1 = text,
            None if self.list.len() == MAX_ATTRS => return Err(AttrError::TooMany(name)),
            None => self.list.push((name, text)),
        }
        Ok(self)
    }

    /// Sets a boolean attribute, or takes it away.
    ///
    /// # Panics
    /// As [`Attrs::set`].
    #[must_use]
    pub fn flag(mut self, name: &str, on: bool) -> Self {
        if on {
            return self.set(name, "");
        }
        let name = name.to_ascii_lowercase();
        self.list.retain(|(other, _)| *other != name);
        self
    }

    /// The value of one.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.list.iter().find(|(other, _)| other == name)?;
        Some(&found.1)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Writes those that the element does not have itself.
    pub(super) fn put(&self, block: &mut Block<'_>, own: &[&str]) {
        let listed = self
            .list
            .iter()
            .filter(|(name, _)| !own.contains(&name.as_str()));
        block.put(|draft| match draft {
            Draft::Html(draft) => {
                for (name, value) in listed {
                    draft.html.push(' ');
                    draft.html.push_str(name);
                    draft.html.push_str("=\"");
                    escape::attribute(&mut draft.html, value);
                    draft.html.push('"');
                }
            }
            Draft::Slots(draft) => {
                let at = draft.text.len();
                for (name, value) in listed {
                    for part in [name, value] {
                        draft.text.push_str(part);
                        draft.text.push('\0');
                    }
                }
                let len = draft.text.len() - at;
                draft.push(if len == 0 {
                    Item::Empty
                } else {
                    Item::Text {
                        at: index(at),
                        len: index(len),
                    }
                });
            }
        });
    }
}

/// Attributes whose value the browser may follow or run, sorted; as in the macro's table, with SVG's and the outdated ones,
/// for a spread may have any name.
const URL_ATTRIBUTES: &[&str] = &[
    "action",
    "background",
    "cite",
    "codebase",
    "data",
    "formaction",
    "href",
    "itemid",
    "longdesc",
    "manifest",
    "ping",
    "poster",
    "profile",
    "src",
    "usemap",
    "xlink:href",
];

fn check_name(name: &str) -> Result<(), AttrError> {
    let is_name = name.len() <= MAX_NAME_BYTES
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'));
    if !is_name {
        return Err(AttrError::Name(name.to_owned()));
    }
    if name.starts_with("on") || name == "srcdoc" {
        return Err(AttrError::Script(name.to_owned()));
    }
    if matches!(name, "class" | "style") {
        return Err(AttrError::Own(name.to_owned()));
    }
    Ok(())
}

/// What `{..value}` takes: [`Attrs`], a reference to it, a signal, lens, memo or prop of it, or an `Option` of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be spread over an element [VG0330]",
    label = "not attributes",
    note = "`{{..value}}` takes `vango::view::Attrs`: `Attrs::new().set(\"title\", title)`"
)]
pub trait Spread {
    /// Hands the attributes to `write`, once.
    #[doc(hidden)]
    fn with_attrs(self, r: &Render<'_>, write: impl FnOnce(Option<&Attrs>));
}

impl Spread for Attrs {
    fn with_attrs(self, _: &Render<'_>, write: impl FnOnce(Option<&Attrs>)) {
        write(Some(&self));
    }
}

impl Spread for &Attrs {
    fn with_attrs(self, _: &Render<'_>, write: impl FnOnce(Option<&Attrs>)) {
        write(Some(self));
    }
}

impl Spread for &Option<Attrs> {
    fn with_attrs(self, _: &Render<'_>, write: impl FnOnce(Option<&Attrs>)) {
        write(self.as_ref());
    }
}

impl<S: Spread> Spread for Option<S> {
    fn with_attrs(self, r: &Render<'_>, write: impl FnOnce(Option<&Attrs>)) {
        match self {
            Some(spread) => spread.with_attrs(r, write),
            None => write(None),
        }
    }
}

macro_rules! spread_of_handle {
    ($($handle:ty),+ $(,)?) => {$(
        impl Spread for $handle {
            fn with_attrs(self, r: &Render<'_>, write: impl FnOnce(Option<&Attrs>)) {
                write(Some(self.get(r)));
            }
        }
    )+};
}
spread_of_handle!(Signal<Attrs>, Memo<Attrs>, Prop<Attrs>);

impl<S: Send + 'static> Spread for Lens<S, Attrs> {
    fn with_attrs(self, r: &Render<'_>, write: impl FnOnce(Option<&Attrs>)) {
        write(Some(self.get(r)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked_and_urls_made_harmless() {
        assert!(URL_ATTRIBUTES.is_sorted());
        for name in [
            "", "1a", "a b", "a=b", "a>", "a\"", "é", "-a", "onclick", "ONCLICK", "srcdoc",
            "class", "style",
        ] {
            assert!(Attrs::new().try_set(name, "x").is_err(), "{name:?}");
        }
        let attrs = Attrs::new()
            .set("HREF", "javascript:x")
            .set("xlink:href", " java\nscript:x");
        assert_eq!(attrs.get("href"), Some(escape::UNSAFE_URL));
        assert_eq!(attrs.get("xlink:href"), Some(escape::UNSAFE_URL));
        assert_eq!(
            Attrs::new().set("title", "a\0b").get("title"),
            Some("a\u{fffd}b")
        );
        let twice = Attrs::new().set("title", "a").set("title", "b");
        assert_eq!(twice, Attrs::new().set("title", "b"));
    }

    #[test]
    fn there_are_not_endlessly_many() {
        let mut attrs = Attrs::new();
        for at in 0..MAX_ATTRS {
            attrs = attrs.set(&format!("data-{at}"), at);
        }
        let error = attrs.clone().try_set("data-more", 1).unwrap_err();
        assert!(error.to_string().contains("data-more"), "{error}");
        assert!(
            attrs.try_set("data-0", 1).is_ok(),
            "replacing is no addition"
        );
    }
}
