//! Who is who: session ids that name their worker, browser ids, and the secret and ticket that prove a right.
//!
//! A [`Token`] can only be compared in constant time; it has no `PartialEq` and its `Debug` output is blank, so that it can
//! neither be compared in a leaking way nor end in a log by accident.

use std::fmt;

use subtle::ConstantTimeEq;

/// Fills `bytes` with randomness of the operating system.
///
/// # Panics
/// When the system has none: nothing that needs a secret may go on then.
pub(crate) fn fill_random(bytes: &mut [u8]) {
    if let Err(error) = getrandom::fill(bytes) {
        panic!(
            "the operating system gives no randomness ({error}); sessions can't be protected without it"
        );
    }
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill_random(&mut bytes);
    bytes
}

pub(crate) fn random_u64() -> u64 {
    u64::from_le_bytes(random())
}

/// A session's public name. The low 16 bits are its worker's index, so that any thread knows where it lives; the rest is
/// random. Knowing it gives no right: the session's secret does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct SessionId(u64);

impl SessionId {
    pub(crate) fn mint(worker: u16) -> Self {
        Self((random_u64() & !0xffff) | u64::from(worker))
    }

    pub(crate) fn from_wire(id: u64) -> Self {
        Self(id)
    }

    pub(crate) fn to_wire(self) -> u64 {
        self.0
    }

    /// From the last segment of the socket's path: up to 16 hexadecimal digits, no sign.
    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let digits_only = text.bytes().all(|b| b.is_ascii_hexdigit());
        if text.is_empty() || !digits_only {
            return None;
        }
        u64::from_str_radix(text, 16).ok().map(Self)
    }

    /// The index of the worker that owns the session, if the id was minted by this process.
    pub(crate) fn worker(self) -> usize {
        usize::from(self.0 as u16)
    }
}

/// Hexadecimal, as it stands in the socket's path.
impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}", self.0)
    }
}

/// A browser's name; it is believed only when it comes in a cookie that this app has signed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct BrowserId([u8; 16]);

impl BrowserId {
    pub(crate) fn mint() -> Self {
        Self(random())
    }

    pub(crate) fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// 128 random bits that prove a right: a session's secret or its ticket.
#[derive(Clone, Copy)]
pub(crate) struct Token([u8; 16]);

impl Token {
    pub(crate) fn mint() -> Self {
        Self(random())
    }

    pub(crate) fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// For the page that carries it to the browser.
    pub(crate) fn reveal(&self) -> [u8; 16] {
        self.0
    }

    /// Takes the same time whatever `offered` holds.
    pub(crate) fn admits(&self, offered: &[u8; 16]) -> bool {
        self.0.ct_eq(offered).into()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_id_names_its_worker_and_survives_its_path() {
        let id = SessionId::mint(513);
        assert_eq!(id.worker(), 513);
        assert_eq!(SessionId::from_hex(&id.to_string()), Some(id));
        assert_eq!(SessionId::from_wire(id.to_wire()), id);
        assert_ne!(SessionId::mint(513), id);
    }

    #[test]
    fn a_session_path_is_hexadecimal_and_nothing_else() {
        for text in ["", "g", "+1", "-1", " 1", "1/", "10000000000000000"] {
            assert_eq!(SessionId::from_hex(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_token_admits_itself_only_and_hides() {
        let token = Token::mint();
        let mut offered = token.reveal();
        assert!(token.admits(&offered));
        offered[15] ^= 1;
        assert!(!token.admits(&offered));
        assert_eq!(format!("{token:?}"), "Token(…)");
    }
}
