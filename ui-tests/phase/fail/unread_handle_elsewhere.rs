//! A handle that was not read, in a condition and in a format string.
use vango::prelude::*;

#[component]
fn Guests(cx: &mut Setup, limit: Prop<u32>) -> Component {
    let is_open = cx.signal(true);
    render(move |r| {
        let title = format!("at most {limit}");
        view! { r,
            if is_open { <p>{title}</p> } else if limit { <p>"full"</p> }
        }
    })
}

fn main() {}
