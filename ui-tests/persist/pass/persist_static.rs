use vango::prelude::*;

#[shared]
static VISITS: u32 = 0;

#[component]
fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <button on:click=|tx| { *VISITS.get_mut(tx) += 1; }>"once more"</button> })
}
