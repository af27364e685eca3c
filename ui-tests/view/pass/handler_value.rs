use vango::prelude::*;

async fn send(text: String) -> Result<(), vango::Error> {
    println!("{text}");
    Ok(())
}

#[component]
fn Feedback(cx: &mut Setup) -> Component {
    let text = cx.signal(String::new());
    let sending = cx.action(|_work, text: String| send(text)).drop_while_running();
    render(move |r| view! { r,
        <textarea aria-label="Feedback" bind:value=text></textarea>
        <button on:click=move |tx| { let text = text.get(tx).clone(); sending.run(tx, text)?; }>"Send"</button>
    })
}
