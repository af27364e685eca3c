//! A list of things to do: `cargo run --example todo`, then open the address that it prints.
//!
//! Add, tick off, edit in place, move, filter. The rows are a `ListSignal` shown with `each`: a change of one row
//! renders that row and sends its difference.

use vango::prelude::*;

/// One thing to do.
struct Todo {
    id: u64,
    title: String,
    done: bool,
}

/// Which rows are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Filter {
    All,
    Active,
    Done,
}

impl Filter {
    const ALL: [(Filter, &str); 3] = [
        (Filter::All, "All"),
        (Filter::Active, "Active"),
        (Filter::Done, "Done"),
    ];

    fn shows(self, todo: &Todo) -> bool {
        match self {
            Filter::All => true,
            Filter::Active => !todo.done,
            Filter::Done => todo.done,
        }
    }
}

/// Where a row goes.
#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
}

impl Way {
    /// The one of an arrow key.
    fn of(key: &str) -> Self {
        if key == "ArrowUp" { Way::Up } else { Way::Down }
    }
}

/// What of a row gets the keyboard focus when it comes into the page.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Focus {
    /// The field in place of this row's title, while it is edited.
    Field(u64),
    /// The title, after Enter or Escape in its field.
    Title(u64),
}

/// The state of a page. Handles are `Copy`: each handler takes along what it needs.
#[derive(Clone, Copy)]
struct Todos {
    rows: ListSignal<Todo>,
    last_id: Signal<u64>,
    filter: Signal<Filter>,
    /// What is typed into the field for a new row, and into the one in place of a title.
    new: Signal<String>,
    edited: Signal<String>,
    focus: Signal<Option<Focus>>,
    /// Answers each row whether `focus` is there: only rows whose answer changes render again.
    focused: Selector<Focus>,
    /// Said by screen readers when it changes.
    news: Signal<String>,
}

#[setup]
fn use_todos(cx: &mut Setup) -> Todos {
    let focus = cx.signal(None);
    Todos {
        rows: cx.list(|todo: &Todo| todo.id),
        last_id: cx.signal(0),
        filter: cx.signal(Filter::All),
        new: cx.signal(String::new()),
        edited: cx.signal(String::new()),
        focus,
        focused: cx.selector(move |r| *focus.get(r)),
        news: cx.signal(String::new()),
    }
}

impl Todos {
    fn add(self, tx: &mut Tx) -> Result<(), vango::Error> {
        let title = self.new.get(tx).trim().to_owned();
        if !title.is_empty() {
            *self.last_id.get_mut(tx) += 1;
            let (id, done) = (*self.last_id.get(tx), false);
            self.rows.push(tx, Todo { id, title, done })?;
            self.new.set(tx, String::new());
        }
        Ok(())
    }

    fn edit(self, tx: &mut Tx, id: u64) {
        if let Some(todo) = self.rows.get_by_key(tx, &id) {
            let title = todo.title.clone();
            self.edited.set(tx, title);
            self.focus.set(tx, Some(Focus::Field(id)));
        }
    }

    /// What was typed becomes the title, unless it is empty.
    fn rename(self, tx: &mut Tx, id: u64) {
        let title = self.edited.get(tx).trim().to_owned();
        if !title.is_empty()
            && let Some(todo) = self.rows.get_mut_by_key(tx, &id)
        {
            todo.title = title;
        }
    }

    /// Moves a row past its neighbour: of those that are shown, the one before it or after it.
    fn shift(self, tx: &mut Tx, id: u64, way: Way) {
        let Some(from) = self.rows.position(tx, &id) else {
            return;
        };
        let filter = *self.filter.get(tx);
        let row = |at| self.rows.get(tx, at);
        let is_shown = |at: &usize| row(*at).is_some_and(|todo| filter.shows(todo));
        let to = match way {
            Way::Up => (0..from).rev().find(is_shown),
            Way::Down => (from + 1..self.rows.len(tx)).find(is_shown),
        };
        if let Some(to) = to {
            self.rows.move_to(tx, from, to);
            self.news.set(tx, format!("Now number {}", to + 1));
        }
    }
}

