use vango::prelude::*;

#[component]
fn Profile(cx: &mut Setup) -> Component {
    let id = cx.signal(7_u32);
    let save = cx.action(move |_work, (): ()| async move { let _ = id; Ok(()) }).drop_while_running();
    render(move |r| view! { r, <button disabled=(save.is_running(r))>{id}</button> })
}

fn main() {}
