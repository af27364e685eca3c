//! How many sessions each client address has.
//!
//! IPv6 clients get whole /64 networks, so those are counted as one; an IPv4 address in IPv6 clothes is the IPv4 address.
//! Loopback is not counted: only this machine's own proxy, tests and the developer come from there.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The counts of the whole app.
#[derive(Debug)]
pub(crate) struct Addresses {
    sessions: Mutex<HashMap<IpAddr, usize>>,
    limit: usize,
}

/// One session of an address; it counts until it is dropped.
#[derive(Debug)]
pub(crate) struct AddressPlace {
    addresses: Arc<Addresses>,
    /// `None`: not counted.
    client: Option<IpAddr>,
}

/// The address has as many sessions as it may.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct AddressFull;

impl Addresses {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            sessions: Mutex::default(),
            limit,
        }
    }

    /// A place for one more session of `address`, where one is known.
    pub(crate) fn enter(
        self: &Arc<Self>,
        address: Option<IpAddr>,
    ) -> Result<AddressPlace, AddressFull> {
        let client = address.and_then(counted);
        if let Some(client) = client {
            let mut sessions = self.sessions();
            let count = sessions.entry(client).or_default();
            if *count >= self.limit {
                if self.limit == 0 {
                    sessions.remove(&client);
                }
                return Err(AddressFull);
            }
            *count += 1;
        }
        Ok(AddressPlace {
            addresses: Arc::clone(self),
            client,
        })
    }

    fn sessions(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        // Nothing that could panic runs under the lock, so a poisoned map is whole.
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for AddressPlace {
    fn drop(&mut self) {
        let Some(client) = self.client else { return };
        let mut sessions = self.addresses.sessions();
        if let Some(count) = sessions.get_mut(&client) {
            *count -= 1;
            if *count == 0 {
                sessions.remove(&client);
            }
        }
    }
}

/// What is counted for an address, if anything.
fn counted(address: IpAddr) -> Option<IpAddr> {
    let address = address.to_canonical();
    if address.is_loopback() {
        return None;
    }
    Some(match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> Option<IpAddr> {
        Some(text.parse().expect("an address"))
    }

    #[test]
    fn an_address_has_so_many_places_and_gets_them_back() {
        let addresses = Arc::new(Addresses::new(2));
        let first = addresses.enter(ip("192.0.2.1"));
        let second = addresses.enter(ip("::ffff:192.0.2.1"));
        assert!(first.is_ok() && second.is_ok());
        assert_eq!(addresses.enter(ip("192.0.2.1")).err(), Some(AddressFull));
        assert!(addresses.enter(ip("192.0.2.2")).is_ok());
        drop(first);
        assert!(addresses.enter(ip("192.0.2.1")).is_ok());
        drop(second);
        assert!(addresses.sessions().is_empty(), "nothing is left behind");
    }

    #[test]
    fn a_network_of_ipv6_is_one_client_and_loopback_none() {
        let addresses = Arc::new(Addresses::new(1));
        let _held = addresses.enter(ip("2001:db8:1:2::1"));
        assert!(addresses.enter(ip("2001:db8:1:2:3:4:5:6")).is_err());
        assert!(addresses.enter(ip("2001:db8:1:3::1")).is_ok());
        for address in [ip("127.0.0.1"), ip("::1"), ip("::ffff:127.0.0.1"), None] {
            let _many: Vec<_> = (0..3)
                .map(|_| addresses.enter(address).expect("not counted"))
                .collect();
        }
    }
}
