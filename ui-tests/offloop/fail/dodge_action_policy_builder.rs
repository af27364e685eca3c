//! An action without a policy is run, shown, kept for later: it is only a beginning of one.
use vango::prelude::*;

#[component]
fn Saves(cx: &mut Setup) -> Component {
    let save = cx.action(|_work, ()| async { Ok(()) }).on_done(|_tx, _result| {});
    let count = cx.signal(0);
    render(move |r| view! { r,
        <button on:click=move |tx| { save.run(tx, ())?; }>{count}</button>
    })
}

fn main() {}
