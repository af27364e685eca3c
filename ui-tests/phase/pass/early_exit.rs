use vango::prelude::*;

#[component]
fn Basket(cx: &mut Setup, is_open: Prop<bool>) -> Component {
    let items = cx.signal(vec!["tea"]);
    render(move |r| view! { r,
        if *is_open.get(r) {
            <p>{items.get(r).len()}" items"</p>
        } else {
            <p>"The shop is closed."</p>
        }
    })
}
