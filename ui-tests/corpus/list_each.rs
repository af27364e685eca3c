//! A `ListSignal` shown with `each`: rows with handlers, nested control flow, duplicate keys as errors, helper rows.
use std::cmp::Ordering;

use vango::prelude::*;

struct Task {
    id: u64,
    title: String,
    is_done: bool,
    tags: Vec<String>,
}

#[derive(Clone, Copy)]
struct Board {
    tasks: ListSignal<Task>,
    last: Signal<u64>,
}

impl Board {
    fn add(self, tx: &mut Tx, title: &str) -> Result<u64, vango::Error> {
        let id = self.last.update(tx, |last| {
            *last += 1;
            *last
        });
        self.tasks.push(tx, Task { id, title: title.to_owned(), is_done: false, tags: Vec::new() })?;
        Ok(id)
    }
}

fn order(a: &Task, b: &Task) -> Ordering {
    a.is_done.cmp(&b.is_done).then_with(|| a.title.cmp(&b.title))
}

#[component]
pub fn Tasks(cx: &mut Setup) -> Component {
    let board = Board { tasks: cx.list(|task: &Task| task.id), last: cx.signal(0) };
    let tasks = board.tasks;
    let open = cx.memo(move |r| tasks.iter(r).filter(|task| !task.is_done).count());
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { board.add(tx, "new")?; tasks.sort_by(tx, order); }>"add to "{open}</button>
            <ul>
                each task in tasks {
                    let id = task.id;
                    <li class:done=(task.is_done)>
                        <label><input type="checkbox" checked=(task.is_done) on:change=move |tx, ev| {
                            if let Some(task) = tasks.get_mut_by_key(tx, &id) { task.is_done = ev.checked; }
                        }/>{&task.title}</label>
                        for tag in &task.tags, key = tag { <i>{tag}</i> } 
                        if task.tags.is_empty() { "no tags" }
                        <button on:click=move |tx| { tasks.remove_key(tx, &id); }>"delete"</button>
                    </li>
                }
            </ul>
        }
    })
}
