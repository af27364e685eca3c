//! The browser's cookie: a random id and its HMAC-SHA256 under the app's key.
//!
//! It says which browser this is and nothing else; what a browser may do is decided from state that the server holds.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use hyper::header::{COOKIE, HeaderMap};
use sha2::Sha256;

use vango_protocol::Identity;

use crate::driver::{BrowserId, fill_random, parse_identity, print_identity};

use super::app::Transport;

const NAME: &str = "vango_browser";

/// Separates this use of the key from any other that may come.
const PURPOSE: &[u8] = b"vango browser cookie v1\0";

/// Where the page before leaves its identity for a moment.
const TAB: &str = "vango_tab";

/// Takes that cookie away, once it was read.
pub(crate) const FORGET_TAB: &str = "vango_tab=; Path=/; Max-Age=0; SameSite=Lax";

/// Leaves an identity for the browser's next page, as the client's script does before it leaves a page: it may write the
/// cookie anew.
pub(crate) fn leave_tab(identity: &Identity, transport: Transport) -> String {
    let text = print_identity(identity);
    let secure = secure(transport);
    format!("{TAB}={text}; Path=/; Max-Age=9; SameSite=Lax{secure}")
}

fn secure(transport: Transport) -> &'static str {
    match transport {
        Transport::Plain => "",
        Transport::Tls => "; Secure",
    }
}

/// The `name=value` pairs of a request's cookies.
fn pairs(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let headers = headers.get_all(COOKIE).iter();
    headers
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .map(str::trim)
}

/// Signs and checks browser ids.
pub(crate) struct CookieKey {
    mac: Hmac<Sha256>,
}

impl CookieKey {
    /// A key of this process: cookies of an earlier one are not accepted.
    pub(crate) fn random() -> Self {
        let mut key = [0; 32];
        fill_random(&mut key);
        Self::from_secret(&key)
    }

    pub(crate) fn from_secret(secret: &[u8]) -> Self {
        let mac = Hmac::new_from_slice(secret).expect("HMAC takes keys of every length");
        Self { mac }
    }

    fn mac_of(&self, browser: &[u8; 16]) -> Hmac<Sha256> {
        let mut mac = self.mac.clone();
        mac.update(PURPOSE);
        mac.update(browser);
        mac
    }

    /// The browser that the request's cookie names, when this app has signed it.
    pub(crate) fn browser(&self, headers: &HeaderMap) -> Option<BrowserId> {
        pairs(headers)
            .filter_map(|pair| pair.strip_prefix(NAME)?.strip_prefix('='))
            // A cookie of the same name may have been set for a parent domain; ours is the one with our signature.
            .find_map(|value| self.verify(value))
    }

    /// What the page before in the tab has left, as its script says: nothing is proved by it here.
    pub(crate) fn tab(headers: &HeaderMap) -> Option<Identity> {
        let values = pairs(headers).filter_map(|pair| pair.strip_prefix(TAB)?.strip_prefix('='));
        values
            .filter_map(|value| parse_identity(value.as_bytes()))
            .next()
    }

    fn verify(&self, value: &str) -> Option<BrowserId> {
        let (id, mac) = value.split_once('.')?;
        let id: [u8; 16] = URL_SAFE_NO_PAD.decode(id).ok()?.try_into().ok()?;
        let mac = URL_SAFE_NO_PAD.decode(mac).ok()?;
        // In constant time.
        self.mac_of(&id).verify_slice(&mac).ok()?;
        Some(BrowserId::from_bytes(id))
    }

    /// The value of a `Set-Cookie` header. `path` is the app's base path; other apps of the host don't see the cookie then.
    pub(crate) fn set_cookie(
        &self,
        browser: BrowserId,
        transport: Transport,
        path: &str,
    ) -> String {
        let id = URL_SAFE_NO_PAD.encode(browser.as_bytes());
        let mac = URL_SAFE_NO_PAD.encode(self.mac_of(browser.as_bytes()).finalize().into_bytes());
        let secure = secure(transport);
        format!("{NAME}={id}.{mac}; Path={path}; HttpOnly; SameSite=Lax{secure}")
    }
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    fn headers(cookies: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for cookie in cookies {
            headers.append(COOKIE, HeaderValue::from_str(cookie).unwrap());
        }
        headers
    }

    fn pair(key: &CookieKey, browser: BrowserId) -> String {
        key.set_cookie(browser, Transport::Plain, "/")
            .split(';')
            .next()
            .unwrap()
            .to_owned()
    }

    #[test]
    fn a_signed_browser_is_found_among_other_cookies() {
        let (key, browser) = (CookieKey::random(), BrowserId::mint());
        let own = pair(&key, browser);
        let foreign = pair(&CookieKey::random(), BrowserId::mint());
        assert_eq!(key.browser(&headers(&[&own])), Some(browser));
        assert_eq!(
            key.browser(&headers(&[&format!("a=b; {own};c=d")])),
            Some(browser)
        );
        assert_eq!(
            key.browser(&headers(&["a=b", &format!("{foreign}; {own}")])),
            Some(browser)
        );
    }

    #[test]
    fn nothing_else_is_believed() {
        let (key, browser) = (CookieKey::random(), BrowserId::mint());
        let own = pair(&key, browser);
        let value = own.split_once('=').unwrap().1;
        let (id, mac) = value.split_once('.').unwrap();
        let other = URL_SAFE_NO_PAD.encode(BrowserId::mint().as_bytes());
        for cookie in [
            pair(&CookieKey::random(), browser),
            format!("x{own}"),
            format!("vango_browser={id}"),
            format!("vango_browser={id}."),
            format!("vango_browser={other}.{mac}"),
            format!("vango_browser={id}.{}", &mac[1..]),
            "vango_browser=".to_owned(),
        ] {
            assert_eq!(key.browser(&headers(&[&cookie])), None, "{cookie}");
        }
    }

    #[test]
    fn attributes_follow_the_transport() {
        let key = CookieKey::from_secret(&[7; 32]);
        let plain = key.set_cookie(BrowserId::from_bytes([1; 16]), Transport::Plain, "/");
        assert!(
            plain.ends_with("; Path=/; HttpOnly; SameSite=Lax"),
            "{plain}"
        );
        let tls = key.set_cookie(BrowserId::from_bytes([1; 16]), Transport::Tls, "/");
        assert!(tls.ends_with("; SameSite=Lax; Secure"), "{tls}");
    }
}
