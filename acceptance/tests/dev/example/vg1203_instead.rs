use vango::prelude::*;

#[component]
pub fn Guests(cx: &mut Setup) -> Component {
    let guests = cx.signal(vec![(1, "Ada"), (2, "Grace"), (3, "Ada")]);
    render(move |r| {
        view! { r,
            <ul>
                for (id, name) in guests.get(r), key = id { <li>{name}</li> }
            </ul>
        }
    })
}
