use vango::prelude::*;

struct Guest {
    id: u64,
    name: String,
}

#[component]
fn Guests(cx: &mut Setup) -> Component {
    let guests = cx.signal(vec![Guest { id: 1, name: "Ada".to_owned() }]);
    render(move |r| view! { r, each guest in guests { <p data-id={guest.id}>{&guest.name}</p> } })
}

fn main() {}
