//! The operations of js-framework-benchmark on a table, twice: `cargo run --example rows`.
//!
//! On the left the rows are a `Vec` in a signal: any change renders the component again, and the diff finds out what is
//! different. On the right they are a `ListSignal` shown with `each`: a change of one row costs one row.

use vango::prelude::*;

/// One row of the table.
#[derive(Clone, Debug)]
struct Row {
    id: u64,
    label: String,
}

const ADJECTIVES: [&str; 25] = [
    "pretty",
    "large",
    "big",
    "small",
    "tall",
    "short",
    "long",
    "handsome",
    "plain",
    "quaint",
    "clean",
    "elegant",
    "easy",
    "angry",
    "crazy",
    "helpful",
    "mushy",
    "odd",
    "unsightly",
    "adorable",
    "important",
    "inexpensive",
    "cheap",
    "expensive",
    "fancy",
];
const COLOURS: [&str; 11] = [
    "red", "yellow", "blue", "green", "pink", "brown", "purple", "brown", "white", "black",
    "orange",
];
const NOUNS: [&str; 13] = [
    "table", "chair", "house", "bbq", "desk", "car", "pony", "cookie", "sandwich", "burger",
    "pizza", "mouse", "keyboard",
];

/// `count` rows whose ids follow on `last_id`. Labels look random and depend on the id alone.
fn new_rows(last_id: u64, count: u64) -> impl Iterator<Item = Row> {
    (last_id + 1..=last_id + count).map(|id| {
        let pick = |words: &[&'static str], salt: u64| {
            let mixed = (id ^ salt).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
            words[(mixed % words.len() as u64) as usize]
        };
        Row {
            id,
            label: format!(
                "{} {} {}",
                pick(&ADJECTIVES, 1 << 20),
                pick(&COLOURS, 1 << 30),
                pick(&NOUNS, 1 << 40)
            ),
        }
    })
}

/// Every tenth label gets longer.
fn update(rows: &mut [Row]) {
    for row in rows.iter_mut().step_by(10) {
        row.label.push_str(" !!!");
    }
}

/// The second row and the last but one change places.
fn swap(rows: &mut [Row]) {
    if rows.len() > 998 {
        rows.swap(1, 998);
    }
}

/// Rows as a plain vector in a signal.
#[component]
pub fn VecTable(cx: &mut Setup) -> Component {
    let rows = cx.signal(Vec::<Row>::new());
    let selected = cx.signal(None::<u64>);
    let last_id = cx.signal(0_u64);

    render(move |r| {
        let create = move |tx: &mut Tx, count: u64| {
            let new = new_rows(*last_id.get(tx), count).collect();
            rows.set(tx, new);
            *last_id.get_mut(tx) += count;
        };
        view! { r,
            <section id="vec" class="card">
                <header>
                    <h2>"Vec signal"</h2>
                    <p>"The component renders again; the diff finds what is different."</p>
                </header>
                <div class="buttons">
                    <button data-testid="create-1000" on:click=move |tx| { create(tx, 1_000); }>
                        "Create 1,000"
                    </button>
                    <button data-testid="create-10000" on:click=move |tx| { create(tx, 10_000); }>
                        "Create 10,000"
                    </button>
                    <button data-testid="append-1000" on:click=move |tx| {
                        let new = new_rows(*last_id.get(tx), 1_000);
                        rows.get_mut(tx).extend(new);
                        *last_id.get_mut(tx) += 1_000;
                    }>
                        "Append 1,000"
                    </button>
                    <button data-testid="update" on:click=move |tx| { update(rows.get_mut(tx)); }>
                        "Update every 10th"
                    </button>
                    <button data-testid="swap" on:click=move |tx| { swap(rows.get_mut(tx)); }>
                        "Swap"
                    </button>
                    <button data-testid="clear" on:click=move |tx| { rows.get_mut(tx).clear(); }>
                        "Clear"
                    </button>
                </div>
                <table>
                    <tbody>
                        for row in rows.get(r), key = row.id {
                            let id = row.id;
                            <tr class:danger=(*selected.get(r) == Some(id))>
                                <td>{id}</td>
                                <td>
                                    <a
                                        data-testid="select"
                                        href="#"
                                        on:click=move |tx| { selected.set(tx, Some(id)); }
                                    >
                                        {&row.label}
                                    </a>
                                </td>
                                <td>
                                    <a
                                        data-testid="remove"
                                        href="#"
                                        aria-label="remove"
                                        on:click=move |tx| {
                                            rows.get_mut(tx).retain(|row| row.id != id);
                                        }
                                    >
                                        "×"
                                    </a>
                                </td>
                            </tr>
                        }
                    </tbody>
                </table>
            </section>
        }
    })
}

