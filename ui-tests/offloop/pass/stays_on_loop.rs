use vango::prelude::*;

#[component]
fn Profile(cx: &mut Setup) -> Component {
    let id = cx.signal(7_u32);
    let save = cx.action(|_work, id: u32| async move { let _ = id; Ok(()) }).drop_while_running();
    render(move |r| view! { r,
        <button disabled=(save.is_running(r)) on:click=move |tx| { let id = *id.get(tx); let _ = save.run(tx, id); }>{id}</button>
    })
}
