//! Resources: values that are loaded off the session loop, for a key that is computed from state.
//!
//! Invariant: what [`Resource::get`] shows as ready was loaded for the key as it is now; a late answer for another key is
//! never shown. Deliberately absent: caching over components and sessions. A service does that.

use std::future::Future;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;

use super::bound::{OffLoop, StateValue};
use super::context::{Allocate, Read, Render, Setup, Write};
use super::load::LoadNode;
use super::loader::Loader;
use super::node::NodeId;
use super::phase::{OnTheSessionLoop, Pure};
use super::signal::{handle, read_whole};
use super::work::Work;
use crate::Error;

/// How far the loading of a resource is.
///
/// ```
/// # use vango_runtime::reactive::Load;
/// fn status(load: &Load<String>) -> &str {
///     match load {
///         Load::Ready(name) | Load::Reloading(name) => name,
///         Load::Failed(_) => "sorry",
///         Load::Loading => "…",
///     }
/// }
/// ```
#[derive(Debug)]
pub enum Load<T> {
    /// Nothing was loaded for this key yet.
    Loading,
    /// The value that was loaded.
    Ready(T),
    /// The load has failed, or the key's closure has panicked.
    Failed(Error),
    /// The value that was loaded before, for the same key, while [`Resource::refresh`] loads it again.
    Reloading(T),
}

impl<T> Load<T> {
    /// The value, ready or while it is loaded again.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) | Self::Reloading(value) => Some(value),
            Self::Loading | Self::Failed(_) => None,
        }
    }

    /// The error, when the load has failed.
    pub fn failure(&self) -> Option<&Error> {
        match self {
            Self::Failed(error) => Some(error),
            Self::Loading | Self::Ready(_) | Self::Reloading(_) => None,
        }
    }

    /// Whether a load is under way or about to start.
    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading | Self::Reloading(_))
    }
}

/// A value that is loaded off the session loop. `Copy`.
///
/// ```
/// # use vango_runtime::reactive::{Checked, Load, Setup};
/// # use vango_runtime::Error;
/// # struct Users;
/// # impl Users { async fn name(&self, id: u64) -> Result<String, Error> { Ok(format!("user {id}")) } }
/// fn setup(cx: &mut Setup<'_, Checked>) {
///     let id = cx.signal(1_u64);
///     let name = cx.resource(
///         move |r| *id.get(r),
///         |work, id| async move { work.service::<Users>().name(id).await },
///     );
///     let text = cx.memo(move |r| match name.get(r) {
///         Load::Ready(name) => name.clone(),
///         Load::Failed(error) => format!("sorry: {error}"),
///         _ => "…".to_owned(),
///     });
/// }
/// ```
///
/// A handle cannot go into the loader, which runs on other threads: give it the value as the key.
///
/// ```compile_fail,E0277
/// # use vango_runtime::reactive::{Checked, Setup};
/// # use vango_runtime::Error;
/// fn setup(cx: &mut Setup<'_, Checked>) {
///     let id = cx.signal(1_u64);
///     let name = cx.resource(
///         |_| (),
///         move |_work, ()| async move { Ok(format!("{id:?}")) },
///     );
/// }
/// ```
pub struct Resource<T> {
    id: NodeId,
    of: PhantomData<fn() -> T>,
    _stays: OnTheSessionLoop,
}
handle!(Resource<T>);

impl<T: Send + 'static> Resource<T> {
    /// How far the loading is; tracked when `cx` is a [`Render`].
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the resource's component has left the page.
    pub fn get<C: Read>(self, cx: &C) -> &Load<T> {
        self.node(cx).load()
    }

    /// The value for the present key, ready or while it is loaded again; tracked when `cx` is a [`Render`].
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the resource's component has left the page.
    pub fn ready<C: Read>(self, cx: &C) -> Option<&T> {
        self.node(cx).load().ready()
    }

    /// The value that was loaded last, perhaps for an earlier key; tracked when `cx` is a [`Render`].
    ///
    /// For views that go on showing what they have while something else is loaded, as a search does.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the resource's component has left the page.
    pub fn latest<C: Read>(self, cx: &C) -> Option<&T> {
        self.node(cx).latest()
    }

    /// Whether a load is under way or about to start; tracked when `cx` is a [`Render`].
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the resource's component has left the page.
    pub fn is_loading<C: Read>(self, cx: &C) -> bool {
        self.node(cx).load().is_loading()
    }

    /// Loads again for the same key. A load under way is cancelled.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the resource's component has left the page.
    pub fn refresh<C: Write>(self, tx: &mut C) {
        let loader = self.node(tx).loader();
        tx.store_mut().refresh_load(loader);
    }

    fn node<C: Read>(self, cx: &C) -> &LoadNode<T> {
        read_whole(cx, self.id, std::any::type_name::<Self>)
    }
}

impl<Phase> Setup<'_, Phase> {
    /// Allocates a resource: `load` runs off the session loop, first when the page is rendered and again whenever the value
    /// of `key` has changed; a load for an earlier key is cancelled then.
    ///
    /// `key` is tracked and pure. `load` may take as long as the driver's limit for tasks says; what it captures is `Send +
    /// Sync`, so no handle: `key` hands it what it needs. `?` turns any error into the [`Error`] that it fails with. What
    /// blocks its thread belongs into `tokio::task::spawn_blocking`.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup};
    /// # use vango_runtime::Error;
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let query = cx.signal("rust".to_owned());
    ///     let found = cx.resource(
    ///         move |r| query.get(r).trim().to_lowercase(),
    ///         |_work, query| async move { Ok(vec![query]) },
    ///     );
    /// }
    /// ```
    #[track_caller]
    pub fn resource<K, T, D, F, Fut>(&mut self, key: D, load: F) -> Resource<T>
    where
        Self: Allocate,
        K: PartialEq + Clone + StateValue + 'static,
        T: StateValue + 'static,
        D: Fn(&mut Render<'_>) -> K + Pure + 'static,
        F: Fn(Work, K) -> Fut + OffLoop + 'static,
        Fut: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let first = self.store.tasks.first_loads.enter();
        let state = LoadNode::<T>::new(first);
        let id = self.store.allocate(self.owner, Box::new(state));
        let load = Arc::new(load);
        let loader = Loader::<K, T>::new(
            self.store.tasks.next_order(),
            Location::caller(),
            Box::new(key),
            Arc::new(move |work, key| {
                let load = Arc::clone(&load);
                // The loader's own code up to its first `.await` runs in the task, too.
                Box::pin(async move { load(work, key).await })
            }),
            id,
        );
        self.store.allocate_loader(self.owner, loader, id);
        Resource::new(id)
    }
}
