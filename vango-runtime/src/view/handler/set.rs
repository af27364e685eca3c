//! The handlers of one owner: a component instance, or an `each`.
//!
//! A component's set is refilled when it renders; rows of an `each` are replaced one by one, hence the free places.

use std::fmt;

use vango_protocol::Payload;

use super::alone::Alone;
use super::pool::Pools;
use super::{Called, Handle, Purpose};
use crate::reactive::Tx;
use crate::watch::Site;

/// Where a handler is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HandlerAddress {
    /// The number of a pool, [`ALONE`] or [`ALONE_BIND`]; less than 2²⁹.
    pub(crate) pool: u32,
    pub(crate) index: u32,
}

/// In a box of its own, instead of a pool.
const ALONE: u32 = (1 << 29) - 1;

/// As [`ALONE`], a handler of `bind:`.
const ALONE_BIND: u32 = ALONE - 1;

#[derive(Default)]
pub(crate) struct HandlerSet {
    alone: Alone,
    pools: Pools,
}

impl HandlerSet {
    /// Keeps a handler that is there once.
    pub(crate) fn insert(
        &mut self,
        handler: Box<dyn Handle>,
        purpose: Purpose,
        site: Site,
    ) -> HandlerAddress {
        HandlerAddress {
            pool: match purpose {
                Purpose::Own => ALONE,
                Purpose::Bind => ALONE_BIND,
            },
            index: self.alone.insert(handler, site),
        }
    }

    /// Keeps a handler that is there once for each row.
    pub(crate) fn insert_repeated<H: Handle>(
        &mut self,
        handler: H,
        purpose: Purpose,
        site: Site,
    ) -> HandlerAddress {
        let (pool, index) = self.pools.insert(handler, purpose, site);
        HandlerAddress { pool, index }
    }

    /// A box for the next handler that is there once, if one of before has left its own.
    #[cfg(not(debug_assertions))]
    pub(crate) fn take_before(&mut self) -> Option<Box<dyn Handle>> {
        self.alone.take_before()
    }

    /// A render begins: the handlers of before are called no more, the same ones come again and have their room.
    pub(crate) fn clear(&mut self) {
        self.alone.clear();
        self.pools.clear();
    }

    /// A render has ended.
    pub(crate) fn finish(&mut self) {
        self.alone.finish();
    }

    pub(crate) fn remove(&mut self, at: HandlerAddress) {
        match at.pool {
            ALONE | ALONE_BIND => self.alone.remove(at.index),
            pool => self.pools.remove(pool, at.index),
        }
    }

    pub(crate) fn call(
        &self,
        at: HandlerAddress,
        tx: &mut Tx<'_>,
        payload: &Payload<'_>,
    ) -> Called {
        match at.pool {
            ALONE | ALONE_BIND => self.alone.call(at.index, tx, payload),
            pool => self.pools.call(pool, at.index, tx, payload),
        }
    }

    /// Where the handler that is kept there was written.
    pub(crate) fn site(&self, at: HandlerAddress) -> Site {
        match at.pool {
            ALONE | ALONE_BIND => self.alone.site(at.index),
            pool => self.pools.site(pool),
        }
    }

    /// Whether the handler that is kept there keeps a control and a value equal.
    pub(crate) fn binds(&self, at: HandlerAddress) -> bool {
        match at.pool {
            ALONE => false,
            ALONE_BIND => true,
            pool => self.pools.binds(pool),
        }
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        self.alone.memory_bytes() + self.pools.memory_bytes()
    }
}

impl fmt::Debug for HandlerSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HandlerSet")
            .field("alone", &self.alone.len())
            .field("pools", &self.pools.len())
            .finish()
    }
}
