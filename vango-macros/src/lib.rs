//! Entry points of Vango's macros. Nothing is decided here: see `vango-macros-core`. Use them through the `vango` crate.

use proc_macro::TokenStream;

/// Turns a setup function into a component.
///
/// The function's body runs once for each mounted instance; the closure that it hands to `render` computes the view,
/// again whenever state that it read has changed. Every parameter after the context is a prop.
///
/// ```ignore
/// #[component]
/// pub fn Counter(cx: &mut Setup, #[prop(default = 1)] step: Prop<i64>) -> Component {
///     let count = cx.signal(0);
///     render(move |r| view! { r,
///         <button on:click=move |tx| { let by = *step.get(tx); *count.get_mut(tx) += by; }>{count}</button>
///     })
/// }
/// ```
///
/// Props: `#[prop(default)]`, `#[prop(default = expression)]`, `#[prop(into)]`.
#[proc_macro_attribute]
pub fn component(arguments: TokenStream, item: TokenStream) -> TokenStream {
    vango_macros_core::component(arguments.into(), item.into())
        .tokens
        .into()
}

/// Markup with Rust in it; its value is a `View`.
///
/// The first argument is the render context. Text stands in quotes, expressions in braces; `if`, `match`, `for … in …,
/// key = …`, `each … in …` and `let` are written straight in the markup.
///
/// ```ignore
/// view! { r,
///     <ul class="items" class:long=(items.get(r).len() > 10)>
///         for item in items.get(r), key = item.id { <li>{&item.name}</li> }
///     </ul>
///     if items.get(r).is_empty() { <p>"Nothing here."</p> }
/// }
/// ```
#[proc_macro]
pub fn view(input: TokenStream) -> TokenStream {
    vango_macros_core::view(input.into()).tokens.into()
}
