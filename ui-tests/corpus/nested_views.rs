//! `view!` inside of closures, blocks, matches and other `view!`s; views kept in variables, options and arrays.
use vango::prelude::*;

#[component]
pub fn Nested(cx: &mut Setup) -> Component {
    let words = cx.signal(vec!["a", "b"]);
    let is_loud = cx.signal(false);
    render(move |r| {
        let item = |word: &str, loud: bool| {
            let text = if loud { word.to_uppercase() } else { word.to_owned() };
            view! { r, <b>{text}</b> }
        };
        let [first, second] = ["one", "two"].map(|word| view! { r, <i>{word}</i> });
        let maybe = words.get(r).last().map(|word| view! { r, <u>{word}</u> });
        let foot = {
            let count = words.get(r).len();
            view! { r, <small>{count}{if count == 1 { view! { r, " word" } } else { view! { r, " words" } }}</small> }
        };
        view! { r,
            {first} {second} {maybe}
            <div>{match *is_loud.get(r) {
                true => item("loud", true),
                false => view! { r, <em>{view! { r, "qui" {view! { r, "et" }} }}</em> },
            }}</div>
            for word in words.get(r), key = *word { {item(word, *is_loud.get(r))} }
            <button on:click=move |tx| { is_loud.toggle(tx); }>{words.get(r).is_empty().then(|| view! { r, "none" })}"!"</button>
            {foot}
        }
    })
}
