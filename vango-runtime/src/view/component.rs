//! Components as the runtime sees them: a setup function with props, and the render closure that it answers.

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

#[cfg(debug_assertions)]
use crate::reactive::PropDifference;
use crate::reactive::{
    Checked, Mounting, NodeId, Owner, PropWriter, Pure, Render, Renewal, Setup, Store,
};
#[cfg(debug_assertions)]
use crate::watch::{Finding, Rule};

/// A piece of a page, made by `view!` and placed once.
///
/// It is neither `Copy` nor `Send`: placing it moves it, so a second use is a compile error at the token.
#[must_use = "a view shows only where it is placed: return it, or write it in `{…}`"]
pub struct View {
    /// Index of its `Detached` entry in the draft under way.
    pub(crate) at: u32,
    pub(crate) _not_send: PhantomData<*const ()>,
}

impl View {
    pub(crate) fn new(at: u32) -> Self {
        Self {
            at,
            _not_send: PhantomData,
        }
    }
}

impl fmt::Debug for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("View")
    }
}

/// What computes a component's view. A trait of its own: a `dyn Fn` has two functions more, for each component of an app.
pub(crate) trait Show {
    fn show(&self, r: &mut Render<'_>) -> View;
}

impl<F: Fn(&mut Render<'_>) -> View> Show for F {
    fn show(&self, r: &mut Render<'_>) -> View {
        self(r)
    }
}

pub(crate) type RenderFn = Rc<dyn Show>;

/// What a component function answers: its render closure. Made by [`render`].
#[must_use = "a component function ends with `render(move |r| view! { r, … })`"]
pub struct Component {
    pub(crate) render: RenderFn,
}

impl fmt::Debug for Component {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Component")
    }
}

/// Ends the setup of a component: `closure` computes the view from state, again whenever something that it read has
/// changed.
///
/// It is `Fn + Sync`, hence it can keep nothing to itself: what a `Cell`, a `RefCell` or an `Rc` would hold belongs into
/// a signal.
///
/// ```
/// # use vango_runtime::reactive::{Checked, Render, Setup};
/// # use vango_runtime::view::{Component, View, render};
/// fn counter(cx: &mut Setup<'_, Checked>, show: fn(&Render<'_>, u32) -> View) -> Component {
///     let count = cx.signal(0_u32);
///     render(move |r| show(r, *count.get(r))) // `show` is a function that ends with `view! { r, … }`
/// }
/// ```
pub fn render<F>(closure: F) -> Component
where
    F: Fn(&mut Render<'_>) -> View + Pure + 'static,
{
    Component {
        render: Rc::new(closure),
    }
}

/// What `#[component]` implements.
#[diagnostic::on_unimplemented(
    message = "this is no component: `#[component]` is missing [VG0508]",
    label = "not a component",
    note = "write `#[component]` above `fn Name(cx: &mut Setup) -> Component {{ … }}`, and name the component without calling it: `Name`"
)]
pub trait ComponentDef: 'static {
    /// Name of the function, for messages.
    const NAME: &'static str;
    /// Its props, as a parent gives them.
    type Props: Mount;
    /// Which component it is; not to be given by hand.
    #[doc(hidden)]
    const KIND: ComponentKind = ComponentKind {
        component: TypeId::of::<Self>(),
        name: Self::NAME,
    };
}

/// Which component it is.
#[derive(Debug)]
pub struct ComponentKind {
    component: TypeId,
    name: &'static str,
}

/// The props that a parent has given, and what is done with them. Every app has this code once for each of its components, hence
/// so little of it: each value is handed on by itself, to functions that depend on its type alone.
pub trait Mount: 'static {
    /// Allocates the props in the order of the parameters ([`keep`](crate::reactive::keep) and the like), and runs the body of
    /// the component function, once.
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component;

    /// Writes the props of a parent's new render, in the same order; only what differs is a change.
    fn update(&mut self, _cx: &mut PropWriter<'_>) {}
}

/// A props builder on which every required prop was set.
pub trait CompleteProps {
    /// The component with these props.
    fn into_invocation(self) -> Invocation;
}

/// A component all of whose props have defaults: it can be a page by itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a page by itself: it has required props [VG1101]",
    label = "has required props",
    note = "give them from the path: `.page_with(\"/items/{{id}}\", |params| Ok(vango::ready({Self}::props().id(params.parse(\"id\")?))))`"
)]
pub trait NoRequiredProps: ComponentDef {
    /// The component with all its defaults.
    fn with_defaults() -> Invocation;
}

