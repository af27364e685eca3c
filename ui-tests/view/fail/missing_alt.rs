use vango::prelude::*;

#[component]
fn Author(_cx: &mut Setup, name: Prop<String>, photo: Prop<String>) -> Component {
    render(move |r| {
        view! { r,
            <figure>
                <img src=photo />
                <figcaption>{name}</figcaption>
            </figure>
        }
    })
}

fn main() {}
