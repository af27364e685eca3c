//! Which proxies are believed, and what then is known of the client.
//!
//! Invariant: a header about forwarding counts only as far as an unbroken chain of trusted proxies, seen from this server,
//! vouches for it. Each proxy reports who sent *it* the request; the first reporter whose sender is not trusted speaks of
//! the client itself, and everything further away may have been written by the client.

use std::net::IpAddr;

use hyper::header::HeaderMap;
use ipnet::IpNet;

use super::client::Client;
use super::error::{StartError, StartErrorKind};
use super::forwarded::{self, Hop};

/// The addresses of trusted proxies.
#[derive(Default)]
pub(crate) struct Proxies {
    ranges: Vec<IpNet>,
}

/// `Forwarded` and `X-Forwarded-…` tell different stories: a client has written the one that its proxy neither sets nor
/// removes.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Contradiction;

impl Proxies {
    pub(crate) fn parse(ranges: &[String]) -> Result<Self, StartError> {
        let parse = |text: &String| {
            let address = text.parse::<IpAddr>().map(IpNet::from);
            address.or_else(|_| text.parse::<IpNet>()).map_err(|_| {
                let message = format!(
                    "trusted proxy `{text}`: it is neither an address nor a range; write it as `127.0.0.1`, `10.0.0.0/8` \
                     or `fd00::/8` (names are not looked up)"
                );
                StartError::new(StartErrorKind::Proxy, message)
            })
        };
        let ranges = ranges.iter().map(parse).collect::<Result<_, _>>()?;
        Ok(Self { ranges })
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.ranges.iter().any(|range| range.contains(&address))
    }

    /// What is known of the client that `direct` shows or stands in front of.
    pub(crate) fn resolve(
        &self,
        direct: Client,
        headers: &HeaderMap,
    ) -> Result<Client, Contradiction> {
        if direct.address.is_none_or(|peer| !self.trusts(peer)) {
            return Ok(direct);
        }
        let standard = forwarded::standard(headers).map(|hops| self.follow(&direct, &hops));
        let customary = forwarded::customary(headers).map(|hops| self.follow(&direct, &hops));
        let told = match (standard, customary) {
            (Some(standard), Some(customary)) => merge(standard, customary)?,
            (one, other) => one.or(other).unwrap_or_default(),
        };
        Ok(Client {
            address: told.address.or(direct.address),
            scheme: told.scheme.or(direct.scheme),
            host: told.host.or(direct.host),
        })
    }

    /// From the nearest proxy outwards, as far as the senders are trusted.
    fn follow(&self, direct: &Client, hops: &[Hop]) -> Client {
        let mut client = Client {
            address: direct.address,
            ..Client::default()
        };
        for hop in hops {
            client.scheme = hop.scheme.or(client.scheme);
            client.host = hop.host.clone().or(client.host);
            match hop.node {
                Some(sender) => client.address = Some(sender),
                // It won't say; the nearest address that is known stands for all behind it.
                None => break,
            }
            if client.address.is_some_and(|sender| !self.trusts(sender)) {
                break;
            }
        }
        client
    }
}

fn merge(standard: Client, customary: Client) -> Result<Client, Contradiction> {
    fn differ<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
        one.is_some() && other.is_some() && one != other
    }
    if standard.address != customary.address
        || differ(&standard.scheme, &customary.scheme)
        || differ(&standard.host, &customary.host)
    {
        return Err(Contradiction);
    }
    Ok(Client {
        address: standard.address,
        scheme: standard.scheme.or(customary.scheme),
        host: standard.host.or(customary.host),
    })
}

#[cfg(test)]
mod tests {
    use hyper::header::{FORWARDED, HeaderName, HeaderValue};

    use super::super::client::Scheme;
    use super::*;

    const FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
    const PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
    const HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

