//! One word for what a slot shows.
//!
//! The value itself where it fits: nothing, a flag, a number, a text of up to seven bytes, a reference to a block, a
//! list, a child, a slot or a handler. Longer texts are a keyed 61-bit fingerprint (SipHash-1-3): two different texts look
//! alike once in 2^61 comparisons, and nobody without the key can make them.

use siphasher::sip::SipHasher13;

use crate::view::handler::HandlerAddress;
use crate::view::slots::{Item, SlotDraft};

/// Three bits of tag, then the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word(pub(crate) u64);

const TAG_SHIFT: u32 = 61;
const VALUE: u64 = (1 << TAG_SHIFT) - 1;

const FLAG: u64 = 0;
/// Among the words with the tag of a flag: a slot's scope stands below this bit.
const SLOT: u64 = 1 << 60;
const SHORT: u64 = 1;
const LONG: u64 = 2;
const INT: u64 = 3;
const BLOCK: u64 = 4;
const LIST: u64 = 5;
const CHILD: u64 = 6;
const HANDLER: u64 = 7;

/// A word, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shows {
    Nothing,
    /// A flag that is set, a text or a number: nothing to follow.
    Value,
    /// Offset of a block in the shadow.
    Block(u32),
    /// Index of a list in the shadow.
    List(u32),
    /// Index of a child's scope.
    Child(u32),
    /// Index of the scope of a slot that is to stand here.
    Slot(u32),
    Handler(HandlerAddress),
}

impl Word {
    /// An absent attribute, an empty slot, a class that is off.
    pub(crate) const NOTHING: Word = Word(0);

    /// Of a control that holds something else: whatever a render makes of it is sent. No render makes this.
    pub(crate) const UNKNOWN: Word = Word(SLOT >> 1);

    pub(crate) fn flag(on: bool) -> Self {
        Word(u64::from(on))
    }

    pub(crate) fn text(text: &str, hash_key: u64) -> Self {
        let bytes = text.as_bytes();
        if bytes.len() <= 7 {
            let mut packed = [0; 8];
            packed[..bytes.len()].copy_from_slice(bytes);
            return Word(
                (SHORT << TAG_SHIFT) | ((bytes.len() as u64) << 56) | u64::from_le_bytes(packed),
            );
        }
        let hash = SipHasher13::new_with_keys(hash_key, 1).hash(bytes);
        Word((LONG << TAG_SHIFT) | (hash & VALUE))
    }

    /// Raw HTML, never the word of a text: the two look different.
    pub(crate) fn html(html: &str, hash_key: u64) -> Self {
        let hash = SipHasher13::new_with_keys(hash_key, 2).hash(html.as_bytes());
        Word((LONG << TAG_SHIFT) | (hash & VALUE))
    }

    /// The word of an item of `draft` that is a value: text, a number, raw HTML, a flag or nothing.
    #[inline(always)]
    pub(crate) fn of(item: Item, draft: &SlotDraft, hash_key: u64) -> Option<Self> {
        let number = |text: &str| Word::text(text, hash_key);
        Some(match item {
            Item::Text { at, len } => Word::text(draft.text(at, len), hash_key),
            Item::Html { at, len } => Word::html(draft.text(at, len), hash_key),
            Item::Int(value) => {
                Word::int(value).unwrap_or_else(|| number(itoa::Buffer::new().format(value)))
            }
            Item::Uint(value) => {
                Word::uint(value).unwrap_or_else(|| number(itoa::Buffer::new().format(value)))
            }
            Item::Flag(on) => Word::flag(on),
            Item::Empty => Word::NOTHING,
            _ => return None,
        })
    }

    /// `None` when the number needs more than 61 bits: then its text stands for it.
    pub(crate) fn int(number: i64) -> Option<Self> {
        const LIMIT: i64 = 1 << (TAG_SHIFT - 1);
        (-LIMIT..LIMIT)
            .contains(&number)
            .then(|| Word((INT << TAG_SHIFT) | (number.cast_unsigned() & VALUE)))
    }

    pub(crate) fn uint(number: u64) -> Option<Self> {
        i64::try_from(number).ok().and_then(Self::int)
    }

    pub(crate) fn block(offset: u32) -> Self {
        Word((BLOCK << TAG_SHIFT) | u64::from(offset))
    }

    pub(crate) fn list(index: u32) -> Self {
        Word((LIST << TAG_SHIFT) | u64::from(index))
    }

    pub(crate) fn child(scope: u32) -> Self {
        Word((CHILD << TAG_SHIFT) | u64::from(scope))
    }

    pub(crate) fn slot(scope: u32) -> Self {
        Word((FLAG << TAG_SHIFT) | SLOT | u64::from(scope))
    }

    pub(crate) fn handler(at: HandlerAddress) -> Self {
        debug_assert!(
            at.pool < 1 << 29,
            "a component has fewer than 2^29 handlers in its source"
        );
        Word((HANDLER << TAG_SHIFT) | (u64::from(at.pool) << 32) | u64::from(at.index))
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the low half is what was put in"
    )]
    pub(crate) fn shows(self) -> Shows {
        let low = self.0 as u32;
        match self.0 >> TAG_SHIFT {
            BLOCK => Shows::Block(low),
            LIST => Shows::List(low),
            CHILD => Shows::Child(low),
            HANDLER => Shows::Handler(HandlerAddress {
                pool: ((self.0 & VALUE) >> 32) as u32,
                index: low,
            }),
            FLAG if self.0 == 0 => Shows::Nothing,
            FLAG if self.0 & SLOT != 0 => Shows::Slot(low),
            _ => Shows::Value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_have_different_words() {
        let texts = [
            "",
            "a",
            "b",
            "ab",
            "a\u{0}",
            "1234567",
            "12345678",
            "12345679",
            "é",
            "\u{10ffff}xyz",
        ];
        for (i, a) in texts.iter().enumerate() {
            for (j, b) in texts.iter().enumerate() {
                assert_eq!(Word::text(a, 5) == Word::text(b, 5), i == j, "{a:?} {b:?}");
            }
        }
        assert_ne!(
            Word::text("12345678", 5),
            Word::text("12345678", 6),
            "the fingerprint is keyed"
        );
        assert_ne!(Word::text("", 5), Word::NOTHING);
    }

    #[test]
    fn numbers_at_the_border() {
        assert!(Word::int(1 << 60).is_none());
        assert!(Word::int(-(1 << 60)).is_some());
        assert!(Word::uint(u64::MAX).is_none());
        assert_ne!(Word::int(-1), Word::int(1));
        assert_ne!(Word::int(0), Some(Word::NOTHING));
    }

    #[test]
    fn references_come_back() {
        let at = HandlerAddress {
            pool: (1 << 29) - 1,
            index: u32::MAX,
        };
        assert_eq!(Word::handler(at).shows(), Shows::Handler(at));
        assert_eq!(Word::block(7).shows(), Shows::Block(7));
        assert_eq!(Word::list(u32::MAX).shows(), Shows::List(u32::MAX));
        assert_eq!(Word::child(0).shows(), Shows::Child(0));
        assert_eq!(Word::slot(0).shows(), Shows::Slot(0));
        assert_eq!(Word::slot(u32::MAX).shows(), Shows::Slot(u32::MAX));
        assert_eq!(Word::html("", 1).shows(), Shows::Value);
        assert_ne!(Word::html("12345678", 1), Word::text("12345678", 1));
        assert_eq!(Word::flag(true).shows(), Shows::Value);
        assert_eq!(Word::flag(false), Word::NOTHING);
        assert_eq!(Word::UNKNOWN.shows(), Shows::Value);
    }
}
