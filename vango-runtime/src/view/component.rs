//! Components as the runtime sees them: a setup function with props, and the render closure that it answers.

use std::any::{Any, TypeId};
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use crate::reactive::{Checked, PropWriter, Pure, Render, Setup};
#[cfg(debug_assertions)]
use crate::reactive::{PropDifference, Store};
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

pub(crate) type RenderFn = Rc<dyn Fn(&mut Render<'_>) -> View>;

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
    /// One value for each prop.
    type Props: 'static;
    /// One `Prop` for each prop.
    type Handles: 'static;

    /// Runs the body of the component function, once.
    fn setup(cx: &mut Setup<'_, Checked>, props: Self::Props) -> (Component, Self::Handles);

    /// Writes the props of a parent's new render; only what differs is a change.
    fn update(props: Self::Props, handles: &Self::Handles, cx: &mut PropWriter<'_>);
}

/// A props builder on which every required prop was set.
pub trait CompleteProps {
    /// The component whose props they are.
    type Component: ComponentDef;

    /// The finished props.
    fn into_props(self) -> <Self::Component as ComponentDef>::Props;
}

/// A component all of whose props have defaults: it can be a page by itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a page by itself: it has required props [VG1101]",
    label = "has required props",
    note = "give them from the path: `.page_with(\"/items/{{id}}\", |params| Ok(vango::ready({Self}::props().id(params.parse(\"id\")?))))`"
)]
pub trait NoRequiredProps: ComponentDef {
    /// All defaults.
    fn default_props() -> Self::Props;
}

/// The props of the component `C`, when they can all be left out. In a bound beside [`ComponentDef`] it makes rustc say
/// first whether there is a component at all.
pub trait DefaultProps<C>: Sized {
    /// All defaults.
    fn all_default() -> Self;
}

impl<C: NoRequiredProps<Props = P>, P> DefaultProps<C> for P {
    fn all_default() -> P {
        C::default_props()
    }
}

/// A component with its props, ready to be mounted.
pub struct Ready<C: ComponentDef> {
    /// `None` once they were handed over.
    props: Option<C::Props>,
}

impl<C: ComponentDef> Ready<C> {
    /// From finished props.
    pub fn new(props: C::Props) -> Self {
        Self { props: Some(props) }
    }

    fn into_mount(self) -> Box<dyn Mount> {
        Box::new(self)
    }
}

impl<C: ComponentDef> fmt::Debug for Ready<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", C::NAME)
    }
}

/// Called by `view!` with a props builder; the bound names a missing prop.
pub fn complete<B: CompleteProps>(builder: B) -> Ready<B::Component> {
    Ready::new(builder.into_props())
}

/// A component and its props as a value, for `App::page_with`.
///
/// ```text
/// app.page_with("/items/{id}", |params| Ok(vango::ready(Item::props().id(params.parse("id")?))))
/// ```
pub fn ready<B: CompleteProps>(builder: B) -> Invocation {
    complete(builder).into()
}

/// A component with its props, whatever its type.
pub struct Invocation {
    mount: Box<dyn Mount>,
    /// What a second render of the same state has given, to be compared.
    #[cfg(debug_assertions)]
    twin: Option<Box<dyn Mount>>,
}

impl<C: ComponentDef> From<Ready<C>> for Invocation {
    fn from(ready: Ready<C>) -> Self {
        Self::new(ready.into_mount())
    }
}

impl Invocation {
    /// The component with all its defaults.
    pub fn of<C: ComponentDef<Props: DefaultProps<C>>>() -> Self {
        Ready::<C>::new(C::Props::all_default()).into()
    }

    fn new(mount: Box<dyn Mount>) -> Self {
        Self {
            mount,
            #[cfg(debug_assertions)]
            twin: None,
        }
    }

    pub(crate) fn component(&self) -> TypeId {
        self.mount.kind().component
    }

    pub(crate) fn name(&self) -> &'static str {
        self.mount.kind().name
    }

    pub(crate) fn setup(mut self, cx: &mut Setup<'_, Checked>) -> Mounted {
        let (component, handles) = self.mount.setup(cx);
        #[cfg(debug_assertions)]
        compare_props(self.twin, &*handles, &mut cx.store);
        Mounted {
            render: component.render,
            handles,
            slots: std::mem::take(&mut cx.slots),
        }
    }

    /// Has these props compared with its own, once the component has them.
    pub(crate) fn keep_twin(&mut self, _again: Invocation) {
        #[cfg(debug_assertions)]
        if self.component() == _again.component() {
            self.twin = Some(_again.mount);
        }
    }

    /// Hands the props to a mounted instance of the same component.
    pub(crate) fn update(mut self, handles: &dyn Any, cx: &mut PropWriter<'_>) {
        self.mount.update(handles, cx);
        #[cfg(debug_assertions)]
        compare_props(self.twin, handles, &mut cx.store);
    }
}

/// Tells of props that a second render of the same state has given otherwise.
#[cfg(debug_assertions)]
fn compare_props(twin: Option<Box<dyn Mount>>, handles: &dyn Any, store: &mut Store) {
    if let (Some(mut twin), Some(watch)) = (twin, store.watch().cloned()) {
        let component = twin.kind().name;
        let mut cx = PropWriter::comparing(store);
        twin.update(handles, &mut cx);
        for PropDifference { nth, of, values } in cx.into_differences() {
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
    pub(crate) handles: Box<dyn Any>,
    /// What was given to its slots.
    pub(crate) slots: Vec<Option<View>>,
}

/// Which component it is.
struct ComponentKind {
    component: TypeId,
    name: &'static str,
}

/// What of a component depends on its type. Every app has this code once for each of its components, hence so little of it.
trait Mount {
    fn kind(&self) -> ComponentKind;
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> (Component, Box<dyn Any>);
    fn update(&mut self, handles: &dyn Any, cx: &mut PropWriter<'_>);
}

impl<C: ComponentDef> Mount for Ready<C> {
    fn kind(&self) -> ComponentKind {
        ComponentKind {
            component: TypeId::of::<C>(),
            name: C::NAME,
        }
    }

    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> (Component, Box<dyn Any>) {
        match self.props.take() {
            Some(props) => {
                let (component, handles) = C::setup(cx, props);
                (component, Box::new(handles))
            }
            None => handed_over_twice(),
        }
    }

    fn update(&mut self, handles: &dyn Any, cx: &mut PropWriter<'_>) {
        match (self.props.take(), handles.downcast_ref()) {
            (Some(props), Some(handles)) => C::update(props, handles, cx),
            _ => handed_over_twice(),
        }
    }
}

/// An [`Invocation`] hands its props over once, and its caller has compared the components' types.
#[cold]
fn handed_over_twice() -> ! {
    unreachable!("props are handed over once, to a component of their type")
}
