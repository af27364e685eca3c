//! Handlers each in a box of its own: those outside of rows.

use std::num::NonZeroU32;

use vango_protocol::Payload;

use super::{Called, Handle};
use crate::reactive::{Tx, allocated, reserve_one};
use crate::view::slots::index;
use crate::watch::Site;

/// The boxes of one owner.
#[derive(Default)]
pub(super) struct Alone {
    places: Vec<Place>,
    /// How many of them are in use; behind them stand handlers of before whose boxes are to be used again.
    used: usize,
    /// The place that was given up last: the first of a chain.
    free: Next,
}

struct Place {
    holds: Holds,
    site: Site,
}

enum Holds {
    Handler(Box<dyn Handle>),
    /// Nothing; the next such place.
    Nothing(Next),
}

/// A free place, if there is one: a number more than its index.
type Next = Option<NonZeroU32>;

impl Alone {
    pub(super) fn insert(&mut self, handler: Box<dyn Handle>, site: Site) -> u32 {
        let place = Place {
            holds: Holds::Handler(handler),
            site,
        };
        if let Some(free) = self.free {
            let at = free.get() - 1;
            if let Holds::Nothing(next) = self.places[at as usize].holds {
                self.free = next;
            }
            self.places[at as usize] = place;
            return at;
        }
        let at = self.used;
        self.used += 1;
        match self.places.get_mut(at) {
            Some(before) => *before = place,
            None => {
                reserve_one(&mut self.places);
                self.places.push(place);
            }
        }
        index(at)
    }

    /// The handler that had the place of the next one before [`Alone::clear`]: mostly of the same type.
    #[cfg(not(debug_assertions))]
    pub(super) fn take_before(&mut self) -> Option<Box<dyn Handle>> {
        let before = self.places.get_mut(self.used)?;
        match std::mem::replace(&mut before.holds, Holds::Nothing(None)) {
            Holds::Handler(handler) => Some(handler),
            Holds::Nothing(_) => None,
        }
    }

    /// Expects the same handlers again.
    pub(super) fn clear(&mut self) {
        self.used = 0;
        self.free = None;
    }

    /// Drops what has not come again.
    pub(super) fn finish(&mut self) {
        self.places.truncate(self.used);
        // Room for as many as there are, twice at most: as if the vector had grown to them anew.
        self.places.shrink_to(self.used * 2);
    }

    pub(super) fn remove(&mut self, at: u32) {
        if let Some(place) = self.places.get_mut(at as usize)
            && matches!(place.holds, Holds::Handler(_))
        {
            place.holds = Holds::Nothing(self.free);
            self.free = NonZeroU32::new(at + 1);
        }
    }

    pub(super) fn call(&self, at: u32, tx: &mut Tx<'_>, payload: &Payload<'_>) -> Called {
        match self.places.get(at as usize).map(|place| &place.holds) {
            Some(Holds::Handler(handler)) => handler.call(tx, payload).0,
            Some(Holds::Nothing(_)) | None => Called::Gone,
        }
    }

    pub(super) fn site(&self, at: u32) -> Site {
        let place = self.places.get(at as usize);
        place.map_or(Site::unknown(), |place| place.site)
    }

    pub(super) fn len(&self) -> usize {
        self.used
    }

    pub(super) fn memory_bytes(&self) -> usize {
        let held = |place: &Place| match &place.holds {
            Holds::Handler(handler) => allocated(size_of_val(&**handler)),
            Holds::Nothing(_) => 0,
        };
        allocated(self.places.capacity() * size_of::<Place>())
            + self.places.iter().map(held).sum::<usize>()
    }
}

#[cfg(all(test, not(debug_assertions)))]
mod tests {
    #[test]
    fn a_place_is_two_words() {
        assert_eq!(size_of::<super::Place>(), 16);
    }
}
