//! Services: a struct, an `Arc<dyn Trait>`, a newtype of one; opened by handlers and loaders.
use std::sync::Arc;

use vango::prelude::*;

pub trait Mailer: Send + Sync {
    fn send(&self, to: &str, text: &str) -> Result<(), std::io::Error>;
}

pub struct Pool {
    url: String,
}

impl Pool {
    async fn count(&self) -> Result<usize, std::num::ParseIntError> {
        self.url.parse()
    }
}

#[derive(Clone)]
pub struct Outbox(Arc<dyn Mailer>);

#[component]
pub fn Contact(cx: &mut Setup) -> Component {
    let mailer = cx.service::<Arc<dyn Mailer>>();
    let outbox = cx.service::<Outbox>();
    let text = cx.signal(String::new());
    let count = cx.resource(|_| (), |work, ()| async move { Ok(work.service::<Pool>().count().await?) });
    render(move |r| {
        view! { r,
            <form on:submit.prevent=move |tx, ev| {
                let to = ev.field("to").unwrap_or_default();
                mailer.get(tx).send(to, text.get(tx))?;
                let second = Arc::clone(&outbox.get(tx).0);
                second.send(to, "a copy")?;
                text.set(tx, String::new());
                count.refresh(tx);
            }>
                <label>"To" <input name="to" type="email"/></label>
                <label>"Text" <textarea bind:value=text></textarea></label>
                <button>"Send"</button>
            </form>
            <output>{count.ready(r)}</output>
        }
    })
}
