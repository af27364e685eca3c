//! Error boundaries: what a part of a page shows while something in it fails.
//!
//! [`ErrorBoundary`] is a component like any other, written by hand because what tells it of failures is the diff and not
//! its parent. It does not catch anything itself: `diff/boundary.rs` does, and writes its state.

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;

use super::component::{CompleteProps, Component, ComponentDef, Invocation, Mount, View, render};
use super::given::{Given, Marks, Missing};
use super::slot::slot;
use super::template::{SlotKind, Template};
use crate::reactive::{
    Checked, NodeId, PropWriter, Pure, Render, Setup, Signal, SlotClosure, Tx, slot_closure,
    slot_fn,
};

/// Shows `children`; while the render of a component in them fails, `fallback` instead.
///
/// ```text
/// <ErrorBoundary fallback=|r, failure| { let retry = failure.retry; view! { r,
///     <p role="alert">{&failure.message}</p> <button on:click=move |tx| retry.run(tx)>"Try again"</button>
/// } }>
///     <Chart/>
/// </ErrorBoundary>
/// ```
///
/// What failed keeps its state, and so do the components around it: they are parked. They are shown again as soon as
/// the failed render succeeds because something that it reads has changed, or after a [`Retry`]. A boundary guards the
/// components in its children, not the markup that the parent itself writes there (which the parent's render makes), and
/// not its own fallback. Panics in handlers, effects and setup are not a matter of boundaries: they discard the turn.
#[derive(Debug)]
pub struct ErrorBoundary;

/// What an [`ErrorBoundary`]'s fallback is told.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Failure {
    /// Name of the component whose render failed.
    pub component: &'static str,
    /// What the panic said. Think twice before you show it to users.
    pub message: String,
    /// Tries again.
    pub retry: Retry,
}

/// Makes an [`ErrorBoundary`] try again. `Copy`, to be used in handlers.
///
/// ```
/// # use vango_runtime::reactive::Tx;
/// # use vango_runtime::view::Failure;
/// fn again(failure: &Failure) -> impl Fn(&mut Tx<'_>) + use<> {
///     let retry = failure.retry;
///     move |tx| retry.run(tx)
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Retry {
    state: BoundaryState,
}

impl Retry {
    /// Shows the children again; when they fail again, so does the fallback.
    pub fn run(self, tx: &mut Tx<'_>) {
        *self.state.attempts.get_mut(tx) += 1;
        self.state.failed.set(tx, None);
    }
}

impl fmt::Debug for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Retry")
    }
}

/// The signals of a boundary.
#[derive(Clone, Copy)]
pub(crate) struct BoundaryState {
    failed: Signal<Option<(&'static str, String)>>,
    /// Counts retries. Each failed render reads it, so that a retry makes it dirty.
    attempts: Signal<u64>,
}

impl BoundaryState {
    /// A render that has failed is to run again when somebody retries.
    pub(crate) fn watch(self, r: &Render<'_>) {
        let _attempts = self.attempts.get(r);
    }

    pub(crate) fn fail(self, tx: &mut Tx<'_>, component: &'static str, message: String) {
        if self.failed.get(tx).is_none() {
            self.failed.set(tx, Some((component, message)));
        }
    }

    pub(crate) fn recover(self, tx: &mut Tx<'_>) {
        if self.failed.get(tx).is_some() {
            self.failed.set(tx, None);
        }
    }
}

/// One Dyn slot and nothing around it.
static GUARDED: Template = Template::new(
    0x7661_6e67_6f00_0002,
    &["", "<!---->"],
    "<!--v-->",
    &[SlotKind::Dyn],
);

/// Props of an [`ErrorBoundary`].
#[doc(hidden)]
#[derive(Default)]
pub struct ErrorBoundaryProps {
    children: Option<View>,
    fallback: Option<SlotClosure<Failure>>,
}

impl ErrorBoundary {
    /// The props of this component; each method sets one.
    pub fn props() -> PropsOfErrorBoundary<Missing, Missing> {
        PropsOfErrorBoundary(ErrorBoundaryProps::default(), PhantomData)
    }

