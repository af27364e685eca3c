use vango::prelude::*;

#[component]
fn Notice(cx: &mut Setup, children: Slot) -> Component {
    let _is_read = cx.signal(false);
    render(move |r| {
        view! { r, <span class="notice">{children}</span> }
    })
}

#[component]
pub fn Article(cx: &mut Setup) -> Component {
    let _views = cx.signal(0);
    render(move |r| {
        view! { r, <p>"All of it is true. "<Notice>"Nearly."</Notice></p> }
    })
}
