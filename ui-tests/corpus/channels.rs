//! Channels: a sender kept by a service, cloned for a handler, of an enum of messages, bounded, errors handled.
use std::sync::{Mutex, PoisonError};

use vango::prelude::*;

#[derive(Clone)]
pub enum News {
    Headline(String),
    Weather { degrees: i8 },
    Silence,
}

/// Who listens.
#[derive(Default)]
pub struct Board(Mutex<Vec<Sender<News>>>);

impl Board {
    pub fn join(&self, sender: Sender<News>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(sender);
    }
    pub fn tell(&self, news: &News) -> usize {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|sender| match sender.send(news.clone()) {
            Ok(()) => true,
            Err(error @ SendError::Full(_)) => matches!(error.into_message(), News::Headline(_)),
            Err(_) => false,
        });
        all.len()
    }
}

#[component]
pub fn Ticker(cx: &mut Setup) -> Component {
    let board = cx.service::<Board>();
    let (headline, degrees) = (cx.signal(String::new()), cx.signal(None::<i8>));
    let sender = cx.channel_with_capacity(16, move |tx, news| match news {
        News::Headline(text) => headline.set(tx, text),
        News::Weather { degrees: new } => degrees.set(tx, Some(new)),
        News::Silence => {
            headline.get_mut(tx).clear();
            degrees.set(tx, None);
        }
    });
    let own = cx.stored(sender.clone());
    cx.on_mount(move |tx| board.get(tx).join(sender.clone()));
    render(move |r| {
        view! { r,
            <p aria-live="polite">{headline} if let Some(degrees) = degrees.get(r) { " "{degrees}" °C" }</p>
            <button on:click=move |tx| { own.get(tx).send(News::Silence)?; }>"silence"</button>
            <button on:click=move |tx| { board.get(tx).tell(&News::Weather { degrees: 20 }); }>"tell all"</button>
        }
    })
}
