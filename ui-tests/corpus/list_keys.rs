//! Keys: text, tuples, enums, newtypes, references, computed ones, borrowed look-up, a list of one.
use vango::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Id(u32);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Column {
    Name,
    Number(u8),
}

struct Row {
    code: String,
    id: Id,
}

#[component]
fn Editor(cx: &mut Setup, id: Prop<Id>) -> Component {
    let first = id.get(cx).0;
    let text = cx.signal(first.to_string());
    render(move |r| view! { r, <label>"Row" <input bind:value=text/></label> })
}

#[component]
pub fn Table(cx: &mut Setup) -> Component {
    let rows = cx.list_from([Row { code: "x".into(), id: Id(1) }], |row: &Row| row.code.clone());
    let chosen = cx.signal(None::<Id>);
    let columns = [Column::Name, Column::Number(1)];
    render(move |r| {
        view! { r,
            <table>
                <caption>"Rows"</caption>
                <thead><tr>for column in columns, key = column { <th scope="col">{match column { Column::Name => 'n', Column::Number(_) => '#' }}</th> }</tr></thead>
                <tbody>
                    for row in rows.iter(r), key = (&row.code, row.id) {
                        let id = row.id;
                        <tr on:click=move |tx| { chosen.set(tx, Some(id)); }>
                            for (at, column) in columns.iter().enumerate(), key = column { <td>{at}{&row.code}</td> }
                        </tr>
                    }
                </tbody>
            </table>
            for id in *chosen.get(r), key = id { <Editor id={id}/> }
            {rows.get_by_key(r, "x").map(|row| row.id.0)}
            for word in "a b".split_whitespace().map(str::to_owned), key = &word { <p>{&word}</p> }
            for pair in [(1_u8, "x")], key = { let (number, _) = pair; number } { {pair.1} }
        }
    })
}
