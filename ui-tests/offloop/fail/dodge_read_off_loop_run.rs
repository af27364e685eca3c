//! An action is run by a loader, by another action, by a memo.
use vango::prelude::*;

#[component]
fn Saves(cx: &mut Setup) -> Component {
    let save = cx.action(|_work, ()| async { Ok(()) }).queue(1);
    let again = cx.memo(move |r| save.run(r, ()).is_ok());
    cx.action(move |mut work: Work, ()| { let _ = save.run(&mut work, ()); async { Ok(()) } }).queue(1);
    render(move |r| view! { r, if *again.get(r) { "x" } })
}

fn main() {}