/// [`update`], each of the rows by itself.
fn update_list(tx: &mut Tx, rows: ListSignal<Row>) {
    for at in (0..rows.len(tx)).step_by(10) {
        if let Some(row) = rows.get_mut(tx, at) {
            row.label.push_str(" !!!");
        }
    }
}

/// [`swap`], as one move that the list records.
fn swap_list(tx: &mut Tx, rows: ListSignal<Row>) {
    if rows.len(tx) > 998 {
        rows.swap(tx, 1, 998);
    }
}

/// Rows as a `ListSignal`: each has a scope of its own.
#[component]
pub fn ListTable(cx: &mut Setup) -> Component {
    let rows = cx.list(|row: &Row| row.id);
    let selected = cx.signal(None::<u64>);
    let is_selected = cx.selector(move |r| *selected.get(r));
    let last_id = cx.signal(0_u64);

    render(move |r| {
        let append = move |tx: &mut Tx, count: u64| {
            let new = new_rows(*last_id.get(tx), count);
            *last_id.get_mut(tx) += count;
            rows.extend(tx, new)
        };
        let create = move |tx: &mut Tx, count: u64| {
            rows.clear(tx);
            append(tx, count)
        };
        view! { r,
            <section id="list" class="card">
                <header>
                    <h2>"ListSignal"</h2>
                    <p>"A change of one row costs one row, however many there are."</p>
                </header>
                <div class="buttons">
                    <button data-testid="create-1000" on:click=move |tx| { create(tx, 1_000)?; }>
                        "Create 1,000"
                    </button>
                    <button data-testid="create-10000" on:click=move |tx| { create(tx, 10_000)?; }>
                        "Create 10,000"
                    </button>
                    <button data-testid="append-1000" on:click=move |tx| { append(tx, 1_000)?; }>
                        "Append 1,000"
                    </button>
                    <button data-testid="update" on:click=move |tx| { update_list(tx, rows); }>
                        "Update every 10th"
                    </button>
                    <button data-testid="swap" on:click=move |tx| { swap_list(tx, rows); }>
                        "Swap"
                    </button>
                    <button data-testid="clear" on:click=move |tx| { rows.clear(tx); }>
                        "Clear"
                    </button>
                </div>
                <table>
                    <tbody>
                        each row in rows {
                            let id = row.id;
                            <tr class:danger=(is_selected.is(r, &id))>
                                <td>{id}</td>
                                <td>
                                    <a
                                        data-testid="select"
                                        href="#"
                                        on:click=move |tx| { selected.set(tx, Some(id)); }
                                    >
                                        {&row.label}
                                    </a>
                                </td>
                                <td>
                                    <a
                                        data-testid="remove"
                                        href="#"
                                        aria-label="remove"
                                        on:click=move |tx| { rows.remove_key(tx, &id); }
                                    >
                                        "×"
                                    </a>
                                </td>
                            </tr>
                        }
                    </tbody>
                </table>
            </section>
        }
    })
}

/// The page.
#[component]
pub fn Home(_cx: &mut Setup) -> Component {
    render(move |r| {
        view! { r,
            <main>
                <h1>"Rows"</h1>
                <p class="lead">
                    "One table, two ways to keep it. Each operation sends what has changed and nothing else."
                </p>
                <div class="cards">
                    <VecTable />
                    <ListTable />
                </div>
            </main>
        }
    })
}

fn main() -> Result<(), vango::Error> {
    App::new()
        .title("Rows · Vango")
        .stylesheet("vango.css", include_str!("assets/vango.css"))
        .page("/", Home)
        .run()
}
