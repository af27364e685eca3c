//! Values that are not `Copy` on their way into handlers: cloned per row, stored, moved into one closure alone.
use std::sync::Arc;

use vango::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Link {
    href: String,
    tags: Arc<[String]>,
}

#[component]
fn Row(_cx: &mut Setup, link: Prop<Link>, on_open: Callback<String>) -> Component {
    render(move |r| {
        let Link { href, tags } = link.get(r);
        let owned = href.clone();
        let shared = Arc::clone(tags);
        view! { r,
            <button title=href on:click=move |tx| { on_open.call(tx, owned.clone()); }>{tags.len()}</button>
            <button on:click=move |tx| { on_open.call(tx, shared.join(",")); }>"tags"</button>
        }
    })
}

#[component]
pub fn Links(cx: &mut Setup) -> Component {
    let greeting = String::from("opened ");
    let separator: Arc<str> = Arc::from(", ");
    let opened = cx.signal(Vec::<String>::new());
    let prefix = cx.stored(greeting.clone());
    let for_effect = greeting.clone();
    cx.on_change(move |r| opened.get(r).len(), move |_tx, count| drop(format!("{for_effect}{count}")));
    let links: Vec<Link> = ["/a", "/b"].map(|href| Link { href: href.to_owned(), tags: Arc::new([greeting.clone()]) }).into();
    render(move |r| {
        view! { r,
            for link in &links, key = &link.href {
                <Row link={link.clone()} on_open=move |tx, href: String| {
                    let text = format!("{}{href}", prefix.get(tx));
                    opened.get_mut(tx).push(text);
                }/>
            }
            <p>{opened.get(r).join(&separator)}</p>
        }
    })
}
