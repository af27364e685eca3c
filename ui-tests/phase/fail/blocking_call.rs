use vango::prelude::*;

#[component]
fn Motd(cx: &mut Setup) -> Component {
    let text = cx.signal(String::new());
    render(move |r| view! { r,
        <button on:click=move |tx| { text.set(tx, std::fs::read_to_string("motd")?); }>"Load"</button>
        <p>{text}</p>
    })
}

fn main() {}
