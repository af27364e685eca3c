//! VG1203: two rows of a `for` with one key.

use vango::prelude::*;
use vango_acceptance::{Find, Tab};

use crate::{check, line_after};

#[component]
fn Twins(cx: &mut Setup) -> Component {
    let rows = cx.signal(vec![1_u64, 2]);
    render(move |r| {
        // twins
        view! { r,
            <button on:click=move |tx| { rows.get_mut(tx).push(1); }>"twin"</button>
            <ul>
                for row in rows.get(r), key = *row { <li>{row}</li> }
            </ul>
        }
    })
}

fn report(file: &str, at: (usize, usize), component: &str, key: &str) -> String {
    format!(
        "two rows of a `for` in <{component}> have the same key `{key}` [VG1203]\n  where: a `for` in the `view!` at {file}:{}:{}\n  \
         help: take a key that tells every row from every other, such as the row's id: without one the browser loses focus \
         and typed text when rows move",
        at.0, at.1
    )
}

#[test]
fn two_rows_with_one_key_are_told_of_once_with_key_and_line() {
    let mut tab = Tab::open::<Twins>();
    check(&tab, &[]);
    tab.click(&Find::tag("button"));
    let at = (line_after(include_str!("key.rs"), "twins"), 9);
    let expected = report(file!(), at, "Twins", "1");
    check(&tab, &[&expected]);
    tab.click(&Find::tag("button"));
    check(&tab, &[&expected]);
}

#[component]
fn Names(cx: &mut Setup) -> Component {
    let _state = cx.signal(0);
    render(move |r| {
        let names = [("Ada", 1), ("Grace", 1), ("Ada", 1)];
        // names
        view! { r,
            <ul>
                for (name, n) in names, key = (name, n) { <li>{name}</li> }
            </ul>
        }
    })
}

#[test]
fn a_page_is_looked_through_before_it_has_a_socket() {
    let root: vango::session::Root = std::sync::Arc::new(vango::Invocation::of::<Names>);
    let tab = Tab::page(root);
    let at = (line_after(include_str!("key.rs"), "names"), 9);
    let expected = report(file!(), at, "Names", "(\"Ada\", 1)");
    check(&tab, &[&expected]);
}
