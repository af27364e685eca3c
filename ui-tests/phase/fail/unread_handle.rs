use vango::prelude::*;

#[component]
fn Guests(cx: &mut Setup) -> Component {
    let names = cx.signal(vec![String::from("Ada")]);
    render(move |r| view! { r, for name in names, key = name { <p>{&name}</p> } })
}

fn main() {}
