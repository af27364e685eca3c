use vango::prelude::*;

#[component]
fn Report(cx: &mut Setup) -> Component {
    let rows = cx.signal(1_000_u32);
    let compute = cx
        .action(|_work, rows: u32| async move { Ok(rows * 2) })
        .on_done(move |tx, done| {
            if let Ok(doubled) = done {
                rows.set(tx, *doubled);
            }
        })
        .drop_while_running();
    render(move |r| view! { r,
        <button on:click=move |tx| { let rows = *rows.get(tx); let _ = compute.run(tx, rows); }>"Compute"</button>
    })
}
