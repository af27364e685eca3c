//! A counter in Vango.

use vango::prelude::*;

/// Counts clicks.
#[component]
fn Home(cx: &mut Setup) -> Component {
    let count = cx.signal(0_i64);
    render(move |r| {
        view! { r,
            <h1>"Hello"</h1>
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"Clicks: "{count}</button>
        }
    })
}

fn main() -> Result<(), vango::Error> {
    App::new().title("Hello").page("/", Home).run()
}
