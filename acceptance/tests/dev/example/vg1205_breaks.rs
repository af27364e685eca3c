use vango::prelude::*;

#[component]
pub fn Price(cx: &mut Setup) -> Component {
    let cents = cx.signal(100_u64);
    cx.on_change(
        move |r| *cents.get(r),
        move |tx, now| cents.set(tx, now + now / 5),
    );
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { cents.set(tx, 200); }>"Two"</button>
            <output>{cents}</output>
        }
    })
}
