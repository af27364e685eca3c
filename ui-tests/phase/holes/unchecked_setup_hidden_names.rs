//! A hole. A plain function names the phase of a checked context, by a path that is hidden from the docs: nothing checks that
//! it allocates unconditionally.
use vango::prelude::*;
use vango::reactive::Checked;

fn use_counts(cx: &mut Setup<'_, Checked>, many: bool) -> Option<Signal<i32>> {
    many.then(|| cx.signal(0))
}

fn use_private(cx: &mut Setup<'_, vango::__private::v1::Checked>, many: bool) -> Option<Signal<i32>> {
    many.then(|| cx.signal(0))
}

#[component]
pub fn Page(cx: &mut Setup, #[prop(default)] many: Prop<bool>) -> Component {
    let many = *many.get(cx);
    let counts = use_counts(cx, many);
    let more = use_private(cx, many);
    render(move |r| view! { r, {counts.map(|count| *count.get(r))}{more.map(|count| *count.get(r))} })
}
