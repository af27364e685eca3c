use vango::prelude::*;

#[component]
fn Greeting(cx: &mut Setup) -> Component {
    let last = cx.signal(String::new());
    let name = String::from("Ada");
    render(move |r| view! { r,
        <button on:click=move |tx| { last.set(tx, name.clone()); }>{last}</button>
    })
}

fn main() {}