/// One row. A function, not a component: it has no state of its own.
fn row(r: &Render, todos: Todos, todo: &Todo) -> View {
    let (id, title) = (todo.id, &todo.title);
    view! { r,
        <li
            class:done=(todo.done)
            hidden=(!todos.filter.get(r).shows(todo))
            on:keydown.key("ArrowUp", "ArrowDown")=move |tx, ev| {
                if ev.modifiers.alt() {
                    todos.shift(tx, id, Way::of(&ev.key));
                }
            }
        >
            <input
                type="checkbox"
                aria-label={format!("Done: {title}")}
                checked=(todo.done)
                on:change=move |tx, ev| {
                    if let Some(todo) = todos.rows.get_mut_by_key(tx, &id) {
                        todo.done = ev.checked;
                    }
                }
            >
            if todos.focused.is(r, &Focus::Field(id)) {
                <input
                    class="title"
                    aria-label={format!("New title of {title}")}
                    autofocus
                    bind:value=(todos.edited)
                    on:keydown.key("Enter", "Escape")=move |tx, ev| {
                        if ev.key == "Enter" {
                            todos.rename(tx, id);
                        }
                        todos.focus.set(tx, Some(Focus::Title(id)));
                    }
                    on:blur=move |tx| {
                        todos.rename(tx, id);
                        todos.focus.set(tx, None);
                    }
                >
            } else {
                <button
                    class="title"
                    autofocus=(todos.focused.is(r, &Focus::Title(id)))
                    on:dblclick=move |tx| { todos.edit(tx, id); }
                    on:keydown.key("Enter").prevent=move |tx| { todos.edit(tx, id); }
                >
                    {title}
                </button>
            }
            <button
                class="quiet"
                aria-label={format!("Move up: {title}")}
                on:click=move |tx| { todos.shift(tx, id, Way::Up); }
            >
                "↑"
            </button>
            <button
                class="quiet"
                aria-label={format!("Move down: {title}")}
                on:click=move |tx| { todos.shift(tx, id, Way::Down); }
            >
                "↓"
            </button>
            <button
                class="quiet"
                aria-label={format!("Remove: {title}")}
                on:click=move |tx| { todos.rows.remove_key(tx, &id); }
            >
                "×"
            </button>
        </li>
    }
}

/// The page.
#[component]
pub fn TodoPage(cx: &mut Setup) -> Component {
    let todos = use_todos(cx);
    let active = cx.memo(move |r| todos.rows.iter(r).filter(|todo| !todo.done).count());

    render(move |r| {
        let done = todos.rows.len(r) - *active.get(r);
        view! { r,
            <main class="narrow">
                <h1>"To do"</h1>
                <form class="line" on:submit=move |tx| { todos.add(tx)?; }>
                    <input
                        name="title"
                        aria-label="What is to be done?"
                        placeholder="What is to be done?"
                        autocomplete="off"
                        autofocus
                        bind:value=(todos.new)
                    >
                    <button class="primary">"Add"</button>
                </form>
                <ul class="list" aria-label="Things to do">
                    each todo in todos.rows { {row(r, todos, todo)} }
                </ul>
                <footer class="line">
                    <span role="status">{active}" active, "{done}" done"</span>
                    <span class="choice" role="group" aria-label="Show">
                        for (filter, label) in Filter::ALL, key = label {
                            <button
                                aria-pressed=(*todos.filter.get(r) == filter)
                                on:click=move |tx| { todos.filter.set(tx, filter); }
                            >
                                {label}
                            </button>
                        }
                    </span>
                    <button
                        class="quiet"
                        disabled=(done == 0)
                        on:click=move |tx| { todos.rows.retain(tx, |todo| !todo.done); }
                    >
                        "Clear done"
                    </button>
                </footer>
                <p class="note">
                    "Double-click or Enter edits a title. Alt with ↑ or ↓ moves a row."
                </p>
                <p class="unseen" role="status">{todos.news}</p>
            </main>
        }
    })
}

fn main() -> Result<(), vango::Error> {
    App::new()
        .title("To do · Vango")
        .stylesheet("vango.css", include_str!("assets/vango.css"))
        .page("/", TodoPage)
        .run()
}
