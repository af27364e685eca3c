use vango::prelude::*;

#[component]
fn Motd(cx: &mut Setup) -> Component {
    let text = cx.resource(|_| (), |_work, ()| async move { Ok(std::fs::read_to_string("motd")?) });
    render(move |r| view! { r,
        <button on:click=move |tx| { text.refresh(tx); }>"Load"</button>
        if let Load::Ready(text) = text.get(r) { <p>{text}</p> }
    })
}
