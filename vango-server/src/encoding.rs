//! Content negotiation: which compressed variant a client takes. RFC 9110, §12.5.3.

use hyper::header::{ACCEPT_ENCODING, HeaderMap};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// The value of `Content-Encoding`, which is not sent for the identity.
    pub(crate) fn header(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// What the name of a compressed sibling ends with: `app.js.br`.
    pub(crate) fn suffix(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gz"),
            Self::Identity => None,
        }
    }

    fn is_named(self, name: &str) -> bool {
        let names: &[&str] = match self {
            Self::Brotli => &["br"],
            Self::Gzip => &["gzip", "x-gzip"],
            Self::Identity => &["identity"],
        };
        names.iter().any(|own| own.eq_ignore_ascii_case(name))
    }
}

/// The encoding to send: the first of those that are [`ranked`].
pub(crate) fn choose(headers: &HeaderMap, available: &[Encoding]) -> Encoding {
    ranked(headers, available)
        .first()
        .copied()
        .unwrap_or(Encoding::Identity)
}

/// Those of the available encodings that the client accepts: the one of the highest weight first, at equal weight the
/// smallest, which stands first among the available ones. When it accepts none there is none: the identity is sent then all
/// the same, as the RFC allows.
pub(crate) fn ranked(headers: &HeaderMap, available: &[Encoding]) -> Vec<Encoding> {
    let offers: Vec<(&str, u16)> = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(','))
        .filter_map(offer)
        .collect();
    let weighed = available.iter().map(|&own| (own, weight(own, &offers)));
    let mut accepted: Vec<(Encoding, u16)> = weighed.filter(|(_, weight)| *weight > 0).collect();
    // Stable.
    accepted.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    accepted.into_iter().map(|(encoding, _)| encoding).collect()
}

/// Thousandths. What is not mentioned has no weight, but for the identity, which is acceptable unless it is refused.
fn weight(encoding: Encoding, offers: &[(&str, u16)]) -> u16 {
    let named = offers.iter().find(|(name, _)| encoding.is_named(name));
    let wild = offers.iter().find(|(name, _)| *name == "*");
    match (named.or(wild), encoding) {
        (Some(&(_, weight)), _) => weight,
        // Less than anything that was asked for.
        (None, Encoding::Identity) => 1,
        (None, _) => 0,
    }
}

/// `name` or `name;q=0.5`. A malformed weight refuses the encoding, which is the safe reading.
fn offer(text: &str) -> Option<(&str, u16)> {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?;
    let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    Some((name, weight.map_or(1000, thousandths)))
}

fn thousandths(text: &str) -> u16 {
    let weight: f32 = text.parse().unwrap_or(0.0);
    // In range by the clamp; NaN becomes 0.
    (weight.clamp(0.0, 1.0) * 1000.0).round() as u16
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    fn check(accept: &str, expect: Encoding) {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_str(accept).unwrap());
        let all = [Encoding::Brotli, Encoding::Gzip, Encoding::Identity];
        assert_eq!(choose(&headers, &all), expect, "{accept:?}");
    }

    #[test]
    fn weights_decide_then_size() {
        check("gzip, deflate, br, zstd", Encoding::Brotli);
        check("gzip", Encoding::Gzip);
        check("x-gzip", Encoding::Gzip);
        check("BR;q=0.5, gzip;q=0.8", Encoding::Gzip);
        check("br;q=0, gzip;q=0.1", Encoding::Gzip);
        check("*", Encoding::Brotli);
        check("br;q=0, *;q=0.5", Encoding::Gzip);
        check("identity;q=0.9, gzip;q=0.3", Encoding::Identity);
        check("deflate", Encoding::Identity);
        check("", Encoding::Identity);
        check("identity;q=0", Encoding::Identity);
        check("br;q=rubbish, gzip;q=0.001", Encoding::Gzip);
        check("br ; q=0.4 ,gzip ; q=NaN", Encoding::Brotli);
    }

    #[test]
    fn only_what_is_there_and_two_headers_are_one_list() {
        let mut headers = HeaderMap::new();
        assert_eq!(
            choose(&headers, &[Encoding::Brotli, Encoding::Identity]),
            Encoding::Identity
        );
        headers.append(ACCEPT_ENCODING, HeaderValue::from_static("br;q=0.2"));
        headers.append(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        assert_eq!(
            choose(&headers, &[Encoding::Brotli, Encoding::Identity]),
            Encoding::Brotli
        );
        assert_eq!(
            choose(&headers, &[Encoding::Brotli, Encoding::Gzip]),
            Encoding::Gzip
        );
    }
}
