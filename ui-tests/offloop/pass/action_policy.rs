use vango::prelude::*;

#[component]
fn Pay(cx: &mut Setup) -> Component {
    let pay = cx.action(|_work, cents: u32| async move { Ok(cents) }).drop_while_running();
    render(move |r| view! { r,
        <button disabled=(pay.is_running(r)) on:click=move |tx| { let _ = pay.run(tx, 100); }>"Pay"</button>
    })
}
