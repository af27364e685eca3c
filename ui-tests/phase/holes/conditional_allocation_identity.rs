//! A hole. The setup context goes through a function that gives it back: under another name nobody looks for it.
use vango::prelude::*;

#[component]
pub fn Page(cx: &mut Setup, #[prop(default)] many: Prop<bool>) -> Component {
    let many = *many.get(cx);
    let context = std::convert::identity(cx);
    let count = if many { Some(context.signal(0)) } else { None };
    render(move |r| view! { r, {count.map(|count| *count.get(r))} })
}
