use vango::prelude::*;

/// Visitors of the last 65 hours.
#[component]
fn Chart(_cx: &mut Setup, hours: Prop<Vec<u8>>) -> Component {
    render(move |r| view! { r,
        <p>{hours.get(r).iter().map(|hour| u32::from(*hour)).sum::<u32>()}" visitors"</p>
    })
}
