//! Render returns one of several views: a branch before the markup, early returns, a helper that chooses.
use vango::prelude::*;

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Guest,
    Member,
    Banned,
}

#[component]
pub fn Door(cx: &mut Setup, #[prop(default)] is_open: Prop<bool>) -> Component {
    let mode = cx.signal(Mode::Guest);
    render(move |r| {
        if !*is_open.get(r) {
            return view! { r, <p>"We are closed."</p> };
        }
        let view = if *mode.get(r) == Mode::Banned {
            view! { r, <p role="alert">"You cannot come in."</p> }
        } else {
            view! { r, <button on:click=move |tx| { mode.set(tx, Mode::Member); }>"Come in"</button> }
        };
        match mode.get(r) {
            Mode::Member => inside(r, "member"),
            Mode::Guest | Mode::Banned => view! { r, <section>{view}</section> },
        }
    })
}

fn inside(r: &Render, who: &str) -> View {
    if who.is_empty() {
        return view! { r, };
    }
    view! { r, <h1>"Welcome, "{who}</h1> }
}
