//! Entry points of Vango's macros. Nothing is decided here: see `vango-macros-core`. Use them through the `vango` crate.

use proc_macro::TokenStream;
use vango_macros_core::Audience;

/// What rust-analyzer sets for its macro server, which does not start without it.
const EDITOR: &str = "RUST_ANALYZER_INTERNALS_DO_NOT_USE";

/// Who reads what the macros answer. Were the variable ever gone, an editor would be answered what the compiler is: it completes less.
fn audience() -> Audience {
    match std::env::var_os(EDITOR) {
        Some(_) => Audience::Editor,
        None => Audience::Compiler,
    }
}

/// Turns a setup function into a component.
///
/// The function's body runs once for each mounted instance; the closure that it hands to `render` computes the view,
/// again whenever state that it read has changed. Every parameter after the context is a prop.
///
/// ```
/// # use vango::prelude::*;
/// #[component]
/// pub fn Counter(cx: &mut Setup, #[prop(default = 1)] step: Prop<i64>) -> Component {
///     let count = cx.signal(0);
///     render(move |r| view! { r,
///         <button on:click=move |tx| { let by = *step.get(tx); *count.get_mut(tx) += by; }>{count}</button>
///     })
/// }
/// ```
///
/// | parameter | what a parent gives |
/// | --- | --- |
/// | `title: Prop<String>` | a value; `title.get(cx)` reads it, and it follows the parent |
/// | `children: Slot` | what stands between the tags; `{children}` shows it |
/// | `header: Slot` | `<:header>…</:header>` between the tags |
/// | `row: SlotFn<Item>` | `row=\|r, item\| { view! { r, … } }`; `{row.show(r, &item)}` shows it, once for each item |
/// | `on_pick: Callback<u32>` | `on_pick=\|tx, id\| { … }`; `on_pick.call(tx, 7)` runs it |
///
/// `#[prop(optional)]` (a `Prop<Option<T>>` that takes a `T`; `maybe_title` passes an `Option` on; slots and callbacks
/// that may be left out), `#[prop(default)]`, `#[prop(default = expression)]`, `#[prop(into)]`.
///
/// A component may be generic over types and constants. Type parameters are `'static`.
#[proc_macro_attribute]
pub fn component(arguments: TokenStream, item: TokenStream) -> TokenStream {
    vango_macros_core::component_for(audience(), arguments.into(), item.into())
        .tokens
        .into()
}

/// Turns a function into a part of setup, which components and other setup functions call with their `cx`.
///
/// It is checked like the body of a component: state is allocated unconditionally, `cx` stays where it is, and nothing
/// leaves the function before the last allocation. A function without the attribute cannot allocate.
///
/// ```
/// # use vango::prelude::*;
/// struct Toggle {
///     is_open: Signal<bool>,
/// }
///
/// #[setup]
/// fn use_toggle(cx: &mut Setup, is_open: bool) -> Toggle {
///     Toggle { is_open: cx.signal(is_open) }
/// }
///
/// #[component]
/// fn Menu(cx: &mut Setup) -> Component {
///     let toggle = use_toggle(cx, false);
///     render(move |r| view! { r, <menu hidden=(!*toggle.is_open.get(r))>"…"</menu> })
/// }
/// ```
#[proc_macro_attribute]
pub fn setup(arguments: TokenStream, item: TokenStream) -> TokenStream {
    vango_macros_core::setup_for(audience(), arguments.into(), item.into())
        .tokens
        .into()
}

/// Markup with Rust in it; its value is a `View`.
///
/// The first argument is the render context. Text stands in quotes, expressions in braces; `if`, `match`, `for … in …,
/// key = …`, `each … in …` and `let` are written straight in the markup.
///
/// ```
/// # use vango::prelude::*;
/// # #[derive(Clone, PartialEq)]
/// # struct Item { id: u64, name: String }
/// fn list(r: &Render, items: Signal<Vec<Item>>) -> View {
///     view! { r,
///         <ul class="items" class:long=(items.get(r).len() > 10)>
///             for item in items.get(r), key = item.id { <li>{&item.name}</li> }
///         </ul>
///         if items.get(r).is_empty() { <p>"Nothing here."</p> }
///     }
/// }
/// ```
#[proc_macro]
pub fn view(input: TokenStream) -> TokenStream {
    vango_macros_core::view_for(audience(), input.into())
        .tokens
        .into()
}

