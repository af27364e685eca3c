//! The keys that values are encrypted with.
//!
//! Invariant: neither `Debug` nor an error shows a key or a part of one. Keys come from outside: nothing here makes or keeps
//! them.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use sha2::{Digest as _, Sha256};

/// Length of a key, in bytes.
const KEY_BYTES: usize = 32;

/// Length of a key's id, in bytes.
pub(crate) const ID_BYTES: usize = 8;

/// Keys of 32 bytes: the newest one encrypts, all of them decrypt. Cheap to clone.
///
/// To change keys, put the new one in front and keep the old ones until everything that they have encrypted was written
/// again or has expired. During a rolling deploy every process must know the new key before one of them writes with it:
/// first deploy it *behind* the old one, then in front.
///
/// ```
/// use vango_store::KeyRing;
/// // Newest first; hex or base64. Make one with `openssl rand -hex 32`.
/// let newest = "5e".repeat(32);
/// let ring = KeyRing::parse(&format!("{newest}, {}=", "A".repeat(43)))?;
/// assert_eq!(ring.len(), 2);
/// # Ok::<(), vango_store::KeyRingError>(())
/// ```
#[derive(Clone)]
pub struct KeyRing {
    newest: RingKey,
    older: Arc<[RingKey]>,
}

/// A key, ready for use. Its id stands beside what it has encrypted, and tells nothing of it.
#[derive(Clone)]
pub(crate) struct RingKey {
    pub(crate) id: [u8; ID_BYTES],
    pub(crate) cipher: Arc<XChaCha20Poly1305>,
}

impl RingKey {
    fn new(key: &[u8; KEY_BYTES]) -> Self {
        let digest = Sha256::new()
            .chain_update(b"vango-store key id 1")
            .chain_update(key)
            .finalize();
        let mut id = [0; ID_BYTES];
        id.copy_from_slice(&digest[..ID_BYTES]);
        Self {
            id,
            cipher: Arc::new(XChaCha20Poly1305::new(key.into())),
        }
    }
}

impl KeyRing {
    /// A ring of these keys. They must be random: a password is no key.
    #[must_use]
    pub fn new(newest: [u8; KEY_BYTES], older: impl IntoIterator<Item = [u8; KEY_BYTES]>) -> Self {
        Self {
            newest: RingKey::new(&newest),
            older: older.into_iter().map(|key| RingKey::new(&key)).collect(),
        }
    }

    /// Reads keys from text, as `VANGO_KEYS` has them: newest first, separated by commas, each 64 digits of hex or 32 bytes
    /// of base64 (either alphabet, with or without `=`). Space around them does not matter.
    ///
    /// # Errors
    ///
    /// When one of them is no key. The error says which, and shows nothing of it.
    pub fn parse(text: &str) -> Result<Self, KeyRingError> {
        if text.trim().is_empty() {
            return Err(KeyRingError(Flaw::NoKeys));
        }
        let mut keys = Vec::new();
        for (at, part) in text.split(',').enumerate() {
            let flaw = |found| KeyRingError(Flaw::NoKey { at: at + 1, found });
            keys.push(decode(part.trim()).map_err(flaw)?);
        }
        let newest = keys.remove(0);
        Ok(Self::new(newest, keys))
    }

    /// How many keys there are.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a ring is never empty")]
    pub fn len(&self) -> usize {
        1 + self.older.len()
    }

    pub(crate) fn newest(&self) -> &RingKey {
        &self.newest
    }

    /// The keys with this id; more than one only by a very great accident.
    pub(crate) fn with_id(&self, id: &[u8]) -> impl Iterator<Item = &RingKey> {
        std::iter::once(&self.newest)
            .chain(self.older.iter())
            .filter(move |key| key.id == id)
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyRing({} keys)", self.len())
    }
}

/// Why a text holds no keys. It shows nothing of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRingError(Flaw);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Flaw {
    NoKeys,
    /// Counted from 1.
    NoKey {
        at: usize,
        found: Found,
    },
}

/// What stands where a key should be.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    /// Neither hex nor base64; characters.
    Text(usize),
    /// Encoded bytes, too many or too few.
    Bytes(usize),
}

