//! Services: what the app shares with all its sessions, such as a database pool.
//!
//! Invariant: the set is complete before the first session opens and never changes; there is at most one service of a type.
//! Deliberately absent: names, scopes and replacement. Two services of one type are two newtypes.

use std::any::{Any, TypeId, type_name};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::context::{Allocate, Open, Setup};
use crate::watch::Site;

/// The services of an app, by type. Built by `App::service`.
#[derive(Default, Clone)]
pub struct Services {
    entries: Vec<Entry>,
}

#[derive(Clone)]
struct Entry {
    of: TypeId,
    name: &'static str,
    value: Arc<dyn Any + Send + Sync>,
}

impl Services {
    /// No services.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a service, or replaces the one of the same type.
    pub fn insert<T: Send + Sync + 'static>(&mut self, value: T) {
        let entry = Entry {
            of: TypeId::of::<T>(),
            name: type_name::<T>(),
            value: Arc::new(value),
        };
        match self.entries.iter_mut().find(|other| other.of == entry.of) {
            Some(other) => *other = entry,
            None => self.entries.push(entry),
        }
    }

    /// The service of type `T`, if the app has one.
    pub fn get<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.entry::<T>()?.value.downcast_ref()
    }

    /// As [`Services::get`], to keep.
    pub fn share<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        Arc::downcast(Arc::clone(&self.entry::<T>()?.value)).ok()
    }

    fn entry<T: 'static>(&self) -> Option<&Entry> {
        // An app has a handful of services: comparing is cheaper than hashing.
        self.entries
            .iter()
            .find(|entry| entry.of == TypeId::of::<T>())
    }

    /// Panics: setup or work asked, at `site`, for a service that the app does not have.
    #[cold]
    pub(super) fn panic_without<T>(&self, site: Site) -> ! {
        let names: Vec<&str> = self.entries.iter().map(|entry| entry.name).collect();
        let has = if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(", ")
        };
        let at = site
            .known()
            .map_or_else(String::new, |at| format!(" at {at}"));
        panic!(
            "the app has no service `{}`, which is asked for{at} [VG1207]: add it before the app runs, \
             `App::new().service(value)` (it has: {has})",
            type_name::<T>()
        )
    }
}

impl fmt::Debug for Services {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.entries.iter().map(|entry| entry.name))
            .finish()
    }
}

/// A service that the app is known to have. `Copy`, and `Send`: it holds nothing of the session.
///
/// ```
/// # use vango_runtime::reactive::{Checked, Setup, Tx};
/// struct Clock(u64);
/// fn setup(cx: &mut Setup<'_, Checked>) {
///     let clock = cx.service::<Clock>();
///     let time = cx.signal(0);
///     let click = move |tx: &mut Tx| {
///         let now = clock.get(tx).0;
///         time.set(tx, now);
///     };
/// }
/// ```
pub struct Service<T> {
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Service<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Service<T> {}

impl<T> fmt::Debug for Service<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(type_name::<Self>())
    }
}

impl<T: Send + Sync + 'static> Service<T> {
    /// The service. Only a `Tx` opens it: what a service answers is no part of the state that a render is computed from.
    ///
    /// In a loader or an action's work it is [`Work::service`](super::Work::service).
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn get<C: Open>(self, tx: &C) -> &T {
        let services = &tx.store().services;
        match services.get() {
            Some(service) => service,
            // The handle comes from another app's session.
            None => services.panic_without::<T>(Site::caller()),
        }
    }
}

impl<Phase> Setup<'_, Phase> {
    /// A handle to the app's service of type `T`.
    ///
    /// # Panics
    /// When the app has none: `App::service(value)` adds it.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn service<T: Send + Sync + 'static>(&mut self) -> Service<T>
    where
        Self: Allocate,
    {
        if self.store.services.get::<T>().is_none() {
            self.store.services.panic_without::<T>(Site::caller());
        }
        Service { of: PhantomData }
    }
}
