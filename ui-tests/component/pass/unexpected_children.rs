use vango::prelude::*;

#[component]
fn Card(_cx: &mut Setup, #[prop(into)] title: Prop<String>, children: Slot) -> Component {
    render(move |r| view! { r, <h2>{title}</h2> <div>{children}</div> })
}

#[component]
fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <Card title="News">"It rains."</Card> })
}
