//! A list of things to do: `cargo run --example todo`, then open the address that it prints.
//!
//! Add, tick off, edit in place (double click), reorder, filter. The rows are a `ListSignal` shown with `each`: a change of
//! one row runs one row's closure and sends one row's difference.

use vango::prelude::*;

/// One thing to do.
#[derive(Clone, Debug)]
struct Todo {
    id: u64,
    title: String,
    done: bool,
}

/// Which rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    All,
    Open,
    Done,
}

impl Filter {
    const ALL: [Filter; 3] = [Filter::All, Filter::Open, Filter::Done];

    fn label(self) -> &'static str {
        match self {
            Filter::All => "All",
            Filter::Open => "Open",
            Filter::Done => "Done",
        }
    }

    fn shows(self, todo: &Todo) -> bool {
        match self {
            Filter::All => true,
            Filter::Open => !todo.done,
            Filter::Done => todo.done,
        }
    }
}

/// A title in place of which a field appears while it is edited.
#[derive(Clone, Copy)]
struct Editor {
    row: Signal<Option<u64>>,
    text: Signal<String>,
}

impl Editor {
    fn open(self, tx: &mut Tx, todo: &Todo) {
        self.row.set(tx, Some(todo.id));
        self.text.set(tx, todo.title.clone());
    }

    /// Ends the editing; what was typed becomes the title, unless it is empty.
    fn keep(self, tx: &mut Tx, todos: ListSignal<Todo, u64>) {
        let Some(id) = self.row.get(tx).to_owned() else { return };
        self.row.set(tx, None);
        let title = self.text.get(tx).trim().to_owned();
        if !title.is_empty()
            && let Some(todo) = todos.get_mut_by_key(tx, &id)
        {
            todo.title = title;
        }
    }

    fn discard(self, tx: &mut Tx) {
        self.row.set(tx, None);
    }
}

#[setup]
fn use_editor(cx: &mut Setup) -> Editor {
    Editor {
        row: cx.signal(None),
        text: cx.signal(String::new()),
    }
}

/// The buttons that choose what is shown.
#[component]
fn Filters(cx: &mut Setup, chosen: Prop<Filter>, on_choose: Callback<Filter>) -> Component {
    let _ = cx;
    render(move |r| {
        view! { r,
            <div class="filters" role="group" aria-label="Filter">
                for filter in Filter::ALL, key = filter.label() {
                    <button aria-pressed=(if *chosen.get(r) == filter { "true" } else { "false" })
                        on:click=move |tx| { on_choose.call(tx, filter); }>{filter.label()}</button>
                }
            </div>
        }
    })
}

/// The page.
#[component]
pub fn Todos(cx: &mut Setup) -> Component {
    let todos = cx.list(|todo: &Todo| todo.id);
    let last_id = cx.signal(0_u64);
    let title = cx.signal(String::new());
    let filter = cx.signal(Filter::All);
    let editor = use_editor(cx);
    let edited = cx.selector(move |r| *editor.row.get(r));
    let open = cx.memo(move |r| todos.iter(r).filter(|todo| !todo.done).count());

    render(move |r| {
        view! { r,
            <main class="narrow">
                <h1>"To do"</h1>
                <form class="line" on:submit.prevent=move |tx| {
                    let text = title.get(tx).trim().to_owned();
                    if !text.is_empty() {
                        *last_id.get_mut(tx) += 1;
                        let id = *last_id.get(tx);
                        todos.push(tx, Todo { id, title: text, done: false })?;
                        title.set(tx, String::new());
                    }
                }>
                    <input name="title" aria-label="What is to be done?" placeholder="What is to be done?" autocomplete="off" bind:value=title />
                    <button class="primary">"Add"</button>
                </form>
                <ul class="list" data-testid="todos">
                    each todo in todos {
                        let id = todo.id;
                        <li class:done=(todo.done) hidden=(!filter.get(r).shows(todo))>
                            <input type="checkbox" aria-label="done" checked=(todo.done) on:change=move |tx, ev| {
                                if let Some(todo) = todos.get_mut_by_key(tx, &id) {
                                    todo.done = ev.checked;
                                }
                            } />
                            if edited.is(r, &Some(id)) {
                                <input class="edit" aria-label="Title" autofocus=true bind:value=(editor.text)
                                    on:keydown.key("Enter", "Escape")=move |tx, ev| {
                                        if ev.key == "Enter" { editor.keep(tx, todos); } else { editor.discard(tx); }
                                    }
                                    on:blur=move |tx| { editor.keep(tx, todos); } />
                            } else {
                                <span class="title" title="Double click to edit" on:dblclick=move |tx| {
                                    if let Some(at) = todos.position(tx, &id)
                                        && let Some(todo) = todos.get(tx, at).cloned()
                                    {
                                        editor.open(tx, &todo);
                                    }
                                }>{&todo.title}</span>
                            }
                            <button class="quiet" aria-label="up" on:click=move |tx| {
                                if let Some(at) = todos.position(tx, &id) && at > 0 {
                                    todos.move_to(tx, at, at - 1);
                                }
                            }>"↑"</button>
                            <button class="quiet" aria-label="down" on:click=move |tx| {
                                if let Some(at) = todos.position(tx, &id) {
                                    todos.move_to(tx, at, at + 1);
                                }
                            }>"↓"</button>
                            <button class="quiet" aria-label="remove" on:click=move |tx| { todos.remove_key(tx, &id); }>"×"</button>
                        </li>
                    }
                </ul>
                <Footer open={*open.get(r)} total={todos.len(r)}>
                    <Filters chosen={*filter.get(r)} on_choose=move |tx, chosen| { filter.set(tx, chosen); } />
                    <:actions>
                        <button class="quiet" on:click=move |tx| { todos.retain(tx, |todo| !todo.done); }>"Clear done"</button>
                    </:actions>
                </Footer>
            </main>
        }
    })
}

/// What stands below the list: a count, and what the page puts beside it.
#[component]
fn Footer(
    cx: &mut Setup,
    open: Prop<usize>,
    total: Prop<usize>,
    children: Slot,
    /// Shown while anything is done.
    #[prop(optional)]
    actions: Slot,
) -> Component {
    let _ = cx;
    render(move |r| {
        let (open, total) = (*open.get(r), *total.get(r));
        view! { r,
            if total > 0 {
                <footer class="line">
                    <span data-testid="open">{open} if open == 1 { " is open" } else { " are open" }</span>
                    {children}
                    if open < total { {actions} }
                </footer>
            } else {
                <p class="lead">"Nothing yet."</p>
            }
        }
    })
}

fn main() -> Result<(), vango::Error> {
    App::new()
        .title("To do · Vango")
        .stylesheet("vango.css", include_str!("assets/vango.css"))
        .page("/", Todos)
        .run()
}
