use vango::prelude::*;

async fn send(text: String) -> Result<(), vango::Error> {
    println!("{text}");
    Ok(())
}

#[component]
fn Feedback(cx: &mut Setup) -> Component {
    let text = cx.signal(String::new());
    render(move |r| view! { r,
        <textarea aria-label="Feedback" bind:value=text></textarea>
        <button on:click=async move |tx| { send(text.get(tx).clone()).await?; }>"Send"</button>
    })
}

fn main() {}
