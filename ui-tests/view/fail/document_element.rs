use vango::prelude::*;

#[component]
fn Home(_cx: &mut Setup) -> Component {
    render(move |r| view! { r,
        <body>
            <h1>"Welcome"</h1>
        </body>
    })
}

fn main() {}
