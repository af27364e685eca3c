//! A loader and an action.

#[component]
pub fn Search(cx: &mut Setup) -> Component {
    let x_found = cx.resource(move |x_r| x_text.get(x_r2).clone(), |x_work, x_what| async move { x_find(&x_work2, x_what2).await });
    let x_save = cx.action(|x_work3, x_n: i64| async move { x_store(&x_work4, x_n2).await }).drop_while_running();
    render(move |r| view! { r,
        match x_found2.get(r) { Load::Ready(x_hits) => { <p>{&x_hits2.count}</p> } Load::Failed(x_error) => { {x_error2} } _ => { "…" } }
        <button disabled=(x_save2.is_running(r)) on:click=move |x_tx| { x_save3.run(x_tx2, x_three); }>"Save"</button>
    })
}
