//! The table: what is typed, and what has to be offered.
//!
//! Invariant: the cursor is `▮`, and every case is one that somebody types. The bounds of rank are the bar's: three for props,
//! attributes and events; elsewhere it is enough that the answer is there.

/// One case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case {
    /// The markup that is being typed.
    pub(crate) markup: &'static str,
    /// All of these must be offered.
    pub(crate) wanted: &'static [&'static str],
    /// The best of them stands at this rank or before it.
    pub(crate) top: Option<usize>,
}

/// How many of [`CASES`] must be found.
pub(crate) const FOUND_MIN: usize = 44;

const TOP: usize = 3;

const fn found(markup: &'static str, wanted: &'static [&'static str]) -> Case {
    Case {
        markup,
        wanted,
        top: None,
    }
}

const fn first(markup: &'static str, wanted: &'static [&'static str]) -> Case {
    Case {
        markup,
        wanted,
        top: Some(TOP),
    }
}

/// Typed alone, and with [`BROKEN_BEFORE`] and [`BROKEN_AFTER`] around them.
#[rustfmt::skip]
pub(crate) const CASES: [Case; 46] = [
    // Tags.
    found("<di▮></div>", &["div"]),
    found("<di▮", &["div"]),
    found("<But▮ />", &["Button"]),
    found("<But▮", &["Button"]),
    found("<▮ />", &["div", "Button"]),
    found("<div></d▮", &["div"]),
    found("<div></d▮>", &["div"]),
    found("<Card title=\"a\"></Ca▮>", &["Card"]),
    // Attributes.
    first("<div cl▮></div>", &["class"]),
    first("<div cl▮=\"a\"></div>", &["class"]),
    first("<div ▮></div>", &["class", "id", "accesskey"]),
    first("<a hr▮></a>", &["href"]),
    first("<p cla▮:big=(*flag.get(r))></p>", &["class"]),
    first("<input bind:va▮=text>", &["value"]),
    // Events.
    first("<p on:cl▮></p>", &["click"]),
    first("<p on:cl▮=move |tx| { total.set(tx, 1); }></p>", &["click"]),
    first("<p on:▮></p>", &["click", "abort", "animationcancel"]),
    // Props.
    first("<Card ti▮ />", &["title"]),
    first("<Card ti▮ kind=Kind::Plain/>", &["title"]),
    first("<Card ti▮=\"a\" kind=Kind::Plain/>", &["title"]),
    first("<Card ▮ />", &["title", "kind", "count"]),
    found("<Card title=hea▮ />", &["heading"]),
    found("<Card title=\"a\" kind=Kind::▮/>", &["Danger"]),
    found("<Card title=\"a\" kind=Kind::Da▮/>", &["Danger"]),
    found("<Card title=\"a\" kind=▮/>", &["Kind"]),
    // Expressions.
    found("{tot▮}", &["total"]),
    found("{total▮}", &["total"]),
    found("{total.ge▮}", &["get"]),
    found("{total.▮}", &["get"]),
    found("{user.na▮}", &["name"]),
    found("{user.▮}", &["name", "initial"]),
    found("<p title={hea▮}></p>", &["heading"]),
    // Control flow.
    found("if user.is▮ { <p>\"new\"</p> }", &["is_new"]),
    found("if *flag.get(r) { {user.na▮} }", &["name"]),
    found("match users.get(r).first() { Some(first) => { {first.na▮} } None => {} }", &["name"]),
    found("match kind { Kind::Da▮ => {} _ => {} }", &["Danger"]),
    found("for item in users.▮, key = item.id { <p>{&item.name}</p> }", &["get"]),
    found("for item in users.get(r), key = item.id { {item.▮} }", &["name"]),
    found("for item in users.get(r), key = item.id { {ite▮} }", &["item"]),
    // Handlers.
    found("<p on:click=move |tx| { tot▮ }></p>", &["total"]),
    found("<p on:click=move |tx| { total.▮ }></p>", &["set", "get_mut"]),
    found("<p on:click=move |tx| total.▮></p>", &["set", "get_mut"]),
    found("<p on:click=move |tx, ev| { ev.▮ }></p>", &["button", "modifiers"]),
    found("<input on:input=move |tx, ev| { text.set(tx, ev.va▮); }>", &["value"]),
    found("<Button label=\"a\" on_press=move |tx, ()| { total.▮ }/>", &["set", "get_mut"]),
    found("<Card title=\"a\">{user.na▮}</Card>", &["name"]),
];

/// What is broken before the case.
pub(crate) const BROKEN_BEFORE: &str = r#"<section title= class:x> {user.} <p on:clic=move |tx| { total. }> </b> <Car kind= /> <i wat="1"></i>"#;

/// What is broken after it.
pub(crate) const BROKEN_AFTER: &str =
    r#" <p id= {user.} </q> if total. <b> {users.get( } match kind { x } <i <Card tit"#;

/// The document that a case is typed into: what a page looks like.
pub(crate) fn document(markup: &str) -> String {
    format!(
        r#"//! A case.

use vango::prelude::*;

use crate::part::{{Button, Card, Kind, User}};

/// A page that is being written.
#[component]
pub fn Typing(cx: &mut Setup) -> Component {{
    let total = cx.signal(0_i64);
    let flag = cx.signal(true);
    let text = cx.signal(String::new());
    let users = cx.signal(Vec::<User>::new());
    let signed_in = cx.signal(User::default());
    render(move |r| {{
        let user = signed_in.get(r);
        let heading = "Typing";
        let kind = Kind::Plain;
        view! {{ r,
            <h1 id="heading">{{heading}}</h1>
            {markup}
        }}
    }})
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_has_one_cursor_and_something_to_find() {
        for case in CASES {
            assert_eq!(case.markup.matches('▮').count(), 1, "{}", case.markup);
            assert!(!case.wanted.is_empty(), "{}", case.markup);
            assert_eq!(document(case.markup).matches(case.markup).count(), 1);
        }
        assert!(FOUND_MIN < CASES.len());
    }
}
