//! Which hosts this site answers to.
//!
//! Without a list every host is answered. With one, a page can't be loaded under a name that an attacker's DNS points here
//! (DNS rebinding), nor does a wrong `Host` find its way into an application's links.

use super::error::{StartError, StartErrorKind};
use super::forwarded::is_host;

/// The hosts of a site. Empty: all.
#[derive(Default)]
pub(crate) struct Hosts {
    patterns: Vec<Pattern>,
}

enum Pattern {
    /// A name, on any port unless it names one.
    Exact(String),
    /// What ends with this, dot included, and has more before it.
    Below(String),
}

impl Hosts {
    pub(crate) fn parse(hosts: &[String]) -> Result<Self, StartError> {
        let parse = |text: &String| {
            let lower = text.to_ascii_lowercase();
            let (name, pattern) = match lower.strip_prefix("*.") {
                Some(name) => (name.to_owned(), Pattern::Below(format!(".{name}"))),
                None => (lower.clone(), Pattern::Exact(lower.clone())),
            };
            if is_host(&name) && !(name.starts_with('.') || name.starts_with(':')) {
                return Ok(pattern);
            }
            let message = format!(
                "allowed host `{text}`: write it as `shop.example`, `shop.example:8080` or `*.shop.example`, without a scheme"
            );
            Err(StartError::new(StartErrorKind::Setting, message))
        };
        let patterns = hosts.iter().map(parse).collect::<Result<_, _>>()?;
        Ok(Self { patterns })
    }

    pub(crate) fn allows(&self, host: Option<&str>) -> bool {
        if self.patterns.is_empty() {
            return true;
        }
        let Some(host) = host.map(str::to_ascii_lowercase) else {
            return false;
        };
        let name = without_port(&host);
        self.patterns.iter().any(|pattern| match pattern {
            Pattern::Exact(allowed) => *allowed == host || allowed == name,
            Pattern::Below(suffix) => name.len() > suffix.len() && name.ends_with(suffix.as_str()),
        })
    }
}

/// The colons of an IPv6 address stand in brackets.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(list: &[&str]) -> Result<Hosts, StartError> {
        let list: Vec<String> = list.iter().map(|host| (*host).to_owned()).collect();
        Hosts::parse(&list)
    }

    #[test]
    fn names_ports_and_subdomains() {
        let hosts = hosts(&[
            "Shop.example",
            "admin.example:8443",
            "*.shop.example",
            "[::1]",
        ])
        .ok()
        .unwrap();
        for host in [
            "shop.example",
            "SHOP.example:3000",
            "admin.example:8443",
            "a.b.shop.example",
            "[::1]:80",
            "[::1]",
        ] {
            assert!(hosts.allows(Some(host)), "{host}");
        }
        for host in [
            "evil.example",
            "admin.example",
            "admin.example:1",
            "xshop.example",
            ".shop.example",
            "[::2]",
            "",
        ] {
            assert!(!hosts.allows(Some(host)), "{host}");
        }
        assert!(!hosts.allows(None));
    }

    #[test]
    fn without_a_list_all_are_answered() {
        assert!(Hosts::default().allows(None) && Hosts::default().allows(Some("x")));
    }

    #[test]
    fn what_is_no_host_is_an_error() {
        for host in [
            "https://shop.example",
            "shop.example/",
            "*",
            "*.",
            "",
            "a b",
            ":80",
        ] {
            assert!(hosts(&[host]).is_err(), "{host}");
        }
    }
}
