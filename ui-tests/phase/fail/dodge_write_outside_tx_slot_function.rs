//! A slot function, a fallback, a selector and a resource's key run while something renders.
use vango::prelude::*;

#[component]
fn Row(_cx: &mut Setup, row: SlotFn<u8>) -> Component {
    render(move |r| view! { r, {row.show(r, &1)} })
}

#[component]
fn Page(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let chosen = cx.selector(move |r| {
        count.set(r, 1);
        Some(1)
    });
    let loaded = cx.resource(move |r| count.update(r, |count| *count), |_work, n| async move { Ok(n) });
    render(move |r| {
        view! { r,
            <Row row=move |r, row| { count.set(r, 2); view! { r, {row} } }/>
            <ErrorBoundary fallback=move |r, _failure| { count.set(r, 3); view! { r, "x" } }><p>"y"</p></ErrorBoundary>
            if chosen.is(r, &1) { {loaded.ready(r)} }
        }
    })
}

fn main() {}
