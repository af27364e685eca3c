use vango::prelude::*;

#[component]
fn UserCard(_cx: &mut Setup, name: Prop<String>) -> Component {
    render(move |r| view! { r, <article>{name}</article> })
}
