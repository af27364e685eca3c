//! A hole. A generic function hands the setup context to a closure, whose parameter has its type by inference.
use vango::prelude::*;

fn with<C, R>(context: &mut C, act: impl FnOnce(&mut C) -> R) -> R {
    act(context)
}

#[component]
pub fn Page(cx: &mut Setup, #[prop(default)] many: Prop<bool>) -> Component {
    let many = *many.get(cx);
    let counts = with(cx, |context| (0..if many { 3 } else { 1 }).map(|n| context.signal(n)).collect::<Vec<_>>());
    render(move |r| view! { r, {counts.iter().map(|count| *count.get(r)).sum::<i32>()} })
}
