use vango::prelude::*;

fn convert(picture: u64) -> u64 {
    // Stands for something that computes for long.
    std::thread::sleep(std::time::Duration::from_millis(250));
    picture + 1
}

#[component]
pub fn Converter(cx: &mut Setup) -> Component {
    let picture = cx.signal(0);
    render(move |r| {
        view! { r,
            <button id="convert" on:click=move |tx| {
                let converted = convert(*picture.get(tx));
                picture.set(tx, converted);
            }>"Convert"</button>
            <output>{picture}</output>
        }
    })
}
