use vango::prelude::*;

fn convert(picture: u64) -> u64 {
    // Stands for something that computes for long.
    std::thread::sleep(std::time::Duration::from_millis(250));
    picture + 1
}

#[component]
pub fn Converter(cx: &mut Setup) -> Component {
    let picture = cx.signal(0);
    let converter = cx
        // What blocks belongs into `tokio::task::spawn_blocking(move || convert(picture)).await` here.
        .action(|_work, picture: u64| async move { Ok::<_, vango::Error>(convert(picture)) })
        .on_done(move |tx, converted| {
            if let Ok(converted) = converted {
                picture.set(tx, *converted);
            }
        })
        .drop_while_running();
    render(move |r| {
        view! { r,
            <button id="convert" on:click=move |tx| {
                let now = *picture.get(tx);
                converter.run(tx, now)?;
            }>"Convert"</button>
            <output>{picture}</output>
        }
    })
}
