//! The contexts of a component's phases: each is the only way to reach state in its phase.
//!
//! Invariant: a `Render` records every read that goes through it; a `Tx` is the only context that can write; only a
//! checked `Setup` can allocate. The borrow checker does the rest: contexts borrow the session's one store.
//! Deliberately absent: clocks, I/O, and any way from a context to the machine behind it.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::time::Duration;

use super::node::Dependency;
use super::opaque::{MountingMut, SinkRef, StoreMut, StoreRef};
use super::owner::Owner;
use super::phase::{Checked, MissingSetupAttribute};
use super::renewal::Mounting;
use super::store::Store;
use crate::view::Sink;

/// The context of setup, which runs once for each mounted component: allocates state, reads untracked, never writes.
///
/// Users write `&mut Setup`; `#[component]` and `#[setup]` fill in the [`Checked`] phase. Without it nothing is allocated:
///
/// ```compile_fail,E0277
/// # use vango_runtime::reactive::{Setup, Signal};
/// fn helper(cx: &mut Setup) -> Signal<i64> {
///     cx.signal(0)
/// }
/// ```
pub struct Setup<'s, Phase = MissingSetupAttribute> {
    pub(crate) store: StoreMut<'s>,
    pub(crate) owner: Owner,
    /// What it makes for the component's parent.
    pub(crate) mounting: MountingMut<'s>,
    phase: PhantomData<Phase>,
}

impl<'s> Setup<'s, Checked> {
    /// A setup context that allocates under `owner`. The caller (macro-checked code) answers for the phase.
    pub(crate) fn new(store: &'s mut Store, owner: Owner, mounting: &'s mut Mounting) -> Self {
        Self {
            store: StoreMut::new(store),
            owner,
            mounting: MountingMut::new(mounting),
            phase: PhantomData,
        }
    }
}

/// The context of render, memos and dependency closures: reads are tracked, nothing else is possible.
///
/// ```compile_fail,E0277
/// # use vango_runtime::reactive::{Render, Signal};
/// fn helper(r: &mut Render, count: Signal<i64>) {
///     count.set(r, 1);
/// }
/// ```
pub struct Render<'s> {
    pub(crate) store: StoreRef<'s>,
    pub(crate) reads: Reads,
    tracking: Tracking,
    sink: Option<SinkRef<'s>>,
}

/// Whether a context records what is read through it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tracking {
    On,
    Off,
}

impl<'s> Render<'s> {
    /// A context that records what is read through it; `sink` is where the view under construction goes.
    pub(crate) fn new(store: &'s Store, sink: Option<&'s Sink>) -> Self {
        Self {
            store: StoreRef::new(store),
            reads: store.start_reads(),
            tracking: Tracking::On,
            sink: sink.map(SinkRef::new),
        }
    }

    /// A context whose reads nobody wants: a page without a socket renders once.
    pub(crate) fn untracked(store: &'s Store, sink: &'s Sink) -> Self {
        Self {
            store: StoreRef::new(store),
            reads: store.no_reads(),
            tracking: Tracking::Off,
            sink: Some(SinkRef::new(sink)),
        }
    }

    /// A context without a sink whose reads nobody wants: what it computes is compared and dropped.
    pub(crate) fn aside(store: &'s Store) -> Self {
        Self {
            store: StoreRef::new(store),
            reads: store.no_reads(),
            tracking: Tracking::Off,
            sink: None,
        }
    }

    /// Where the view under construction goes.
    #[inline(always)]
    pub(crate) fn sink(&self) -> Option<&'s Sink> {
        self.sink.map(SinkRef::get)
    }

    /// Where it goes, if that is a page.
    #[inline]
    pub(crate) fn page(&self) -> Option<SinkRef<'s>> {
        self.sink.filter(|sink| sink.is_page())
    }

    /// Ends the rendering; give the result to [`Store::track`].
    pub(crate) fn into_reads(mut self) -> Reads {
        let unused = Reads {
            list: RefCell::default(),
            ..self.reads
        };
        std::mem::replace(&mut self.reads, unused)
    }
}

/// A rendering whose reads nobody has taken gives its buffer back.
impl Drop for Render<'_> {
    fn drop(&mut self) {
        if self.tracking == Tracking::On {
            self.store
                .recycle(std::mem::take(self.reads.list.get_mut()));
        }
    }
}

/// What was read through one [`Render`], at which revision of the store.
#[doc(hidden)]
pub struct Reads {
    pub(super) list: RefCell<Vec<Dependency>>,
    pub(super) revision: u64,
    /// This recorder's mark on the nodes that it has recorded.
    pub(super) stamp: u32,
}

impl Reads {
    /// Whether nothing was read: such a rendering can never become out of date.
    pub(crate) fn is_empty(&self) -> bool {
        self.list.borrow().is_empty()
    }

    pub(super) fn push(&self, dependency: Dependency) {
        self.list.borrow_mut().push(dependency);
    }

