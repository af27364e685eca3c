//! Renders under the eyes of whoever looks for mistakes (`crate::watch`).
//!
//! Invariant: where nobody does, a render is run and nothing else happens.

use super::tree::Tree;
use crate::reactive::{Checked, Owner, Setup, Store};
use crate::watch::Step;

/// Runs a setup function, by the stopwatch if there is one.
pub(super) fn with_setup<R>(
    store: &mut Store,
    owner: Owner,
    component: &'static str,
    setup: impl FnOnce(&mut Setup<'_, Checked>) -> R,
) -> R {
    match store.watch().cloned() {
        Some(watch) => watch.time(Step::SettingUp { component }, || {
            store.with_setup(owner, setup)
        }),
        None => store.with_setup(owner, setup),
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