impl fmt::Display for KeyRingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (at, found) = match &self.0 {
            Flaw::NoKeys => {
                return f.write_str("no keys: make one with `openssl rand -hex 32`");
            }
            Flaw::NoKey { at, found } => (at, found),
        };
        write!(f, "key {at} of the list is no key: ")?;
        match found {
            Found::Nothing => {
                f.write_str("it is empty: is there a comma too many? Keys are separated by commas")
            }
            Found::Text(characters) => write!(
                f,
                "its {characters} characters are neither hex nor base64: make one with `openssl rand -hex 32`"
            ),
            Found::Bytes(bytes) => write!(
                f,
                "it has {bytes} bytes and not {KEY_BYTES}: make one with `openssl rand -hex 32`"
            ),
        }
    }
}

impl std::error::Error for KeyRingError {}

fn decode(text: &str) -> Result<[u8; KEY_BYTES], Found> {
    if text.is_empty() {
        return Err(Found::Nothing);
    }
    // 64 digits of hex would be 48 bytes of base64, so the two cannot be confused.
    if text.len() == 2 * KEY_BYTES
        && let Some(key) = decode_hex(text)
    {
        return Ok(key);
    }
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let decoded = [STANDARD, URL_SAFE]
        .iter()
        .find_map(|alphabet| GeneralPurpose::new(alphabet, config).decode(text).ok())
        .ok_or_else(|| Found::Text(text.chars().count()))?;
    let bytes = decoded.len();
    decoded.try_into().map_err(|_| Found::Bytes(bytes))
}

fn decode_hex(text: &str) -> Option<[u8; KEY_BYTES]> {
    let mut key = [0; KEY_BYTES];
    for (byte, pair) in key.iter_mut().zip(text.as_bytes().chunks(2)) {
        let digit = |at: usize| char::from(pair[at]).to_digit(16);
        *byte = u8::try_from(digit(0)? * 16 + digit(1)?).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(ring: &KeyRing) -> Vec<[u8; ID_BYTES]> {
        let older = ring.older.iter().map(|key| key.id);
        std::iter::once(ring.newest.id).chain(older).collect()
    }

    #[test]
    fn keys_are_read_from_hex_and_base64_newest_first() {
        let (first, second) = ([0xfb; 32], [0xff; 32]);
        let expected = ids(&KeyRing::new(first, [second]));
        let base64 = "+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s=";
        for one in [
            "fb".repeat(32),
            "FB".repeat(32),
            base64.to_owned(),
            base64
                .replace('+', "-")
                .replace('/', "_")
                .trim_end_matches('=')
                .to_owned(),
        ] {
            let ring = KeyRing::parse(&format!(" {one},\n{} ", "ff".repeat(32))).unwrap();
            assert_eq!(ids(&ring), expected, "{one}");
        }
    }

    #[test]
    fn errors_and_debug_say_which_key_and_show_nothing_of_it() {
        let key = "c0ffee".repeat(10) + "beef";
        for (text, message) in [
            (
                String::new(),
                "no keys: make one with `openssl rand -hex 32`",
            ),
            (
                format!("{key},"),
                "key 2 of the list is no key: it is empty: is there a comma too many? Keys are separated by commas",
            ),
            (
                format!("{key},c0ffee"),
                "key 2 of the list is no key: its 6 characters are neither hex nor base64: make one with `openssl rand -hex 32`",
            ),
            (
                format!("c0ffee==,{key}"),
                "key 1 of the list is no key: its 8 characters are neither hex nor base64: make one with `openssl rand -hex 32`",
            ),
            (
                format!("{key}beef"),
                "key 1 of the list is no key: it has 51 bytes and not 32: make one with `openssl rand -hex 32`",
            ),
        ] {
            let error = KeyRing::parse(&text).unwrap_err();
            assert_eq!(error.to_string(), message);
            assert!(!format!("{error:?}").contains("c0ffee"), "{error:?}");
        }
        let ring = KeyRing::parse(&key).unwrap();
        assert_eq!(format!("{ring:?}"), "KeyRing(1 keys)");
    }
}
