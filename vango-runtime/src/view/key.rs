//! Keys of rows, in 64 bits.

use std::fmt;
use std::hash::{Hash, Hasher};

use siphasher::sip::SipHasher13;

/// The key of a row in `for … , key = …`: anything that implements `Hash`, such as a number, a string or an enum.
/// Floating-point numbers do not: two computations of one value need not agree.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the key of a row [VG0408]",
    label = "not a key",
    note = "a key says which row is which between two renders: take a number, a string, or a type that derives `Hash` from the row's data (`key = item.id`); floats are no keys"
)]
pub trait RowKey {
    /// 64 bits that stand for the key: an integer as it is, everything else hashed with `hash_key`.
    #[doc(hidden)]
    fn row_key(&self, hash_key: u64) -> u64;

    /// The key as a message shows it.
    #[doc(hidden)]
    fn describe(&self) -> String;
}

impl<K: Hash + ?Sized> RowKey for K {
    #[inline]
    fn row_key(&self, hash_key: u64) -> u64 {
        let mut hasher = KeyHasher::Empty { hash_key };
        self.hash(&mut hasher);
        hasher.finish()
    }

    #[cold]
    fn describe(&self) -> String {
        let mut parts = Parts::default();
        self.hash(&mut parts);
        parts.join()
    }
}

/// Keeps a single integer as it is, so that the common keys cannot collide and cost nothing.
enum KeyHasher {
    Empty { hash_key: u64 },
    Word { hash_key: u64, word: u64 },
    Hash(SipHasher13),
}

impl KeyHasher {
    #[inline]
    fn word(&mut self, word: u64) {
        match self {
            KeyHasher::Empty { hash_key } => {
                *self = KeyHasher::Word {
                    hash_key: *hash_key,
                    word,
                }
            }
            _ => self.write(&word.to_le_bytes()),
        }
    }
}

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        if let KeyHasher::Empty { hash_key } | KeyHasher::Word { hash_key, .. } = *self {
            let mut hash = SipHasher13::new_with_keys(hash_key, 0);
            if let KeyHasher::Word { word, .. } = *self {
                hash.write(&word.to_le_bytes());
            }
            *self = KeyHasher::Hash(hash);
        }
        if let KeyHasher::Hash(hash) = self {
            hash.write(bytes);
        }
    }

    #[inline]
    fn write_u8(&mut self, n: u8) {
        self.word(n.into());
    }

    #[inline]
    fn write_u16(&mut self, n: u16) {
        self.word(n.into());
    }

    #[inline]
    fn write_u32(&mut self, n: u32) {
        self.word(n.into());
    }

    #[inline]
    fn write_u64(&mut self, n: u64) {
        self.word(n);
    }

    #[inline]
    fn write_usize(&mut self, n: usize) {
        self.word(n as u64);
    }

    #[inline]
    fn finish(&self) -> u64 {
        match self {
            KeyHasher::Empty { .. } => 0,
            KeyHasher::Word { word, .. } => *word,
            KeyHasher::Hash(hash) => hash.finish(),
        }
    }
}

/// What a value hashes, in words: all that is known of a key.
#[derive(Default)]
struct Parts(Vec<String>);

impl Parts {
    fn join(self) -> String {
        match &self.0[..] {
            [only] => format!("`{only}`"),
            parts => format!("`({})`", parts.join(", ")),
        }
    }

    fn number(&mut self, number: impl fmt::Display) {
        self.0.push(number.to_string());
    }
}

impl Hasher for Parts {
    fn write(&mut self, bytes: &[u8]) {
        self.0.push(match std::str::from_utf8(bytes) {
            Ok(text) => format!("{text:?}"),
            Err(_) => format!("{bytes:?}"),
        });
    }

    fn write_u8(&mut self, n: u8) {
        // What ends a text, unless it is a number of its own.
        if n != 0xff || !self.0.last().is_some_and(|last| last.ends_with('"')) {
            self.number(n);
        }
    }
    fn write_u16(&mut self, n: u16) {
        self.number(n);
    }
    fn write_u32(&mut self, n: u32) {
        self.number(n);
    }
    fn write_u64(&mut self, n: u64) {
        self.number(n);
    }
    fn write_u128(&mut self, n: u128) {
        self.number(n);
    }
    fn write_usize(&mut self, n: usize) {
        self.number(n);
    }
    fn write_i8(&mut self, n: i8) {
        self.number(n);
    }
    fn write_i16(&mut self, n: i16) {
        self.number(n);
    }
    fn write_i32(&mut self, n: i32) {
        self.number(n);
    }
    fn write_i64(&mut self, n: i64) {
        self.number(n);
    }
    fn write_isize(&mut self, n: isize) {
        self.number(n);
    }

    fn finish(&self) -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_their_own_key_and_everything_else_is_hashed_with_the_key() {
        assert_eq!(7u64.row_key(1), 7);
        assert_eq!(7i32.row_key(1), 7);
        assert_eq!((-1i64).row_key(1), u64::MAX);
        assert_eq!(RowKey::row_key(&&7u32, 1), 7);
        assert_ne!("a".row_key(1), "b".row_key(1));
        assert_ne!("a".row_key(1), "a".row_key(2));
        assert_eq!("a".row_key(1), String::from("a").row_key(1));
        assert_ne!((1u32, 2u32).row_key(1), (2u32, 1u32).row_key(1));
    }

    #[test]
    fn a_key_is_shown_as_its_author_knows_it() {
        assert_eq!(7u64.describe(), "`7`");
        assert_eq!((-7i32).describe(), "`-7`");
        assert_eq!(255u8.describe(), "`255`");
        assert_eq!("a \"b\"".describe(), r#"`"a \"b\""`"#);
        assert_eq!((1u32, String::from("x")).describe(), r#"`(1, "x")`"#);
    }
}
