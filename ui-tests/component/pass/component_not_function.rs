use vango::prelude::*;

#[component]
fn Badge(_cx: &mut Setup, label: Prop<String>) -> Component {
    render(move |r| view! { r, <b class="badge">{label}</b> })
}
