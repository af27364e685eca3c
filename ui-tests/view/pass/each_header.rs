use vango::prelude::*;

struct Message {
    id: u64,
    text: String,
}

#[component]
fn Chat(cx: &mut Setup) -> Component {
    let messages = cx.list(|message: &Message| message.id);
    render(move |r| view! { r,
        each message in messages { <p>{&message.text}</p> }
    })
}
