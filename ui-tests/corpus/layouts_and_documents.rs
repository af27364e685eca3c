//! An app: a document, a layout with state, pages with and without parameters, links, a not-found page, limits, files.
use vango::prelude::*;
use vango::{Limits, Links};

#[component]
fn Document(_cx: &mut Setup, children: Slot, #[prop(default)] links: Prop<Links>) -> Component {
    render(move |r| {
        view! { r,
            <!doctype html>
            <html lang="en">
                <head><meta charset="utf-8"/><title>"Library"</title><link rel="icon" href={links.get(r).asset("icon.svg")}/></head>
                <body>{children}</body>
            </html>
        }
    })
}

#[component]
fn Frame(cx: &mut Setup, children: Slot) -> Component {
    let is_open = cx.signal(false);
    render(move |r| {
        view! { r,
            <header><button aria-expanded=(*is_open.get(r)) on:click=move |tx| { is_open.toggle(tx); }>"Menu"</button></header>
            <main>{children}</main>
        }
    })
}

#[component]
fn Home(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <h1>"Library"</h1> })
}

#[component]
fn Book(_cx: &mut Setup, id: Prop<u64>, #[prop(default)] links: Prop<Links>) -> Component {
    render(move |r| view! { r, <h1>"Book "{id}</h1> <a href={links.get(r).href("/")}>"All books"</a> })
}

fn book(params: &Params) -> Result<u64, vango::Error> {
    let id: u64 = params.parse("id")?;
    if id == 0 {
        return Err(vango::NotFound.into());
    }
    Ok(id)
}

pub fn app() -> App {
    App::new()
        .document(Document)
        .layout(Frame)
        .limits(Limits { page_load_ms: 300, ..Limits::default() })
        .stylesheet("library.css", "main { margin: 1rem }")
        .asset("icon.svg", &b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..])
        .page("/", Home)
        .page_with("/books/{id}", |params| {
            let id = book(params)?;
            Ok(vango::ready(Book::props().links(params.links().clone()).id(id)))
        })
        .not_found(Home)
}
