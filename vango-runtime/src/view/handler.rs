//! Event handlers: closures of one type live together.
//!
//! A [`HandlerSet`] belongs to one component instance (or to one `each`). It has a pool for each closure type, that is
//! for each handler in the source, so a thousand rows with two buttons cost two growing vectors and no box.
//! A component's set is refilled when it renders; rows of an `each` are replaced one by one, hence the free list.

use std::any::{Any, TypeId};
use std::fmt;
use std::marker::PhantomData;

use vango_protocol::Payload;

use super::event::{Event, FromPayload};
use crate::Error;
use crate::reactive::{Tx, allocated, reserve_one};
use crate::watch::Site;

/// Where a handler is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HandlerAddress {
    pub(crate) pool: u32,
    pub(crate) index: u32,
}

/// How a call of a handler ended.
#[derive(Debug)]
pub(crate) enum Called {
    Done,
    /// The handler returned an error.
    Failed(Error),
    /// It binds a control, and what was typed cannot be parsed: nothing has changed.
    Unparsed,
    /// The payload is not one of this event's; nothing was called.
    WrongPayload,
    /// No handler is kept there; nothing was called.
    Gone,
}

/// A handler in the form in which it is kept.
pub trait Handle: 'static {
    /// Whether it keeps a control and a value equal.
    #[doc(hidden)]
    const BINDS: bool = false;

    /// Calls it.
    #[doc(hidden)]
    fn call(&self, tx: &mut Tx<'_>, payload: &Payload<'_>) -> HandlerOutcome;
}

/// What a kept handler answers; opaque outside of the crate.
#[derive(Debug)]
pub struct HandlerOutcome(pub(crate) Called);

impl HandlerOutcome {
    fn from_result(result: Result<(), Error>) -> Self {
        Self(match result {
            Ok(()) => Called::Done,
            Err(error) => Called::Failed(error),
        })
    }
}

/// `|tx| …`
pub(crate) struct Plain<F>(pub(crate) F);
/// `|tx| …` with `?` in it.
pub(crate) struct Fallible<F>(pub(crate) F);
/// `|tx, ev| …`
pub(crate) struct WithPayload<E, F>(pub(crate) F, pub(crate) PhantomData<fn() -> E>);
/// `|tx, ev| …` with `?` in it.
pub(crate) struct FallibleWithPayload<E, F>(pub(crate) F, pub(crate) PhantomData<fn() -> E>);
/// What `bind:` does with what is typed. Answers whether it could be parsed.
pub(crate) struct Bound<E, F>(pub(crate) F, pub(crate) PhantomData<fn() -> E>);

