#[component]
#[allow(unused)]
fn Page(cx: &mut Setup) -> Component {
    render(|r| view! { r, <p>"hello"</p> })
}
