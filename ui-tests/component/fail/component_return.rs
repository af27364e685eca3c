use vango::prelude::*;

#[component]
fn Clock(cx: &mut Setup) -> View {
    let minutes = cx.signal(0);
    view! { r, <output>{minutes}</output> }
}

fn main() {}