/// The props of the component `C`, when they can all be left out. In a bound beside [`ComponentDef`] it makes rustc say
/// first whether there is a component at all.
pub trait DefaultProps<C> {
    /// The component with all its defaults.
    fn all_default() -> Invocation;
}

impl<C: NoRequiredProps<Props = P>, P> DefaultProps<C> for P {
    fn all_default() -> Invocation {
        C::with_defaults()
    }
}

/// A component and its props as a value, for `App::page_with`.
///
/// ```text
/// app.page_with("/items/{id}", |params| Ok(vango::ready(Item::props().id(params.parse("id")?))))
/// ```
pub fn ready<B: CompleteProps>(builder: B) -> Invocation {
    builder.into_invocation()
}

/// A component with its props, whatever its type.
pub struct Invocation {
    kind: &'static ComponentKind,
    mount: Box<dyn Mount>,
    /// What a second render of the same state has given, to be compared.
    #[cfg(debug_assertions)]
    twin: Option<Box<dyn Mount>>,
}

impl Invocation {
    /// The component with all its defaults.
    pub fn of<C: ComponentDef<Props: DefaultProps<C>>>() -> Self {
        C::Props::all_default()
    }

    /// The component with these props.
    pub fn with<C: ComponentDef>(props: C::Props) -> Self {
        Self::new(&C::KIND, Box::new(props))
    }

    /// [`Invocation::with`], as `#[component]` calls it.
    #[doc(hidden)]
    pub fn new(kind: &'static ComponentKind, mount: Box<dyn Mount>) -> Self {
        Self {
            kind,
            mount,
            #[cfg(debug_assertions)]
            twin: None,
        }
    }

    pub(crate) fn component(&self) -> TypeId {
        self.kind.component
    }

    pub(crate) fn name(&self) -> &'static str {
        self.kind.name
    }

    /// Runs setup under `owner`.
    pub(crate) fn setup(mut self, store: &mut Store, owner: Owner) -> Mounted {
        let mut mounting = Mounting::default();
        let component = self
            .mount
            .setup(&mut Setup::new(store, owner, &mut mounting));
        let Mounting { slots, props } = mounting;
        #[cfg_attr(not(debug_assertions), expect(unused_mut, reason = "nothing compares"))]
        let mut props = props.into_boxed_slice();
        #[cfg(debug_assertions)]
        compare_props(self.twin, self.kind.name, &mut props, store);
        Mounted {
            render: component.render,
            props,
            slots,
        }
    }

    /// Has these props compared with its own, once the component has them.
    pub(crate) fn keep_twin(&mut self, _again: Invocation) {
        #[cfg(debug_assertions)]
        if self.component() == _again.component() {
            self.twin = Some(_again.mount);
        }
    }

    /// Hands the props to a mounted instance of the same component. Answers what is given to its slots.
    pub(crate) fn update(
        mut self,
        props: &mut Box<[NodeId]>,
        store: &mut Store,
    ) -> Vec<Option<View>> {
        let renewal = Renewal::default().run(props, store, |cx| self.mount.update(cx));
        #[cfg(debug_assertions)]
        compare_props(self.twin, self.kind.name, props, store);
        renewal.slots
    }
}

/// Tells of props that a second render of the same state has given otherwise.
#[cfg(debug_assertions)]
fn compare_props(
    twin: Option<Box<dyn Mount>>,
    component: &str,
    props: &mut Box<[NodeId]>,
    store: &mut Store,
) {
    if let (Some(mut twin), Some(watch)) = (twin, store.watch().cloned()) {
        let renewal = Renewal::comparing().run(props, store, |cx| twin.update(cx));
        for PropDifference { nth, of, values } in renewal.differences.unwrap_or_default() {
            let (first, second) = values.unwrap_or_else(|| ("one value".into(), "another".into()));
            watch.find(Finding::new(
                Rule::ImpureRender,
                format!("two renders of one state give <{component}> different props: {first}, then {second}"),
                format!("parameter {nth} of <{component}>, of type `{of}`, where it stands in markup"),
                "a render may read state alone: write what comes from the clock, a random number, a global, a lock or an \
                 atomic into a signal, from a handler, a timer or a resource",
            ));
        }
    }
}

impl fmt::Debug for Invocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.name())
    }
}

/// What setup leaves behind.
pub(crate) struct Mounted {
    pub(crate) render: RenderFn,
    /// Where its props are kept, in the order of the parameters.
    pub(crate) props: Box<[NodeId]>,
    /// What was given to its slots.
    pub(crate) slots: Vec<Option<View>>,
}
