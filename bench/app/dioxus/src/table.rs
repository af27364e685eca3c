//! The tables of `examples/rows.rs` of Vango: the same rows, markup and handlers, kept as Dioxus keeps a list.
//!
//! Once with the loop's body in the loop, and once with a component per row, as the entry of Dioxus in
//! js-framework-benchmark has it: a row whose props are equal is not rendered again.

use dioxus::prelude::*;

/// One row of the table.
#[derive(Clone, PartialEq, Debug)]
struct Entry {
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

/// `count` rows from id 1. The labels are those of Vango's example.
fn entries(count: u64) -> Vec<Entry> {
    let entry = |id: u64| {
        let pick = |words: &[&'static str], salt: u64| {
            let mixed = (id ^ salt).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
            words[(mixed % words.len() as u64) as usize]
        };
        let (adjective, colour, noun) = (
            pick(&ADJECTIVES, 1 << 20),
            pick(&COLOURS, 1 << 30),
            pick(&NOUNS, 1 << 40),
        );
        let label = format!("{adjective} {colour} {noun}");
        Entry { id, label }
    };
    (1..=count).map(entry).collect()
}

/// What stands above both tables.
#[component]
fn Head(entries: Signal<Vec<Entry>>) -> Element {
    rsx! {
        header {
            h2 { "Vec signal" }
            p { "The component renders again; the diff finds what is different." }
        }
        div { class: "buttons",
            button {
                "data-testid": "swap",
                onclick: move |_| {
                    let len = entries.read().len();
                    if len > 3 {
                        entries.write().swap(1, len - 2);
                    }
                },
                "Swap"
            }
        }
    }
}

/// The table, its rows written in the loop.
#[component]
pub(crate) fn Inline(count: u64) -> Element {
    let mut entries = use_signal(|| entries(count));
    let mut selected = use_signal(|| None::<u64>);

    rsx! {
        section { id: "vec", class: "card",
            Head { entries }
            table {
                tbody {
                    for entry in entries.read().iter() {
                        tr {
                            key: "{entry.id}",
                            class: if selected() == Some(entry.id) { "danger" },
                            td { "{entry.id}" }
                            td {
                                a {
                                    "data-testid": "select",
                                    href: "#",
                                    onclick: {
                                        let id = entry.id;
                                        move |_| selected.set(Some(id))
                                    },
                                    "{entry.label}"
                                }
                            }
                            td {
                                a {
                                    "data-testid": "remove",
                                    href: "#",
                                    "aria-label": "remove",
                                    onclick: {
                                        let id = entry.id;
                                        move |_| entries.write().retain(|entry| entry.id != id)
                                    },
                                    "×"
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The table, a component per row.
#[component]
pub(crate) fn Rows(count: u64) -> Element {
    let entries = use_signal(|| entries(count));
    let selected = use_signal(|| None::<u64>);

    rsx! {
        section { id: "vec", class: "card",
            Head { entries }
            table {
                tbody {
                    for entry in entries.read().iter() {
                        Row {
                            key: "{entry.id}",
                            entry: entry.clone(),
                            is_selected: selected() == Some(entry.id),
                            entries,
                            selected,
                        }
                    }
                }
            }
        }
    }
}

/// A row. Dioxus compares the props; signals are equal when they are the same.
#[component]
fn Row(
    entry: Entry,
    is_selected: bool,
    entries: Signal<Vec<Entry>>,
    selected: Signal<Option<u64>>,
) -> Element {
    let id = entry.id;
    rsx! {
        tr { class: if is_selected { "danger" },
            td { "{id}" }
            td {
                a {
                    "data-testid": "select",
                    href: "#",
                    onclick: move |_| selected.set(Some(id)),
                    "{entry.label}"
                }
            }
            td {
                a {
                    "data-testid": "remove",
                    href: "#",
                    "aria-label": "remove",
                    onclick: move |_| entries.write().retain(|entry| entry.id != id),
                    "×"
                }
            }
        }
    }
}