/// Makes a value type one that can be persisted, beside serde's `Serialize` and `Deserialize`.
///
/// The schema that it gives the type is a constant: a deploy is judged by it before it is made. Serde's `rename`, `rename_all`,
/// `alias`, `default`, `skip` and `transparent` mean what they mean to serde. `#[persist(schema = "shop:Cart:v1")]` names what
/// the values mean: whoever changes it says that old values cannot be read any more.
///
/// ```
/// # use serde::{Deserialize, Serialize};
/// use vango::Persist;
/// use vango::persist::{decode, encode};
///
/// #[derive(Serialize, Deserialize, Persist)]
/// #[persist(schema = "shop:LineItem:v1")]
/// struct LineItem {
///     sku: String,
///     count: u32,
/// }
///
/// let bytes = encode(&LineItem { sku: "tea".to_owned(), count: 2 }, 1024)?;
/// assert_eq!(decode::<LineItem>(&bytes)?.count, 2);
/// # Ok::<(), vango::persist::CodecError>(())
/// ```
#[proc_macro_derive(Persist, attributes(persist, serde))]
pub fn persist(item: TokenStream) -> TokenStream {
    vango_macros_core::persist(item.into()).tokens.into()
}

/// Makes a `static` the name of a value that all components of a session share, and that outlives the process.
///
/// ```
/// use serde::{Deserialize, Serialize};
/// use vango::prelude::*;
///
/// #[derive(Serialize, Deserialize, Persist)]
/// struct LineItem {
///     sku: String,
///     count: u32,
/// }
///
/// #[shared]
/// static CART: Vec<LineItem> = Vec::new();
///
/// #[component]
/// fn CartButton(cx: &mut Setup) -> Component {
///     render(move |r| view! { r,
///         <button on:click=move |tx| { CART.get_mut(tx).clear(); }>{CART.get(r).len()}</button>
///     })
/// }
/// ```
///
/// The static has the type `Shared<T>`; where it may stand, who sees it and how it is imported are those of any static. Its initial
/// value is a constant: `None`, `[]`, `"x"` for a `String`, `["a", "b"]` for a `Vec<String>`, `[("a", 1)]` for a map, `Vec::new()`,
/// a constant of the type. `docs/persistence.md` says more, and what becomes of stored values when the type changes.
///
/// | argument | means |
/// | --- | --- |
/// | `scope = browser` | one value for all sessions of a browser |
/// | `schema = "shop:Cart:v1"` | what the values mean: another id, and old ones are not read |
/// | `was = "shop::old::CART"` | where it stood before: its values are found there |
/// | `migrate(OldCart => upgrade)` | values of an old type are made new ones by `upgrade: fn(OldCart) -> T`; `OldCart as "shop:Cart:v1"` when the old item had a `schema` |
#[proc_macro_attribute]
pub fn shared(arguments: TokenStream, item: TokenStream) -> TokenStream {
    vango_macros_core::shared(arguments.into(), item.into())
        .tokens
        .into()
}

/// Makes a `static` the name of a persisted value of the session that may be absent.
///
/// ```
/// use serde::{Deserialize, Serialize};
/// use vango::prelude::*;
///
/// #[derive(Serialize, Deserialize, Persist)]
/// enum Theme {
///     Light,
///     Dark,
/// }
///
/// #[session_key]
/// static THEME: Option<Theme> = None;
///
/// fn is_dark(cx: &impl Read) -> bool {
///     matches!(THEME.get(cx), Some(Theme::Dark))
/// }
/// ```
///
/// Takes the arguments `schema`, `was` and `migrate` of [`shared`](macro@shared).
#[proc_macro_attribute]
pub fn session_key(arguments: TokenStream, item: TokenStream) -> TokenStream {
    vango_macros_core::session_key(arguments.into(), item.into())
        .tokens
        .into()
}

/// Makes a `static` the name of one persisted value of the whole app, which every session sees.
///
/// ```
/// use vango::prelude::*;
///
/// #[global]
/// static BANNER: String = "Welcome";
///
/// #[component]
/// fn Banner(_cx: &mut Setup) -> Component {
///     render(move |r| view! { r,
///         <p>{&BANNER}</p>
///         <button on:click=move |tx| { BANNER.update(tx, |text| text.push('!')); }>"Louder"</button>
///     })
/// }
/// ```
///
/// Takes the arguments `schema`, `was` and `migrate` of [`shared`](macro@shared).
#[proc_macro_attribute]
pub fn global(arguments: TokenStream, item: TokenStream) -> TokenStream {
    vango_macros_core::global(arguments.into(), item.into())
        .tokens
        .into()
}
