use vango::prelude::*;

#[component]
fn Panel(_cx: &mut Setup, #[prop(optional)] header: Slot) -> Component {
    render(move |r| view! { r, <section>{header}</section> })
}

#[component]
fn Page(cx: &mut Setup) -> Component {
    let is_new = cx.signal(true);
    render(move |r| view! { r,
        <Panel>
            <:header>if *is_new.get(r) { "New" }</:header>
        </Panel>
    })
}
