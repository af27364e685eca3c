//! The signature of a component: one mistake, one error.
use vango::prelude::*;

#[component]
async fn Waits(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <p>"x"</p> })
}

#[component]
fn Plain(_cx: &mut Setup, title: String) -> Component {
    render(move |r| view! { r, <p>{title}</p> })
}

#[component]
fn lower_case(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <p>"x"</p> })
}

#[component]
fn Typo(_cx: &mut Setup, #[prop(defalt)] title: Prop<String>) -> Component {
    render(move |r| view! { r, <p>{title}</p> })
}

fn main() {}