impl<F: Fn(&mut Tx<'_>) + 'static> Handle for Plain<F> {
    fn call(&self, tx: &mut Tx<'_>, _: &Payload<'_>) -> HandlerOutcome {
        (self.0)(tx);
        HandlerOutcome(Called::Done)
    }
}

impl<F: Fn(&mut Tx<'_>) -> Result<(), Error> + 'static> Handle for Fallible<F> {
    fn call(&self, tx: &mut Tx<'_>, _: &Payload<'_>) -> HandlerOutcome {
        HandlerOutcome::from_result((self.0)(tx))
    }
}

impl<E: Event, F: Fn(&mut Tx<'_>, &E::Payload) + 'static> Handle for WithPayload<E, F> {
    fn call(&self, tx: &mut Tx<'_>, payload: &Payload<'_>) -> HandlerOutcome {
        HandlerOutcome(match E::Payload::from_payload(payload) {
            Some(event) => {
                (self.0)(tx, &event);
                Called::Done
            }
            None => Called::WrongPayload,
        })
    }
}

impl<E: Event, F: Fn(&mut Tx<'_>, &E::Payload) -> Result<(), Error> + 'static> Handle
    for FallibleWithPayload<E, F>
{
    fn call(&self, tx: &mut Tx<'_>, payload: &Payload<'_>) -> HandlerOutcome {
        match E::Payload::from_payload(payload) {
            Some(event) => HandlerOutcome::from_result((self.0)(tx, &event)),
            None => HandlerOutcome(Called::WrongPayload),
        }
    }
}

impl<E: Event, F: Fn(&mut Tx<'_>, &E::Payload) -> bool + 'static> Handle for Bound<E, F> {
    const BINDS: bool = true;

    fn call(&self, tx: &mut Tx<'_>, payload: &Payload<'_>) -> HandlerOutcome {
        HandlerOutcome(match E::Payload::from_payload(payload) {
            Some(event) if (self.0)(tx, &event) => Called::Done,
            Some(_) => Called::Unparsed,
            None => Called::WrongPayload,
        })
    }
}

trait AnyPool: Any {
    /// Whether its handlers keep controls and values equal.
    fn binds(&self) -> bool;
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

impl<H: Handle> AnyPool for Pool<H> {
    fn binds(&self) -> bool {
        H::BINDS
    }

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

/// The handlers of one owner.
#[derive(Default)]
pub(crate) struct HandlerSet {
    pools: Vec<Typed>,
    /// The pool of the last insertion.
    last: usize,
}

/// A pool, filed under the type of its handlers.
struct Typed {
    of: TypeId,
    /// The pool that was used after this one the last time: rows visit their handlers in the same order again and again.
    next: usize,
    pool: Box<dyn AnyPool>,
    /// Where its handlers were written; one type may stand for several places, a function for instance.
    site: Site,
}

impl HandlerSet {
    pub(crate) fn insert<H: Handle>(&mut self, handler: H, site: Site) -> HandlerAddress {
        let pool = self.pool::<H>(site);
        if cfg!(debug_assertions) {
            let known = &mut self.pools[pool].site;
            *known = known.or_several(site);
        }
        let handlers: &mut dyn Any = &mut *self.pools[pool].pool;
        let handlers: &mut Pool<H> = handlers
            .downcast_mut()
            .expect("a pool is filed under its type");
        let index = match handlers.free.pop() {
            Some(index) => {
                handlers.handlers[index as usize] = Some(handler);
                index as usize
            }
            None => {
                reserve_one(&mut handlers.handlers);
                handlers.handlers.push(Some(handler));
                handlers.handlers.len() - 1
            }
        };
        HandlerAddress {
            pool: super::slots::index(pool),
            index: super::slots::index(index),
        }
    }

    /// The index of the pool for such handlers, which the next insertion follows.
    #[inline]
    fn pool<H: Handle>(&mut self, site: Site) -> usize {
        let wanted = TypeId::of::<H>();
        let likely = self.pools.get(self.last).map_or(0, |last| last.next);
        let pool = match self.pools.get(likely) {
            Some(pool) if pool.of == wanted => likely,
            _ => self.find::<H>(wanted, site),
        };
        self.last = pool;
        pool
    }

    /// As [`HandlerSet::pool`] where the order is another one than before, or new.
    #[cold]
    fn find<H: Handle>(&mut self, wanted: TypeId, site: Site) -> usize {
        let found = self.pools.iter().position(|pool| pool.of == wanted);
        let at = found.unwrap_or_else(|| {
            let pool = Pool::<H> {
                handlers: Vec::new(),
                free: Vec::new(),
            };
            reserve_one(&mut self.pools);
            self.pools.push(Typed {
                of: wanted,
                next: 0,
                pool: Box::new(pool),
                site,
            });
            self.pools.len() - 1
        });
        if let Some(last) = self.pools.get_mut(self.last) {
            last.next = at;
        }
        at
    }

    /// Drops all handlers and keeps their room: the same ones come again. Pools that were not used are given up.
    pub(crate) fn clear(&mut self) {
        let before = self.pools.len();
        self.pools.retain_mut(|pool| pool.pool.clear());
        if self.pools.len() < before {
            self.pools.iter_mut().for_each(|pool| pool.next = 0);
        }
        // So that the first insertion expects the first pool.
        self.last = self.pools.len();
    }

    pub(crate) fn remove(&mut self, at: HandlerAddress) {
        if let Some(pool) = self.pools.get_mut(at.pool as usize) {
            pool.pool.remove(at.index);
        }
    }

    pub(crate) fn call(
        &self,
        at: HandlerAddress,
        tx: &mut Tx<'_>,
        payload: &Payload<'_>,
    ) -> Called {
        match self.pools.get(at.pool as usize) {
            Some(pool) => pool.pool.call(at.index, tx, payload),
            None => Called::Gone,
        }
    }

    /// Where the handler that is kept there was written.
    pub(crate) fn site(&self, at: HandlerAddress) -> Site {
        let pool = self.pools.get(at.pool as usize);
        pool.map_or(Site::unknown(), |pool| pool.site)
    }

    /// Whether the handler that is kept there keeps a control and a value equal.
    pub(crate) fn binds(&self, at: HandlerAddress) -> bool {
        let pool = self.pools.get(at.pool as usize);
        pool.is_some_and(|pool| pool.pool.binds())
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        allocated(self.pools.capacity() * size_of::<Typed>())
            + self
                .pools
                .iter()
                .map(|typed| typed.pool.memory_bytes() + allocated(size_of_val(&*typed.pool)))
                .sum::<usize>()
    }
}

impl fmt::Debug for HandlerSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HandlerSet({} pools)", self.pools.len())
    }
}
