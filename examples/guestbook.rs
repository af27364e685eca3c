//! A guestbook that all open tabs share: `cargo run --example guestbook`, then open the address in two tabs.
//!
//! Signing is slow, so it is an *action*: work off the session's loop. What is shown is a *resource* whose key is the
//! search. A new entry reaches every tab through a *channel*.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::sleep;
use vango::prelude::*;

/// What somebody has written.
#[derive(Clone, PartialEq)]
struct Entry {
    id: usize,
    name: String,
    text: String,
}

/// The book: one for the whole app, a service. A real one would be a database.
pub struct Book(Mutex<Pages>);

#[derive(Default)]
struct Pages {
    entries: Vec<Entry>,
    /// Those who look at the book now.
    readers: Vec<Sender<()>>,
}

impl Book {
    /// A book with two entries.
    pub fn sample() -> Self {
        let book = Self(Mutex::default());
        book.write("Ada", "The engine weaves algebraic patterns.");
        book.write("Grace", "A ship in port is safe.");
        book
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, name: &str, text: &str) {
        let mut pages = self.pages();
        let (id, name, text) = (pages.entries.len(), name.to_owned(), text.to_owned());
        pages.entries.push(Entry { id, name, text });
    }

    /// From now on `reader` is told of new entries.
    fn join(&self, reader: Sender<()>) {
        self.pages().readers.push(reader);
    }

    /// Slow, and refuses some. Returns the text that was written.
    async fn sign(&self, name: String, text: String) -> Result<String, vango::Error> {
        sleep(Duration::from_millis(800)).await;
        if text.contains("://") {
            return Err(vango::Error::message("No links, please."));
        }
        self.write(&name, &text);
        // Who has left is forgotten. Who has not looked at earlier news needs no more of them.
        let mut pages = self.pages();
        pages.readers.retain(|reader| !reader.is_closed());
        for reader in &pages.readers {
            let _ = reader.send(());
        }
        Ok(text)
    }

    /// The newest entries that contain `query`. One letter takes longest, so a later, longer query overtakes it.
    async fn search(&self, query: &str) -> Result<Vec<Entry>, vango::Error> {
        let query = query.to_lowercase();
        if !query.is_empty() {
            sleep(Duration::from_millis(600 / query.len() as u64)).await;
        }
        let text = |entry: &Entry| format!("{} {}", entry.name, entry.text).to_lowercase();
        let pages = self.pages();
        let newest_first = pages.entries.iter().rev();
        let found = newest_first.filter(|entry| text(entry).contains(&query));
        Ok(found.take(50).cloned().collect())
    }
}

/// One entry.
#[component]
fn Card(_cx: &mut Setup, entry: Prop<Entry>) -> Component {
    render(move |r| {
        let Entry { name, text, .. } = entry.get(r);
        view! { r,
            <article class="card">
                <p>{text}</p>
                <footer>{name}</footer>
            </article>
        }
    })
}

/// The form. It keeps what was typed until it is in the book.
#[component]
fn Sign(cx: &mut Setup) -> Component {
    let name = cx.signal(String::new());
    let text = cx.signal(String::new());
    let refused = cx.signal(None);
    let sign = cx
        .action(|work, (name, text)| async move { work.service::<Book>().sign(name, text).await })
        .on_done(move |tx, result| {
            refused.set(tx, None);
            // Unless the next one is being written already.
            if let Ok(written) = result
                && text.get(tx).trim() == written
            {
                text.set(tx, String::new());
            }
        })
        .drop_while_running();

    render(move |r| {
        view! { r,
            <form class="stack" on:submit=move |tx| {
                let draft = (
                    name.get(tx).trim().to_owned(),
                    text.get(tx).trim().to_owned()
                );
                let rejection = sign.run(tx, draft).err();
                refused.set(tx, rejection);
            }>
                <label>
                    "Your name"
                    <input name="name" autocomplete="name" required bind:value=name>
                </label>
                <label>
                    "Your message"
                    <textarea name="text" rows=3 required bind:value=text></textarea>
                </label>
                <button class="primary" disabled=(sign.is_running(r))>
                    if sign.is_running(r) { "Signing…" } else { "Sign" }
                </button>
                match sign.get(r) {
                    ActionState::Failed(error) => { <p role="alert">{error}</p> }
                    ActionState::Done(_) => {
                        <p role="status" class="note">"Signed. Thank you!"</p>
                    }
                    _ => {}
                }
                if let Some(rejection) = refused.get(r) {
                    <p role="alert">"Not sent: "{rejection.to_string()}</p>
                }
            </form>
        }
    })
}

/// The page.
#[component]
pub fn Guestbook(cx: &mut Setup) -> Component {
    let book = cx.service::<Book>();
    let query = cx.signal(String::new());
    let found = cx.resource(
        move |r| query.get(r).trim().to_owned(),
        |work, query| async move { work.service::<Book>().search(&query).await },
    );
    let news = cx.channel(move |tx, ()| found.refresh(tx));
    cx.on_mount(move |tx| book.get(tx).join(news.clone()));

    render(move |r| {
        view! { r,
            <main class="narrow">
                <h1>"Guestbook"</h1>
                <p class="lead">"Open it in another tab: what is written there appears here."</p>
                <Sign />
                <label class="search">
                    "Search"
                    <input
                        type="search"
                        value=query
                        on:input.debounce(150)=move |tx, ev| { query.set(tx, ev.value.clone()); }
                    >
                </label>
                if let Load::Failed(error) = found.get(r) { <p role="alert">{error}</p> }
                // What was found for an earlier query stays until there is something newer.
                if let Some(entries) = found.latest(r) {
                    <p role="status" class="note">
                        {entries.len()}
                        if entries.len() == 1 { " entry" } else { " entries" }
                    </p>
                    <section aria-label="Entries" aria-busy=(found.is_loading(r))>
                        for entry in entries, key = entry.id { <Card entry={entry.clone()} /> }
                    </section>
                } else {
                    <p role="status" class="note">"Looking…"</p>
                }
            </main>
        }
    })
}

fn main() -> Result<(), vango::Error> {
    App::new()
        .title("Guestbook · Vango")
        .stylesheet("vango.css", include_str!("assets/vango.css"))
        .service(Book::sample())
        .page("/", Guestbook)
        .run()
}
