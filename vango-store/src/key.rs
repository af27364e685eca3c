//! Names of records and of their fields.
//!
//! Invariant: they hold nothing that an engine, a log or a shell would have to escape, and no `#` or `@`, which engines use
//! for their own names.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use crate::limits::{FIELD_NAME_BYTES, KEY_BYTES};

/// The name of a record: 1 to 200 bytes of `A-Z a-z 0-9 : _ . / -`. Cheap to clone.
///
/// ```
/// use vango_store::Key;
/// let key = Key::new("session:8f3a")?;
/// assert_eq!(key.as_str(), "session:8f3a");
/// assert!(Key::new("session 8f3a").is_err());
/// # Ok::<(), vango_store::KeyError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<str>);

/// The name of a field in a record: 1 to 200 bytes of `A-Z a-z 0-9 : _ . / -`. Cheap to clone.
///
/// ```
/// use vango_store::Field;
/// assert_eq!(Field::new("shop:CART")?.as_str(), "shop:CART");
/// # Ok::<(), vango_store::KeyError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Field(Arc<str>);

/// Why a text is no name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// It has no characters.
    Empty,
    /// It is too long.
    TooLong {
        /// How long it is, in bytes.
        bytes: usize,
        /// How long it may be, in bytes.
        limit: usize,
    },
    /// It holds a character that names do not have.
    Character {
        /// The first such character.
        found: char,
        /// Where it begins, in bytes.
        at: usize,
    },
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("an empty name: give it at least one character"),
            Self::TooLong { bytes, limit } => {
                write!(
                    f,
                    "a name of {bytes} bytes, more than {limit}: shorten or hash it"
                )
            }
            Self::Character { found, at } => write!(
                f,
                "{found:?} at byte {at} of a name: names have A-Z a-z 0-9 : _ . / - and nothing else"
            ),
        }
    }
}

impl std::error::Error for KeyError {}

fn check(text: &str, limit: usize) -> Result<(), KeyError> {
    if text.is_empty() {
        return Err(KeyError::Empty);
    }
    if text.len() > limit {
        let bytes = text.len();
        return Err(KeyError::TooLong { bytes, limit });
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || ":_./-".contains(c);
    match text.char_indices().find(|(_, c)| !is_name(*c)) {
        Some((at, found)) => Err(KeyError::Character { found, at }),
        None => Ok(()),
    }
}

macro_rules! name {
    ($name:ident, $limit:expr) => {
        impl $name {
            /// Checks the text.
            ///
            /// # Errors
            ///
            /// When it is empty, too long, or holds another character.
            pub fn new(text: impl Into<String>) -> Result<Self, KeyError> {
                let text = text.into();
                check(&text, $limit)?;
                Ok(Self(text.into()))
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), &self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = KeyError;

            fn try_from(text: String) -> Result<Self, KeyError> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = KeyError;

            fn try_from(text: &str) -> Result<Self, KeyError> {
                Self::new(text)
            }
        }
    };
}

name!(Key, KEY_BYTES);
name!(Field, FIELD_NAME_BYTES);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_bounded() {
        for good in ["a", "A-z:0_9./", &"k".repeat(KEY_BYTES)] {
            assert_eq!(Key::new(good).unwrap().as_str(), good);
        }
        assert_eq!(Key::new(""), Err(KeyError::Empty));
        let (bytes, limit) = (KEY_BYTES + 1, KEY_BYTES);
        assert_eq!(
            Key::new("k".repeat(bytes)),
            Err(KeyError::TooLong { bytes, limit })
        );
        for (bad, found, at) in [
            ("a b", ' ', 1),
            ("#r", '#', 0),
            ("a\0", '\0', 1),
            ("ké", 'é', 1),
            ("a@0", '@', 1),
        ] {
            assert_eq!(Field::new(bad), Err(KeyError::Character { found, at }));
        }
    }
}
