//! Reads that happen only sometimes: short-circuits, branches, early returns, `and_then` chains.
use vango::prelude::*;

#[component]
pub fn Details(cx: &mut Setup, #[prop(default)] expert: Prop<bool>) -> Component {
    let is_open = cx.signal(false);
    let chosen = cx.signal(None::<usize>);
    let names = cx.signal(vec![String::from("a"), String::from("b")]);
    let title = cx.memo(move |r| {
        if !*is_open.get(r) {
            return None;
        }
        let at = (*chosen.get(r))?;
        names.get(r).get(at).map(|name| name.to_uppercase())
    });
    let is_ready = cx.memo(move |r| *expert.get(r) || *is_open.get(r) && chosen.get(r).is_some());
    render(move |r| {
        let name = chosen.get(r).and_then(|at| names.get(r).get(at));
        let hint = if *is_ready.get(r) { title.get(r).as_deref().unwrap_or("…") } else { "closed" };
        view! { r,
            <button on:click=move |tx| { is_open.toggle(tx); }>{hint}</button>
            if *is_open.get(r) && names.get(r).len() > 1 || *expert.get(r) {
                <p>{name}</p>
            }
        }
    })
}
