//! Which pages may open a socket, and write session keys by a request: those of this server's own origin, and those that the app
//! names.
//!
//! A browser sends the `Origin` of the page with every WebSocket handshake, and no script can change it; the same-origin
//! policy itself doesn't hold for WebSockets, so this check is what keeps other sites from using a visitor's cookie. With other
//! requests it sends `Sec-Fetch-Site`, or at least an `Origin` where they are not GET or HEAD; one that has neither has proved
//! nothing.

use hyper::header::{HeaderMap, HeaderValue, ORIGIN};

use super::client::{Client, Scheme, only};

/// Whether a request shows who has sent it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sender {
    /// An allowed page.
    Own,
    /// Perhaps another site.
    Unproven,
}

/// Who has sent a request that is no handshake.
pub(crate) fn sender(headers: &HeaderMap, client: &Client, extra: &[String]) -> Sender {
    let site = headers.get_all(SEC_FETCH_SITE).iter();
    let mut sites = site.map(HeaderValue::as_bytes);
    let is_own = match (sites.next(), sites.next()) {
        // The browser has compared the two itself, ports and schemes included. `none` is no proof: so it says of a link in a mail.
        (Some(b"same-origin"), None) => true,
        _ => is_allowed(headers, client, extra),
    };
    match is_own {
        true => Sender::Own,
        false => Sender::Unproven,
    }
}

/// Whether the browser goes to another page by this request. One that does not say (over plain HTTP none does) may.
pub(crate) fn is_navigation(headers: &HeaderMap) -> bool {
    headers
        .get(SEC_FETCH_MODE)
        .is_none_or(|mode| mode == "navigate")
}

const SEC_FETCH_SITE: &str = "sec-fetch-site";
const SEC_FETCH_MODE: &str = "sec-fetch-mode";

/// Whether a handshake with these headers comes from an allowed page.
pub(crate) fn is_allowed(headers: &HeaderMap, client: &Client, extra: &[String]) -> bool {
    // Two headers of the name are no browser's doing.
    let Some(origin) = only(headers, &ORIGIN) else {
        return false;
    };
    if extra
        .iter()
        .any(|allowed| allowed.eq_ignore_ascii_case(origin))
    {
        return true;
    }
    let Some(host) = client.host() else {
        return false;
    };
    // The scheme of the page is known only when a trusted proxy says it; else host and port decide.
    let schemes = [Scheme::Http, Scheme::Https];
    let possible = schemes
        .into_iter()
        .filter(|scheme| client.scheme().is_none_or(|known| known == *scheme));
    possible.into_iter().any(|scheme| {
        let authority = origin.strip_prefix(scheme.prefix());
        authority.is_some_and(|authority| is_same(authority, host, scheme))
    })
}

/// A browser leaves the scheme's own port out; a proxy may write it.
fn is_same(authority: &str, host: &str, scheme: Scheme) -> bool {
    let host = host.strip_suffix(scheme.default_port()).unwrap_or(host);
    !authority.is_empty() && authority.eq_ignore_ascii_case(host)
}

/// An origin as browsers write it (`scheme://host` or `scheme://host:port`), or why it is none.
pub(crate) fn check_configured(origin: &str) -> Result<(), &'static str> {
    let Some((scheme, authority)) = origin.split_once("://") else {
        return Err("it has no scheme; write it as `https://example.com`");
    };
    if !matches!(scheme, "http" | "https") {
        return Err("its scheme must be `http` or `https`");
    }
    if authority.is_empty() || authority.contains(['/', '?', '#', '@', ' ', '*']) {
        return Err("it must be scheme, host and port alone, without path or wildcard");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use hyper::Uri;
    use hyper::header::{HOST, HeaderValue};

    use super::*;

    fn allowed(origins: &[&str], hosts: &[&str]) -> bool {
        allowed_over(None, origins, hosts)
    }

    fn allowed_over(scheme: Option<Scheme>, origins: &[&str], hosts: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for origin in origins {
            headers.append(ORIGIN, HeaderValue::from_str(origin).unwrap());
        }
        for host in hosts {
            headers.append(HOST, HeaderValue::from_str(host).unwrap());
        }
        let client = Client {
            scheme,
            ..Client::direct(None, &Uri::from_static("/"), &headers)
        };
        is_allowed(&headers, &client, &["https://app.example".to_owned()])
    }

    #[test]
    fn a_scheme_that_is_known_has_to_be_the_pages() {
        let over =
            |scheme, origin: &str, host: &str| allowed_over(Some(scheme), &[origin], &[host]);
        assert!(over(Scheme::Https, "https://a.example", "a.example"));
        assert!(over(Scheme::Https, "https://a.example", "a.example:443"));
        assert!(over(
            Scheme::Http,
            "http://a.example:8080",
            "a.example:8080"
        ));
        assert!(!over(Scheme::Https, "http://a.example", "a.example"));
        assert!(!over(Scheme::Http, "https://a.example", "a.example"));
        assert!(!over(Scheme::Https, "https://a.example:80", "a.example"));
    }

    #[test]
    fn own_and_named_origins_pass() {
        assert!(allowed(&["http://a.example:3000"], &["a.example:3000"]));
        assert!(allowed(&["https://A.example"], &["a.example"]));
        assert!(allowed(&["http://[::1]:3000"], &["[::1]:3000"]));
        assert!(allowed(&["https://app.example"], &["10.0.0.1:3000"]));
    }

    #[test]
    fn others_do_not() {
        for (origins, hosts) in [
            (&["http://evil.example"][..], &["a.example"][..]),
            (&["http://a.example:81"], &["a.example"]),
            (&["http://a.example.evil"], &["a.example"]),
            (&["http://xa.example"], &["a.example"]),
            (&["null"], &["a.example"]),
            (&["file://"], &[""]),
            (&["http://"], &[""]),
            (&[], &["a.example"]),
            (&["http://a.example"], &[]),
            (&["http://a.example", "http://evil.example"], &["a.example"]),
            (&["http://a.example"], &["a.example", "b.example"]),
            (&["https://app.example/"], &["a.example"]),
        ] {
            assert!(!allowed(origins, hosts), "{origins:?} {hosts:?}");
        }
    }

    #[test]
    fn a_request_shows_by_its_site_or_its_origin_who_has_sent_it() {
        let sent = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in [&[("host", "a.example")], pairs].concat() {
                headers.append(name, HeaderValue::from_static(value));
            }
            let client = Client::direct(None, &Uri::from_static("/"), &headers);
            sender(&headers, &client, &["https://app.example".to_owned()])
        };
        for pairs in [
            &[("sec-fetch-site", "same-origin")][..],
            &[("origin", "https://a.example")],
            &[
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://app.example"),
            ],
        ] {
            assert_eq!(sent(pairs), Sender::Own, "{pairs:?}");
        }
        for pairs in [
            &[][..],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "Same-Origin")],
            &[
                ("sec-fetch-site", "same-origin"),
                ("sec-fetch-site", "cross-site"),
            ],
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
            &[("referer", "https://a.example/")],
        ] {
            assert_eq!(sent(pairs), Sender::Unproven, "{pairs:?}");
        }
    }

    #[test]
    fn a_configured_origin_is_one() {
        assert_eq!(check_configured("https://example.com"), Ok(()));
        assert_eq!(check_configured("http://localhost:8080"), Ok(()));
        for origin in [
            "example.com",
            "ws://example.com",
            "https://example.com/",
            "https://*.example.com",
            "https://",
        ] {
            assert!(check_configured(origin).is_err(), "{origin}");
        }
    }
}
