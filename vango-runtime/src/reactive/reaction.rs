//! What a component asks to be done after commits: effects, on a change, on mounting.
//!
//! Invariant: bodies run after the commit of their turn, in the order in which they were asked for; one cleanup at most is
//! kept for each. Deliberately absent: the machinery (see `effect`).

use std::panic::Location;
use std::rc::Rc;

use super::context::{Allocate, Render, Setup, Tx};
use super::effect::{Cleanup, FirstRun};
use super::phase::Pure;

/// What the body of an effect may return: nothing, or a cleanup closure (`|tx: &mut Tx| …`), or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "the body of an effect or of `on_mount` cannot return `{Self}` [VG0714]",
    label = "neither `()` nor a cleanup closure",
    note = "end the body with `;`, or return a cleanup: `move |tx: &mut Tx| …`"
)]
pub trait IntoCleanup {
    /// The cleanup, if there is one.
    #[doc(hidden)]
    fn into_cleanup(self) -> Option<Cleanup>;
}

impl IntoCleanup for () {
    fn into_cleanup(self) -> Option<Cleanup> {
        None
    }
}

impl<F: FnOnce(&mut Tx<'_>) + 'static> IntoCleanup for F {
    fn into_cleanup(self) -> Option<Cleanup> {
        Some(Box::new(self))
    }
}

impl<F: FnOnce(&mut Tx<'_>) + 'static> IntoCleanup for Option<F> {
    fn into_cleanup(self) -> Option<Cleanup> {
        self.map(|cleanup| -> Cleanup { Box::new(cleanup) })
    }
}

impl<Phase> Setup<'_, Phase> {
    /// Runs `body` after the page is live, and again after each commit in which the value of `what` has changed.
    ///
    /// `what` is tracked and pure, `body` may write. The body may return a cleanup, which runs before the next body and
    /// when the component leaves the page.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup, Tx};
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let (query, log) = (cx.signal(String::new()), cx.signal(Vec::new()));
    ///     cx.effect(
    ///         move |r| query.get(r).trim().to_owned(),
    ///         move |tx, query| {
    ///             log.get_mut(tx).push(format!("searched for {query}"));
    ///             let query = query.clone();
    ///             move |tx: &mut Tx| log.get_mut(tx).push(format!("left {query}"))
    ///         },
    ///     );
    /// }
    /// ```
    #[track_caller]
    pub fn effect<W, D, B, R>(&mut self, what: D, body: B)
    where
        Self: Allocate,
        W: PartialEq + 'static,
        D: Fn(&mut Render<'_>) -> W + Pure + 'static,
        B: Fn(&mut Tx<'_>, &W) -> R + 'static,
        R: IntoCleanup,
    {
        self.store.allocate_effect::<W>(
            self.owner,
            Location::caller(),
            FirstRun::Run,
            Box::new(move |r| Rc::new(what(r))),
            Rc::new(move |tx, what| body(tx, what).into_cleanup()),
        );
    }

    /// As [`Setup::effect`], without the first run: `body` runs after each commit in which the value of `what` is another
    /// than before.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup};
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let (page, filter) = (cx.signal(1), cx.signal(String::new()));
    ///     cx.on_change(move |r| filter.get(r).clone(), move |tx, _| page.set(tx, 1));
    /// }
    /// ```
    #[track_caller]
    pub fn on_change<W, D, B, R>(&mut self, what: D, body: B)
    where
        Self: Allocate,
        W: PartialEq + 'static,
        D: Fn(&mut Render<'_>) -> W + Pure + 'static,
        B: Fn(&mut Tx<'_>, &W) -> R + 'static,
        R: IntoCleanup,
    {
        self.store.allocate_effect::<W>(
            self.owner,
            Location::caller(),
            FirstRun::Skip,
            Box::new(move |r| Rc::new(what(r))),
            Rc::new(move |tx, what| body(tx, what).into_cleanup()),
        );
    }

    /// Runs `body` once, when the component is on a live page. Not for a page without a socket.
    ///
    /// The body may return a cleanup, which runs when the component leaves the page.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup, Tx};
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let here = cx.signal(false);
    ///     cx.on_mount(move |tx| {
    ///         here.set(tx, true);
    ///         move |_tx: &mut Tx| println!("gone")
    ///     });
    /// }
    /// ```
    #[track_caller]
    pub fn on_mount<B, R>(&mut self, body: B)
    where
        Self: Allocate,
        B: Fn(&mut Tx<'_>) -> R + 'static,
        R: IntoCleanup,
    {
        let body = move |tx: &mut Tx<'_>, (): &()| body(tx).into_cleanup();
        self.store.allocate_effect(
            self.owner,
            Location::caller(),
            FirstRun::Run,
            Box::new(|_| Rc::new(())),
            Rc::new(body),
        );
    }
}
