//! Handlers of one type beside each other: those of rows.

use std::any::{Any, TypeId};

use vango_protocol::Payload;

use super::{Called, Handle, Purpose};
use crate::reactive::{Tx, allocated, reserve_one};
use crate::view::slots::index;
use crate::watch::Site;

/// The pools of one owner, one for each type of handler, that is for each handler in the source.
#[derive(Default)]
pub(super) struct Pools {
    pools: Vec<Typed>,
    /// The pool of the last insertion.
    last: usize,
}

/// A pool, filed under the type of its handlers.
struct Typed {
    of: TypeId,
    /// The pool that was used after this one the last time: rows visit their handlers in the same order again and again.
    next: u32,
    purpose: Purpose,
    pool: Box<dyn AnyPool>,
    /// Where its handlers were written; one type may stand for several places, a function for instance.
    site: Site,
}

/// What is known of a handler without its type.
#[derive(Clone, Copy)]
struct Wanted {
    of: TypeId,
    purpose: Purpose,
    site: Site,
    /// A new pool for such handlers.
    make: fn() -> Box<dyn AnyPool>,
}

trait AnyPool: Any {
    fn call(&self, index: u32, tx: &mut Tx<'_>, payload: &Payload<'_>) -> Called;
    fn remove(&mut self, index: u32);
    /// Drops all handlers. Answers whether there were any.
    fn clear(&mut self) -> bool;
    fn memory_bytes(&self) -> usize;
}

struct Pool<H> {
    handlers: Vec<Option<H>>,
    free: Vec<u32>,
}

impl<H: Handle> Pool<H> {
    /// A new one, as a function that knows its type for those that do not.
    fn boxed() -> Box<dyn AnyPool> {
        Box::new(Self {
            handlers: Vec::new(),
            free: Vec::new(),
        })
    }
}

impl<H: Handle> AnyPool for Pool<H> {
    fn call(&self, index: u32, tx: &mut Tx<'_>, payload: &Payload<'_>) -> Called {
        match self.handlers.get(index as usize) {
            Some(Some(handler)) => handler.call(tx, payload).0,
            _ => Called::Gone,
        }
    }

    fn remove(&mut self, index: u32) {
        if let Some(place) = self.handlers.get_mut(index as usize)
            && place.take().is_some()
        {
            self.free.push(index);
        }
    }

    fn clear(&mut self) -> bool {
        let used = self.handlers.len();
        self.handlers.clear();
        self.free.clear();
        // Room for as many as there were, twice at most: as if the vector had grown to them anew.
        self.handlers.shrink_to(used * 2);
        used > 0
    }

    fn memory_bytes(&self) -> usize {
        allocated(self.handlers.capacity() * size_of::<Option<H>>())
            + allocated(self.free.capacity() * size_of::<u32>())
    }
}

impl Pools {
    /// Answers the number of the pool and the place in it.
    pub(super) fn insert<H: Handle>(
        &mut self,
        handler: H,
        purpose: Purpose,
        site: Site,
    ) -> (u32, u32) {
        let number = self.pool(Wanted {
            of: TypeId::of::<H>(),
            purpose,
            site,
            make: Pool::<H>::boxed,
        });
        let pool: &mut dyn Any = &mut *self.pools[number].pool;
        let pool: &mut Pool<H> = pool.downcast_mut().expect("a pool is filed under its type");
        let at = match pool.free.pop() {
            Some(at) => {
                pool.handlers[at as usize] = Some(handler);
                at
            }
            None => {
                reserve_one(&mut pool.handlers);
                pool.handlers.push(Some(handler));
                index(pool.handlers.len() - 1)
            }
        };
        (index(number), at)
    }

    /// The index of the pool for such handlers, which the next insertion follows.
    #[inline]
    fn pool(&mut self, wanted: Wanted) -> usize {
        let likely = self.pools.get(self.last).map_or(0, |last| last.next) as usize;
        let pool = match self.pools.get(likely) {
            Some(pool) if pool.of == wanted.of => likely,
            _ => self.find(wanted),
        };
        self.last = pool;
        if cfg!(debug_assertions) {
            let known = &mut self.pools[pool].site;
            *known = known.or_several(wanted.site);
        }
        pool
    }

    /// As [`Pools::pool`] where the order is another one than before, or new.
    #[cold]
    fn find(&mut self, wanted: Wanted) -> usize {
        let found = self.pools.iter().position(|pool| pool.of == wanted.of);
        let at = found.unwrap_or_else(|| {
            reserve_one(&mut self.pools);
            self.pools.push(Typed {
                of: wanted.of,
                next: 0,
                purpose: wanted.purpose,
                pool: (wanted.make)(),
                site: wanted.site,
            });
            self.pools.len() - 1
        });
        if let Some(last) = self.pools.get_mut(self.last) {
            last.next = index(at);
        }
        at
    }

    /// Drops all handlers and keeps their room: the same ones come again. Pools that were not used are given up.
    pub(super) fn clear(&mut self) {
        let before = self.pools.len();
        self.pools.retain_mut(|pool| pool.pool.clear());
        if self.pools.len() < before {
            self.pools.iter_mut().for_each(|pool| pool.next = 0);
        }
        // So that the first insertion expects the first pool.
        self.last = self.pools.len();
    }

    pub(super) fn remove(&mut self, pool: u32, index: u32) {
        if let Some(typed) = self.pools.get_mut(pool as usize) {
            typed.pool.remove(index);
        }
    }

    pub(super) fn call(
        &self,
        pool: u32,
        index: u32,
        tx: &mut Tx<'_>,
        payload: &Payload<'_>,
    ) -> Called {
        match self.pools.get(pool as usize) {
            Some(typed) => typed.pool.call(index, tx, payload),
            None => Called::Gone,
        }
    }

    pub(super) fn site(&self, pool: u32) -> Site {
        let pool = self.pools.get(pool as usize);
        pool.map_or(Site::unknown(), |pool| pool.site)
    }

    pub(super) fn binds(&self, pool: u32) -> bool {
        let pool = self.pools.get(pool as usize);
        pool.is_some_and(|pool| pool.purpose == Purpose::Bind)
    }

    pub(super) fn len(&self) -> usize {
        self.pools.len()
    }

    pub(super) fn memory_bytes(&self) -> usize {
        allocated(self.pools.capacity() * size_of::<Typed>())
            + self
                .pools
                .iter()
                .map(|typed| typed.pool.memory_bytes() + allocated(size_of_val(&*typed.pool)))
                .sum::<usize>()
    }
}
