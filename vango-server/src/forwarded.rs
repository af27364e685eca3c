//! What proxies say about the request that they pass on: `Forwarded` (RFC 7239) and `X-Forwarded-For`, `-Proto`, `-Host`.
//!
//! It only reads; whether to believe it is decided in `proxy`. Anybody can write these headers, so a malformed element is an
//! element that says nothing, never an error.

use std::net::{IpAddr, SocketAddr};

use hyper::header::{FORWARDED, HeaderMap, HeaderName};

use super::client::Scheme;
use super::limits::MAX_HOPS;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const X_FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// What one proxy says of the request as it received it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Hop {
    /// Who sent it to the proxy. `None`: not said, hidden or malformed.
    pub(crate) node: Option<IpAddr>,
    pub(crate) scheme: Option<Scheme>,
    pub(crate) host: Option<String>,
}

/// The elements of `Forwarded`, the one of the nearest proxy first. `None`: there is no such header.
pub(crate) fn standard(headers: &HeaderMap) -> Option<Vec<Hop>> {
    let elements = list(headers, &FORWARDED)?;
    Some(elements.into_iter().map(element).collect())
}

/// The same from the `X-Forwarded` headers. A scheme or host that stands there once is taken for all hops, because most
/// proxies replace these and append to the addresses.
pub(crate) fn customary(headers: &HeaderMap) -> Option<Vec<Hop>> {
    let nodes = list(headers, &X_FORWARDED_FOR);
    let schemes = list(headers, &X_FORWARDED_PROTO);
    let hosts = list(headers, &X_FORWARDED_HOST);
    if nodes.is_none() && schemes.is_none() && hosts.is_none() {
        return None;
    }
    let (nodes, schemes, hosts) = (
        nodes.unwrap_or_default(),
        schemes.unwrap_or_default(),
        hosts.unwrap_or_default(),
    );
    let count = nodes.len().max(1);
    let at = |list: &[&str], index: usize| {
        let index = if list.len() == count { index } else { 0 };
        list.get(index).map(|text| (*text).to_owned())
    };
    let hops = (0..count).map(|index| Hop {
        node: nodes.get(index).and_then(|text| node(text)),
        scheme: at(&schemes, index).and_then(|text| Scheme::parse(&text)),
        host: at(&hosts, index).filter(|text| is_host(text)),
    });
    Some(hops.collect())
}

/// The elements of a list header that may stand in several lines, the last one first.
fn list<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<Vec<&'h str>> {
    let mut lines = headers.get_all(name).iter().peekable();
    lines.peek()?;
    let mut elements: Vec<&str> = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(split_list)
        .collect();
    elements.reverse();
    elements.truncate(MAX_HOPS);
    Some(elements)
}

/// At the commas that stand in no quotes.
fn split_list(line: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    line.split(move |c| {
        if c == '"' {
            quoted = !quoted;
        }
        c == ',' && !quoted
    })
    .map(str::trim)
    .filter(|element| !element.is_empty())
}

/// `for=192.0.2.43;proto=https;host="example.com:8443"`.
fn element(text: &str) -> Hop {
    let mut hop = Hop::default();
    for pair in text.split(';') {
        let Some((name, value)) = pair.split_once('=') else {
            continue;
        };
        let value = value.trim();
        // A quoted pair (`\x`) stands in none of the values that are of use here.
        let value = value
            .strip_prefix('"')
            .and_then(|value| value.strip_suffix('"'))
            .unwrap_or(value);
        match name.trim().to_ascii_lowercase().as_str() {
            "for" => hop.node = node(value),
            "proto" => hop.scheme = Scheme::parse(value),
            "host" => hop.host = Some(value.to_owned()).filter(|host| is_host(host)),
            _ => {}
        }
    }
    hop
}

/// An address, with or without a port: `192.0.2.43:47011`, `"[2001:db8::17]:4711"`, `2001:db8::17`.
fn node(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .unwrap_or(text);
    let address = bare.parse::<IpAddr>().ok();
    let address = address.or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()));
    address.map(|address| address.to_canonical())
}

/// Whether a text can be a host with an optional port. It is compared and never resolved.
pub(crate) fn is_host(text: &str) -> bool {
    let legal = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']')
    };
    !text.is_empty() && text.len() <= 255 && text.bytes().all(legal)
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(name.clone(), HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    fn hop(node: Option<&str>, scheme: Option<Scheme>, host: Option<&str>) -> Hop {
        Hop {
            node: node.map(|node| node.parse().unwrap()),
            scheme,
            host: host.map(str::to_owned),
        }
    }

    #[track_caller]
    fn check(forwarded: &[&str], expect: &[Hop]) {
        let pairs: Vec<_> = forwarded.iter().map(|line| (FORWARDED, *line)).collect();
        assert_eq!(standard(&headers(&pairs)).as_deref(), Some(expect));
    }

    #[test]
    fn the_examples_of_rfc_7239() {
        check(
            &["for=192.0.2.60;proto=http;by=203.0.113.43"],
            &[hop(Some("192.0.2.60"), Some(Scheme::Http), None)],
        );
        check(
            &["For=\"[2001:db8:cafe::17]:4711\""],
            &[hop(Some("2001:db8:cafe::17"), None, None)],
        );
        check(
            &["for=192.0.2.43, for=198.51.100.17"],
            &[
                hop(Some("198.51.100.17"), None, None),
                hop(Some("192.0.2.43"), None, None),
            ],
        );
        check(
            &[
                "for=_hidden, for=_SEVKISEK",
                "for=unknown;host=\"a.example:8443\"",
            ],
            &[
                hop(None, None, Some("a.example:8443")),
                hop(None, None, None),
                hop(None, None, None),
            ],
        );
        assert_eq!(standard(&HeaderMap::new()), None);
    }

    #[test]
    fn rubbish_says_nothing() {
        check(&["for"], &[Hop::default()]);
        check(&["for=;proto=gopher;host=a b"], &[Hop::default()]);
        check(&["for=\"192.0.2.1, for=x"], &[Hop::default()]);
        check(&[" ,, "], &[]);
    }

    #[test]
    fn the_customary_headers_align_or_count_for_all() {
        let both = headers(&[
            (X_FORWARDED_FOR, "203.0.113.5, ::ffff:10.0.0.2"),
            (X_FORWARDED_PROTO, "https"),
            (X_FORWARDED_HOST, "a.example, b.example"),
        ]);
        let expect = [
            hop(Some("10.0.0.2"), Some(Scheme::Https), Some("b.example")),
            hop(Some("203.0.113.5"), Some(Scheme::Https), Some("a.example")),
        ];
        assert_eq!(customary(&both).as_deref(), Some(&expect[..]));
        let scheme_only = headers(&[(X_FORWARDED_PROTO, "https")]);
        let expect = [hop(None, Some(Scheme::Https), None)];
        assert_eq!(customary(&scheme_only).as_deref(), Some(&expect[..]));
        assert_eq!(customary(&HeaderMap::new()), None);
    }

    #[test]
    fn no_more_than_the_nearest_are_read() {
        let many = vec!["192.0.2.1"; 100].join(",");
        let hops = customary(&headers(&[(X_FORWARDED_FOR, &many)])).unwrap();
        assert_eq!(hops.len(), MAX_HOPS);
    }
}
