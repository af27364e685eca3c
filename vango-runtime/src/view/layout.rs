//! Layouts: a component around a page.
//!
//! A layout is a component whose `children` are the page. [`Invocation::layered`] makes one root out of both, so that a
//! session has one tree: the layout's state lives beside the page's, and a layout may stand in another.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::block::open;
use super::component::{Component, ComponentDef, Invocation, Mount, View, render};
use super::template::{SlotKind, Template};
use crate::reactive::{Checked, Setup};

/// A component that can stand around a page: its only required prop is `children: Slot`. `#[component]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand around a page [VG1102]",
    label = "not a layout",
    note = "a layout is a component whose only required prop is `children: Slot`, and which places `{{children}}` once"
)]
pub trait Layout: ComponentDef {
    /// The component with `children` in its slot.
    fn wrap(children: View) -> Invocation;
}

/// The props of the component `C`, when it is a [`Layout`]. In a bound beside [`ComponentDef`] it makes rustc say first whether there
/// is a component at all.
pub trait LayoutProps<C> {
    /// The component with `children` in its slot.
    fn around(children: View) -> Invocation;
}

impl<C: Layout<Props = P>, P> LayoutProps<C> for P {
    fn around(children: View) -> Invocation {
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

/// The page's function is the same for as long as the root is.
struct LayeredProps<L> {
    page: Page,
    of: PhantomData<fn() -> L>,
}

impl<L: ComponentDef<Props: LayoutProps<L>>> ComponentDef for Layered<L> {
    const NAME: &'static str = L::NAME;
    type Props = LayeredProps<L>;
}

impl<L: ComponentDef<Props: LayoutProps<L>>> Mount for LayeredProps<L> {
    fn setup(&mut self, _: &mut Setup<'_, Checked>) -> Component {
        let page = self.page.clone();
        render(move |r| {
            let mut content = open(r, &CHILD);
            content.child(page());
            let content = content.close();
            let mut root = open(r, &CHILD);
            root.child(L::Props::around(content));
            root.close()
        })
    }
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
        Self::with::<Layered<L>>(LayeredProps {
            page,
            of: PhantomData,
        })
    }
}
