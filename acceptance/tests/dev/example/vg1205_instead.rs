use vango::prelude::*;

#[component]
pub fn Price(cx: &mut Setup) -> Component {
    let cents = cx.signal(100_u64);
    let with_tax = cx.memo(move |r| *cents.get(r) + *cents.get(r) / 5);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { cents.set(tx, 200); }>"Two"</button>
            <output>{with_tax}</output>
        }
    })
}
