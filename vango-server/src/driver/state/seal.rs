//! Who may resume what: secrets that a process can check without remembering anything.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use vango_protocol::{Identity, Token as WireToken};

use crate::driver::identity::{BrowserId, SessionId, Token, fill_random};

/// Separates this use of the app's key from others.
const PURPOSE: &[u8] = b"vango tab v1\0";

/// Signs identities: session, state and browser under the app's key.
#[derive(Clone)]
pub(crate) struct Seal(Hmac<Sha256>);

impl Seal {
    /// `key` is the app's secret; without one only this process knows it.
    pub(crate) fn new(key: Option<&[u8]>) -> Self {
        let mut random = [0; 32];
        let key = key.unwrap_or_else(|| {
            fill_random(&mut random);
            &random
        });
        Self(Hmac::new_from_slice(key).expect("HMAC takes keys of every length"))
    }

    /// The secret of a session of this browser's.
    pub(crate) fn secret(&self, browser: BrowserId, session: SessionId, state: u64) -> Token {
        let mut mac = self.0.clone();
        mac.update(PURPOSE);
        mac.update(browser.as_bytes());
        mac.update(&session.to_wire().to_le_bytes());
        mac.update(&state.to_le_bytes());
        let tag = mac.finalize().into_bytes();
        let (half, _) = tag.split_first_chunk().expect("a tag has 32 bytes");
        Token::from_bytes(*half)
    }

    /// Whether an identity was given to this browser.
    pub(crate) fn admits(&self, browser: BrowserId, identity: &Identity) -> bool {
        let session = SessionId::from_wire(identity.session);
        let WireToken(offered) = &identity.secret;
        self.secret(browser, session, identity.state)
            .admits(offered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_good_for_its_browser_session_state_and_app_only() {
        let seal = Seal::new(Some(&[7; 32]));
        let (browser, session) = (BrowserId::mint(), SessionId::mint(3));
        let identity = |session: SessionId, state, secret: Token| Identity {
            session: session.to_wire(),
            state,
            secret: WireToken(secret.reveal()),
        };
        let secret = seal.secret(browser, session, 9);
        assert!(seal.admits(browser, &identity(session, 9, secret)));
        let again = Seal::new(Some(&[7; 32]));
        assert!(
            again.admits(browser, &identity(session, 9, secret)),
            "another process"
        );
        assert!(!seal.admits(browser, &identity(session, 8, secret)));
        assert!(!seal.admits(browser, &identity(SessionId::mint(3), 9, secret)));
        assert!(!seal.admits(BrowserId::mint(), &identity(session, 9, secret)));
        assert!(!Seal::new(Some(&[8; 32])).admits(browser, &identity(session, 9, secret)));
        assert!(!Seal::new(None).admits(browser, &identity(session, 9, secret)));
    }
}
