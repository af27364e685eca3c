use vango::prelude::*;

#[component]
pub fn Guests(cx: &mut Setup) -> Component {
    let guests = cx.signal(vec![(1, "Ada"), (2, "Grace"), (3, "Ada")]);
    render(move |r| {
        view! { r,
            <ul>
                for (_, name) in guests.get(r), key = name { <li>{name}</li> }
            </ul>
        }
    })
}
