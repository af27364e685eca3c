use vango::prelude::*;

#[component]
fn Document(_cx: &mut Setup, children: Slot) -> Component {
    render(move |r| view! { r,
        <!doctype html>
        <html lang="en">
            <head><title>"Shop"</title></head>
            <main>{children}</main>
        </html>
    })
}

fn main() {}
