//! Settings of what outlives a session's process.

use std::any::Any;
use std::sync::Arc;

use vango_runtime::persist::Bindings;
use vango_store::{MemoryStore, Store};

use super::App;

impl App {
    /// Where persisted values are kept (`#[shared]`, `#[session_key]`, `#[global]`). Default: in the process's memory, so that
    /// they survive a refresh, and nothing else.
    ///
    /// For them to survive a restart the [secret](Self::secret) has to be the same in the new process: with it a browser proves
    /// what is its own.
    ///
    /// ```
    /// use vango_server::App;
    /// use vango_server::store::MemoryStore;
    /// let app = App::new().store(MemoryStore::new());
    /// # drop(app);
    /// ```
    pub fn store(mut self, store: impl Store) -> Self {
        self.forgets = store_forgets(&store);
        self.store = Some(Arc::new(store));
        self
    }

    /// What persisted items are stored under, when they were moved or renamed: the file that `cargo vango state apply` writes.
    ///
    /// ```
    /// use vango_runtime::persist::{Binding, Bindings};
    /// use vango_server::App;
    /// // `include!("../vango_state_bindings.rs")` gives such a value.
    /// let bindings = Bindings::new(&[Binding { path: "shop::cart::CART", id: "shop::CART" }]);
    /// let app = App::new().state(bindings);
    /// # drop(app);
    /// ```
    pub fn state(mut self, bindings: Bindings) -> Self {
        self.bindings = bindings;
        self
    }
}

/// Whether everything is gone with the process, whatever else the app has.
fn store_forgets(store: &dyn Any) -> bool {
    store.is::<MemoryStore>()
}
