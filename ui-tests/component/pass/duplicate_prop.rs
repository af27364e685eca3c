use vango::prelude::*;

#[component]
fn Card(_cx: &mut Setup, #[prop(into)] title: Prop<String>) -> Component {
    render(move |r| view! { r, <h2>{title}</h2> })
}

#[component]
fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <Card title="News"/> <Card title="Weather"/> })
}
