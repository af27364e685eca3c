//! Which pages may open a socket: those of this server's own origin, and those that the app names.
//!
//! A browser sends the `Origin` of the page with every WebSocket handshake, and no script can change it; the same-origin
//! policy itself doesn't hold for WebSockets, so this check is what keeps other sites from using a visitor's cookie.

use hyper::header::{HOST, HeaderMap, ORIGIN};

/// Whether a handshake with these headers comes from an allowed page.
pub(crate) fn is_allowed(headers: &HeaderMap, extra: &[String]) -> bool {
    // Two headers of either name are no browser's doing.
    let Some(origin) = only(headers, &ORIGIN) else {
        return false;
    };
    if extra
        .iter()
        .any(|allowed| allowed.eq_ignore_ascii_case(origin))
    {
        return true;
    }
    let Some(host) = only(headers, &HOST) else {
        return false;
    };
    // Behind a proxy that ends TLS the scheme of the page is not known here; host and port decide.
    let authority = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"));
    authority.is_some_and(|authority| !authority.is_empty() && authority.eq_ignore_ascii_case(host))
}

fn only<'h>(headers: &'h HeaderMap, name: &hyper::header::HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    if values.next().is_some() {
        return None;
    }
    first.to_str().ok()
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
    use hyper::header::HeaderValue;

    use super::*;

    fn allowed(origins: &[&str], hosts: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for origin in origins {
            headers.append(ORIGIN, HeaderValue::from_str(origin).unwrap());
        }
        for host in hosts {
            headers.append(HOST, HeaderValue::from_str(host).unwrap());
        }
        is_allowed(&headers, &["https://app.example".to_owned()])
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
