use vango::prelude::*;

pub struct Mailer {
    pub sender: &'static str,
}

#[component]
pub fn Contact(cx: &mut Setup) -> Component {
    let mailer = cx.service::<Mailer>();
    let sent = cx.signal("");
    render(move |r| {
        view! { r,
            <button on:click=move |tx| {
                let sender = mailer.get(tx).sender;
                sent.set(tx, sender);
            }>"Send"</button>
            <output>{sent}</output>
        }
    })
}

pub fn app() -> App {
    App::new().page("/", Contact)
}