    /// Called by `view!`.
    #[doc(hidden)]
    pub fn fallback<FallbackIs, ChildrenAre, F>(
        &self,
        mut props: PropsOfErrorBoundary<FallbackIs, ChildrenAre>,
        show: F,
    ) -> PropsOfErrorBoundary<Given, ChildrenAre>
    where
        F: Fn(&Render<'_>, &Failure) -> View + Pure + 'static,
    {
        props.0.fallback = Some(slot_closure(show));
        PropsOfErrorBoundary(props.0, PhantomData)
    }

    /// Called by `view!`.
    #[doc(hidden)]
    pub fn children<FallbackIs, ChildrenAre>(
        &self,
        mut props: PropsOfErrorBoundary<FallbackIs, ChildrenAre>,
        view: View,
    ) -> PropsOfErrorBoundary<FallbackIs, Given> {
        props.0.children = Some(view);
        PropsOfErrorBoundary(props.0, PhantomData)
    }

    /// The state of a component whose parameters are kept in `props`, if it is a boundary.
    pub(crate) fn state(component: TypeId, props: &[NodeId]) -> Option<BoundaryState> {
        match *props {
            [_, _, failed, attempts] if component == TypeId::of::<Self>() => Some(BoundaryState {
                failed: Signal::at(failed),
                attempts: Signal::at(attempts),
            }),
            _ => None,
        }
    }
}

/// Props of an [`ErrorBoundary`] that are being set.
pub struct PropsOfErrorBoundary<FallbackIs, ChildrenAre>(
    ErrorBoundaryProps,
    Marks<(FallbackIs, ChildrenAre)>,
);

/// A fallback was given.
#[diagnostic::on_unimplemented(
    message = "`<ErrorBoundary>` needs the prop `fallback` [VG0504]",
    label = "the prop `fallback` is missing",
    note = "write `<ErrorBoundary fallback=|r, failure| {{ view! {{ r, … }} }}>`"
)]
pub trait ErrorBoundaryHasFallback {}
impl ErrorBoundaryHasFallback for Given {}

/// Something to guard was given.
#[diagnostic::on_unimplemented(
    message = "`<ErrorBoundary>` needs children: what it guards [VG0504]",
    label = "nothing stands between the tags",
    note = "write `<ErrorBoundary fallback=…>…</ErrorBoundary>`"
)]
pub trait ErrorBoundaryHasChildren {}
impl ErrorBoundaryHasChildren for Given {}

impl<FallbackIs, ChildrenAre> PropsOfErrorBoundary<FallbackIs, ChildrenAre> {
    /// What is shown while a component in the children fails.
    pub fn fallback<F>(self, show: F) -> PropsOfErrorBoundary<Given, ChildrenAre>
    where
        F: Fn(&Render<'_>, &Failure) -> View + Pure + 'static,
    {
        ErrorBoundary.fallback(self, show)
    }

    /// What is guarded.
    pub fn children(self, view: View) -> PropsOfErrorBoundary<FallbackIs, Given> {
        ErrorBoundary.children(self, view)
    }

    /// Called by `view!`.
    #[doc(hidden)]
    pub fn __of(self) -> (ErrorBoundary, Self) {
        (ErrorBoundary, self)
    }

    /// Called by `view!`.
    #[doc(hidden)]
    pub fn all_given(self) -> Invocation
    where
        FallbackIs: ErrorBoundaryHasFallback,
        ChildrenAre: ErrorBoundaryHasChildren,
    {
        Invocation::with::<ErrorBoundary>(self.0)
    }
}

impl<FallbackIs, ChildrenAre> fmt::Debug for PropsOfErrorBoundary<FallbackIs, ChildrenAre> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<ErrorBoundary>")
    }
}

impl<FallbackIs, ChildrenAre> CompleteProps for PropsOfErrorBoundary<FallbackIs, ChildrenAre>
where
    FallbackIs: ErrorBoundaryHasFallback,
    ChildrenAre: ErrorBoundaryHasChildren,
{
    fn into_invocation(self) -> Invocation {
        self.all_given()
    }
}

impl ComponentDef for ErrorBoundary {
    const NAME: &'static str = "ErrorBoundary";
    type Props = ErrorBoundaryProps;
}

impl Mount for ErrorBoundaryProps {
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
        let children = slot(cx, &mut self.children);
        let fallback = slot_fn(cx, &mut self.fallback);
        let state = BoundaryState {
            failed: cx.signal(None),
            attempts: cx.signal(0),
        };
        // Beside the parameters: that is where `ErrorBoundary::state` finds them.
        let kept = &mut cx.mounting.props;
        kept.extend([state.failed.id(), state.attempts.id()]);
        render(move |r| {
            let mut b = super::open(r, &GUARDED);
            match state.failed.get(r) {
                None => b.expr(children),
                Some((component, message)) => {
                    let failure = Failure {
                        component,
                        message: message.clone(),
                        retry: Retry { state },
                    };
                    b.expr(fallback.show(r, &failure));
                }
            }
            b.close()
        })
    }

    fn update(&mut self, cx: &mut PropWriter<'_>) {
        cx.slot(&mut self.children);
        cx.slot_fn(&mut self.fallback);
    }
}