    fn resolve(peer: &str, pairs: &[(HeaderName, &str)]) -> Result<Client, Contradiction> {
        let ranges = ["127.0.0.1", "10.0.0.0/8", "::1"].map(str::to_owned);
        let proxies = Proxies::parse(&ranges).unwrap_or_else(|error| panic!("{error}"));
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()))
            .collect();
        let direct = Client {
            address: Some(peer.parse().unwrap()),
            scheme: None,
            host: Some("app:3000".to_owned()),
        };
        proxies.resolve(direct, &headers)
    }

    fn client(address: &str, scheme: Option<Scheme>, host: &str) -> Result<Client, Contradiction> {
        Ok(Client {
            address: Some(address.parse().unwrap()),
            scheme,
            host: Some(host.to_owned()),
        })
    }

    const SPOOFED: [(HeaderName, &str); 3] =
        [(FOR, "192.0.2.1"), (PROTO, "https"), (HOST, "bank.example")];

    #[test]
    fn nobody_is_believed_unless_trusted() {
        assert_eq!(
            resolve("203.0.113.9", &SPOOFED),
            client("203.0.113.9", None, "app:3000")
        );
        let headers: HeaderMap = SPOOFED
            .map(|(name, value)| (name, HeaderValue::from_static(value)))
            .into_iter()
            .collect();
        let direct = Client {
            address: Some([127, 0, 0, 1].into()),
            ..Client::default()
        };
        assert_eq!(
            Proxies::default().resolve(direct.clone(), &headers),
            Ok(direct.clone())
        );
        // Nor when the peer is unknown.
        let unknown = Client::default();
        assert_eq!(
            Proxies::default().resolve(unknown.clone(), &headers),
            Ok(unknown)
        );
    }

    #[test]
    fn a_trusted_proxy_names_client_scheme_and_host() {
        let expect = || client("192.0.2.1", Some(Scheme::Https), "bank.example");
        assert_eq!(resolve("127.0.0.1", &SPOOFED), expect());
        let standard = "for=192.0.2.1;proto=https;host=bank.example";
        assert_eq!(resolve("::1", &[(FORWARDED, standard)]), expect());
        assert_eq!(
            resolve("127.0.0.1", &[]),
            client("127.0.0.1", None, "app:3000")
        );
    }

    #[test]
    fn what_the_client_wrote_itself_is_behind_the_first_untrusted_address() {
        let chain = [(FOR, "1.1.1.1, 192.0.2.1, 10.0.0.2")];
        assert_eq!(
            resolve("10.0.0.1", &chain),
            client("192.0.2.1", None, "app:3000")
        );
        let standard =
            "for=1.1.1.1;host=evil.example;proto=http, for=192.0.2.1;host=a.example, for=10.0.0.2";
        assert_eq!(
            resolve("10.0.0.1", &[(FORWARDED, standard)]),
            client("192.0.2.1", None, "a.example")
        );
        // All of them trusted: the outermost is the client.
        let inside = [(FOR, "10.0.0.9, 10.0.0.2")];
        assert_eq!(
            resolve("10.0.0.1", &inside),
            client("10.0.0.9", None, "app:3000")
        );
        // One that hides its sender ends the chain.
        let hidden = [(FORWARDED, "for=192.0.2.1, for=_hidden, for=10.0.0.2")];
        assert_eq!(
            resolve("10.0.0.1", &hidden),
            client("10.0.0.2", None, "app:3000")
        );
    }

    #[test]
    fn two_stories_are_refused_unless_they_agree() {
        let agree = [
            (FOR, "192.0.2.1"),
            (PROTO, "https"),
            (FORWARDED, "for=192.0.2.1;host=a.example"),
        ];
        let expect = client("192.0.2.1", Some(Scheme::Https), "a.example");
        assert_eq!(resolve("127.0.0.1", &agree), expect);
        let differ = [(FOR, "192.0.2.1"), (FORWARDED, "for=192.0.2.2")];
        assert_eq!(resolve("127.0.0.1", &differ), Err(Contradiction));
    }

    #[test]
    fn a_range_that_is_none_is_named() {
        for text in ["localhost", "10.0.0.0/33", "10.0.0", ""] {
            let error = Proxies::parse(&[text.to_owned()]).err().unwrap();
            assert_eq!(error.kind(), StartErrorKind::Proxy);
            assert!(error.to_string().contains(&format!("`{text}`")), "{error}");
        }
    }
}
