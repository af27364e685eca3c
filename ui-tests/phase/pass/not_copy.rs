use vango::prelude::*;

#[component]
fn Greeting(cx: &mut Setup) -> Component {
    let last = cx.signal(String::new());
    let name = cx.stored(String::from("Ada"));
    render(move |r| view! { r,
        <button on:click=move |tx| { let name = name.get(tx).clone(); last.set(tx, name); }>{last}</button>
    })
}
