//! Where in the source something was written, in builds that tell.
//!
//! Invariant: without debug assertions a site is nothing: it takes no room, and who notes it passes no argument for it.

use std::fmt;
#[cfg(debug_assertions)]
use std::panic::Location;

/// The place of a call, as `#[track_caller]` knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Site(#[cfg(debug_assertions)] Option<&'static Location<'static>>);

impl Site {
    /// Where the function was called that calls this.
    #[inline(always)]
    #[cfg_attr(debug_assertions, track_caller)]
    pub(crate) fn caller() -> Self {
        Self(
            #[cfg(debug_assertions)]
            Some(Location::caller()),
        )
    }

    /// Nowhere that is known.
    pub(crate) fn unknown() -> Self {
        Self(
            #[cfg(debug_assertions)]
            None,
        )
    }

    /// This place, unless there is another one too: then nobody can say.
    pub(crate) fn or_several(self, other: Self) -> Self {
        if self == other { self } else { Self::unknown() }
    }

    /// The place, where the build knows it.
    pub(crate) fn known(self) -> Option<&'static std::panic::Location<'static>> {
        #[cfg(debug_assertions)]
        {
            self.0
        }
        #[cfg(not(debug_assertions))]
        {
            None
        }
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.known() {
            Some(at) => write!(f, "{at}"),
            None => f.write_str("a place that is not known"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg_attr(debug_assertions, track_caller)]
    fn noted() -> Site {
        Site::caller()
    }

    #[test]
    fn a_site_is_the_callers_or_nothing_at_all() {
        let (here, there) = (noted(), noted());
        if cfg!(debug_assertions) {
            assert_eq!(here.known().map(|at| at.line()), Some(line!() - 2));
            assert_ne!(here, there);
            assert_eq!(here.or_several(there), Site::unknown());
        } else {
            assert_eq!(size_of::<Site>(), 0);
            assert_eq!(here.known(), None);
        }
        assert_eq!(here.or_several(here), here);
    }
}
