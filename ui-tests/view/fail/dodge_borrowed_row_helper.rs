//! A row leaves through a helper that makes the handler, through a callback, through a signal.
use vango::prelude::*;

struct Row {
    name: String,
}

fn handler<'a>(row: &'a Row) -> impl Fn(&mut Tx) + use<'a> {
    move |_tx| println!("{}", row.name)
}

#[component]
fn Rows(cx: &mut Setup) -> Component {
    let rows = cx.signal(Vec::<Row>::new());
    let chosen = cx.signal(None::<&'static Row>);
    render(move |r| view! { r,
        for row in rows.get(r), key = &row.name {
            <button on:click={handler(row)}>"a"</button>
            <button on:click=move |tx| { chosen.set(tx, Some(row)); }>"b"</button>
        }
    })
}

fn main() {}
