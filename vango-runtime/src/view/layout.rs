//! Layouts: a component around a page.
//!
//! A layout is a component whose `children` are the page. [`Invocation::layered`] makes one root out of both, so that a
//! session has one tree: the layout's state lives beside the page's, and a layout may stand in another.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::block::open;
use super::component::{Component, ComponentDef, Invocation, Ready, View, render};
use super::template::{SlotKind, Template};
use crate::reactive::{Checked, PropWriter, Setup};

/// A component that can stand around a page: its only required prop is `children: Slot`. `#[component]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand around a page [VG1102]",
    label = "not a layout",
    note = "a layout is a component whose only required prop is `children: Slot`, and which places `{{children}}` once"
)]
pub trait Layout: ComponentDef {
    /// Its props, with `children` in the slot.
    fn wrap(children: View) -> Self::Props;
}

/// The props of the component `C`, when it is a [`Layout`]. In a bound beside [`ComponentDef`] it makes rustc say first whether there
/// is a component at all.
pub trait LayoutProps<C>: Sized {
    /// With `children` in the slot.
    fn around(children: View) -> Self;
}

impl<C: Layout<Props = P>, P> LayoutProps<C> for P {
    fn around(children: View) -> P {
        C::wrap(children)
    }
}

/// Makes the page, whenever the layout's root renders.
type Page = Arc<dyn Fn() -> Invocation + Send + Sync>;

/// A component and nothing around it.
pub(crate) static CHILD: Template = Template::new(
    0x7661_6e67_6f00_0003,
    &["", ""],
    "<!--v-->",
    &[SlotKind::Child],
);

/// The root of a page with a layout.
struct Layered<L>(PhantomData<fn() -> L>);

struct LayeredProps {
    page: Page,
}

impl<L: ComponentDef<Props: LayoutProps<L>>> ComponentDef for Layered<L> {
    const NAME: &'static str = L::NAME;
    type Props = LayeredProps;
    type Handles = ();

    fn setup(_: &mut Setup<'_, Checked>, props: LayeredProps) -> (Component, ()) {
        let page = props.page;
        let component = render(move |r| {
            let mut content = open(r, &CHILD);
            content.invocation(page());
            let content = content.close();
            let mut root = open(r, &CHILD);
            root.child(Ready::<L>::new(L::Props::around(content)));
            root.close()
        });
        (component, ())
    }

    /// The page's function is the same for as long as the root is.
    fn update(_: LayeredProps, (): &(), _: &mut PropWriter<'_>) {}
}

impl<L> fmt::Debug for Layered<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Layered")
    }
}

impl Invocation {
    /// The layout `L` with a page in its slot.
    pub fn layered<L: ComponentDef<Props: LayoutProps<L>>>(
        page: Arc<dyn Fn() -> Invocation + Send + Sync>,
    ) -> Self {
        Ready::<Layered<L>>::new(LayeredProps { page }).into()
    }
}
