//! Closures of setup that render and write: captured by render, handed to helpers, kept in arrays of functions.
use vango::prelude::*;

type Page = fn(&Render, Signal<usize>) -> View;

fn first(r: &Render, at: Signal<usize>) -> View {
    view! { r, <button on:click=move |tx| { at.set(tx, 1); }>"to the second"</button> }
}

fn second(r: &Render, at: Signal<usize>) -> View {
    view! { r, <p>"page "{at}</p> }
}

const PAGES: [(&str, Page); 2] = [("First", first), ("Second", second)];

fn framed(r: &Render, title: &str, body: impl FnOnce(&Render) -> View) -> View {
    let body = body(r);
    view! { r, <section><h2>{title}</h2>{body}</section> }
}

#[component]
pub fn Wizard(cx: &mut Setup) -> Component {
    let at = cx.signal(0_usize);
    let visits = cx.signal([0_u32; 2]);
    let go = move |tx: &mut Tx, to: usize| {
        at.set(tx, to);
        visits.get_mut(tx)[to] += 1;
    };
    let tab = move |r: &Render, to: usize| {
        let (title, _) = PAGES[to];
        let seen = visits.get(r)[to];
        view! { r, <button disabled=(*at.get(r) == to) on:click=move |tx| { go(tx, to); }>{title}" "{seen}</button> }
    };
    render(move |r| {
        let (title, page) = PAGES[*at.get(r)];
        let title = title.to_lowercase();
        view! { r,
            <nav aria-label="Steps">for to in 0..PAGES.len(), key = to { {tab(r, to)} }</nav>
            {framed(r, &title, |r| page(r, at))}
            {framed(r, "Again", |r| framed(r, &title, |r| view! { r, <i>{&title}</i> }))}
        }
    })
}