    /// Replaces the newest entry.
    pub(super) fn amend(&self, dependency: Dependency) {
        if let Some(last) = self.list.borrow_mut().last_mut() {
            *last = dependency;
        }
    }
}

/// The context of event handlers, effect bodies and completions: reads untracked, writes, and knows the time of its turn.
///
/// ```
/// # use vango_runtime::reactive::{Signal, Tx};
/// fn transfer(tx: &mut Tx, from: Signal<i64>, to: Signal<i64>, amount: i64) {
///     *from.get_mut(tx) -= amount;
///     *to.get_mut(tx) += amount;
/// }
/// ```
pub struct Tx<'s> {
    pub(crate) store: StoreMut<'s>,
    pub(crate) now_ms: u64,
}

impl<'s> Tx<'s> {
    /// A transaction of the turn that happens at `now_ms` milliseconds on the session's clock.
    pub(crate) fn new(store: &'s mut Store, now_ms: u64) -> Self {
        Self {
            store: StoreMut::new(store),
            now_ms,
        }
    }

    /// The time of this turn on the session's clock. It is the same for the whole turn, and the same in a replay.
    pub fn now(&self) -> Duration {
        Duration::from_millis(self.now_ms)
    }
}

/// How the traits below reach the store; not nameable outside the crate, which seals them.
pub(super) mod access {
    use super::{Reads, Store};

    #[diagnostic::on_unimplemented(
        message = "`{Self}` is none of Vango's contexts, and cannot read state [VG0802]",
        label = "not a context",
        note = "a function of your own takes the context that it is given: `cx: &impl Read`"
    )]
    pub trait ReadAccess {
        fn store(&self) -> &Store;
        /// Where reads are recorded; `None` for contexts that do not track.
        fn reads(&self) -> Option<&Reads>;
    }

    #[diagnostic::on_unimplemented(
        message = "`{Self}` is none of Vango's contexts, and cannot write state [VG0701]",
        label = "not a context",
        note = "a function of your own takes the context that it is given: `tx: &mut Tx`"
    )]
    pub trait WriteAccess {
        fn store_mut(&mut self) -> &mut Store;
    }

    pub trait AllocateAccess {}
}

use access::{AllocateAccess, ReadAccess, WriteAccess};

/// A context that can read state: [`Setup`], [`Render`] (tracked) and [`Tx`].
///
/// Helpers that only read take `&impl Read`:
///
/// ```
/// # use vango_runtime::reactive::{Read, Signal};
/// fn total(cx: &impl Read, prices: Signal<Vec<u32>>) -> u32 {
///     prices.get(cx).iter().sum()
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot read state [VG0802]",
    label = "no read access here",
    note = "loaders and actions run off the session loop: pass the value in as an argument"
)]
pub trait Read: ReadAccess {}

/// A context that can write state: [`Tx`] alone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot write state [VG0701]",
    label = "only a `Tx` can write",
    note = "render computes the view from state: move the write into an event handler, an effect or a completion; in setup, give the first value where the state is made: `cx.signal(value)`"
)]
pub trait Write: Read + WriteAccess {}

/// A context that opens what no view can depend on, services and stored values: [`Tx`] alone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot open a service or a stored value [VG0711]",
    label = "only a `Tx` can open it",
    note = "what it holds can change without anybody being told: put what a view shows into a signal; a loader or action gets services from its `Work`"
)]
pub trait Open: Write {}

/// A context that can allocate state: a [`Setup`] whose function was checked.
#[diagnostic::on_unimplemented(
    message = "this function allocates state, but nothing checks that it does so unconditionally [VG0702]",
    label = "not a checked setup function",
    note = "put `#[setup]` on this function, or allocate in the `#[component]` function itself and pass the handles on: `helper(count)`"
)]
pub trait Allocate: AllocateAccess {}

impl<Phase> ReadAccess for Setup<'_, Phase> {
    fn store(&self) -> &Store {
        &self.store
    }
    fn reads(&self) -> Option<&Reads> {
        None
    }
}

impl ReadAccess for Render<'_> {
    fn store(&self) -> &Store {
        &self.store
    }
    #[inline]
    fn reads(&self) -> Option<&Reads> {
        match self.tracking {
            Tracking::On => Some(&self.reads),
            Tracking::Off => None,
        }
    }
}

impl ReadAccess for Tx<'_> {
    fn store(&self) -> &Store {
        &self.store
    }
    fn reads(&self) -> Option<&Reads> {
        None
    }
}

impl WriteAccess for Tx<'_> {
    fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }
}

impl<Phase> Read for Setup<'_, Phase> {}
impl Read for Render<'_> {}
impl Read for Tx<'_> {}
impl Write for Tx<'_> {}
impl Open for Tx<'_> {}
impl AllocateAccess for Setup<'_, Checked> {}
impl Allocate for Setup<'_, Checked> {}
