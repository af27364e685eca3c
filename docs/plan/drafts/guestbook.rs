//! A guestbook that all open tabs share: `cargo run --example guestbook`, then open the address in two tabs.
//!
//! Saving is slow, so it is an *action* off the session's loop; searching is a *resource* keyed by what was typed; a new
//! entry reaches every tab through a *channel*.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use vango::prelude::*;

/// What somebody has written.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    id: u64,
    name: String,
    text: String,
}

/// What is being written.
#[derive(Clone, Debug)]
struct Draft {
    name: String,
    text: String,
}

/// The book itself: one for the whole app. A real one would be a database.
#[derive(Default)]
struct Book {
    entries: Mutex<Vec<Entry>>,
    readers: Mutex<Vec<Sender<()>>>,
}

impl Book {
    /// From now on `reader` is told of each new entry.
    fn join(&self, reader: Sender<()>) {
        lock(&self.readers).push(reader);
    }

    async fn sign(&self, draft: Draft) -> Result<u64, vango::Error> {
        tokio::time::sleep(Duration::from_millis(800)).await;
        if draft.text.contains("http") {
            return Err(vango::Error::message("no links, please"));
        }
        let mut entries = lock(&self.entries);
        let id = entries.len() as u64 + 1;
        entries.push(Entry { id, name: draft.name, text: draft.text });
        drop(entries);
        // Who has left is struck off the list.
        lock(&self.readers).retain(|reader| !matches!(reader.send(()), Err(SendError::Closed(()))));
        Ok(id)
    }

    /// The newest entries that contain `query`.
    async fn search(&self, query: &str) -> Vec<Entry> {
        tokio::time::sleep(Duration::from_millis(120)).await;
        let query = query.to_lowercase();
        let entries = lock(&self.entries);
        let found = entries.iter().rev().filter(|entry| {
            entry.name.to_lowercase().contains(&query) || entry.text.to_lowercase().contains(&query)
        });
        found.take(50).cloned().collect()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One entry.
#[component]
fn Card(cx: &mut Setup, entry: Prop<Entry>) -> Component {
    let _ = cx;
    render(move |r| {
        let entry = entry.get(r);
        view! { r,
            <article class="card">
                <p>{&entry.text}</p>
                <footer>"— "{&entry.name}</footer>
            </article>
        }
    })
}

/// The page.
#[component]
pub fn Guestbook(cx: &mut Setup) -> Component {
    let book = cx.service::<Book>();
    let (name, text, query) = (cx.signal(String::new()), cx.signal(String::new()), cx.signal(String::new()));
    let found = cx.resource(
        move |r| query.get(r).trim().to_owned(),
        |work, query| async move { Ok::<_, vango::Error>(work.service::<Book>().search(&query).await) },
    );
    let news = cx.channel(move |tx, ()| found.refresh(tx));
    cx.on_mount(move |tx| book.get(tx).join(news.clone()));
    let sign = cx
        .action(|work, draft: Draft| async move { work.service::<Book>().sign(draft).await })
        .on_done(move |tx, result| {
            if result.is_ok() {
                text.set(tx, String::new());
            }
        })
        .drop_while_running();

    render(move |r| {
        view! { r,
            <main class="narrow">
                <h1>"Guestbook"</h1>
                <p class="lead">"Open it in another tab: what is written there appears here."</p>
                <form class="stack" on:submit.prevent=move |tx| {
                    let draft = Draft { name: name.get(tx).trim().to_owned(), text: text.get(tx).trim().to_owned() };
                    if !draft.name.is_empty() && !draft.text.is_empty() {
                        sign.run(tx, draft)?;
                    }
                }>
                    <input name="name" aria-label="Your name" placeholder="Your name" bind:value=name />
                    <textarea name="text" aria-label="Your message" placeholder="Your message" rows="3" bind:value=text></textarea>
                    <button class="primary" disabled=(sign.is_running(r))>
                        if sign.is_running(r) { "Signing…" } else { "Sign" }
                    </button>
                    if let ActionState::Failed(error) = sign.get(r) {
                        <p role="alert" class="alert">{error}</p>
                    }
                </form>
                <input type="search" aria-label="Search" placeholder="Search" value={query}
                    on:input.debounce(150)=move |tx, ev| { query.set(tx, ev.value.clone()); } />
                <section data-testid="entries" aria-busy=(if found.is_loading(r) { "true" } else { "false" })>
                    match found.get(r) {
                        Load::Loading => { <p class="lead">"Looking…"</p> }
                        Load::Failed(error) => { <p role="alert" class="alert">{error}</p> }
                        Load::Ready(entries) | Load::Reloading(entries) => {
                            for entry in entries, key = entry.id {
                                <Card entry={entry.clone()} />
                            }
                            if entries.is_empty() { <p class="lead">"Nothing here yet."</p> }
                        }
                    }
                </section>
            </main>
        }
    })
}

fn main() -> Result<(), vango::Error> {
    App::new()
        .title("Guestbook · Vango")
        .stylesheet("vango.css", include_str!("assets/vango.css"))
        .service(Book::default())
        .page("/", Guestbook)
        .run()
}
