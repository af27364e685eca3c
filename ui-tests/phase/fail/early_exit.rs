use vango::prelude::*;

#[component]
fn Basket(cx: &mut Setup, is_open: Prop<bool>) -> Component {
    if !*is_open.get(cx) {
        return render(|r| view! { r, <p>"The shop is closed."</p> });
    }
    let items = cx.signal(vec!["tea"]);
    render(move |r| view! { r, <p>{items.get(r).len()}" items"</p> })
}

fn main() {}
