//! Renders under the eyes of whoever looks for mistakes (`crate::watch`).
//!
//! Invariant: where nobody does, a render is run and nothing else happens.

use super::tree::Tree;
use crate::reactive::{Owner, Store};
use crate::view::component::{Invocation, Mounted};
use crate::watch::Step;

/// Runs a setup function, by the stopwatch if there is one.
pub(super) fn mounted(store: &mut Store, owner: Owner, invocation: Invocation) -> Mounted {
    match store.watch().cloned() {
        Some(watch) => {
            let component = invocation.name();
            watch.time(Step::SettingUp { component }, || {
                invocation.setup(store, owner)
            })
        }
        None => invocation.setup(store, owner),
    }
}

impl Tree {
    /// Runs the render of a component, or of a row in it, by the stopwatch; whatever it finds is the component's.
    #[inline]
    pub(crate) fn watched<R>(&self, scope: u32, render: impl FnOnce() -> R) -> R {
        let Some(watch) = self.store.watch() else {
            return render();
        };
        let component = self.component(scope);
        watch.enter(component);
        watch.time(Step::Rendering { component }, render)
    }
}
