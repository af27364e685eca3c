//! A small chat: a shared room as a service, channels, presence by cleanup, a form, scrolling list, a filter memo.
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use vango::prelude::*;

#[derive(Clone, Debug)]
struct Line {
    id: u64,
    who: String,
    text: Arc<str>,
}

#[derive(Default)]
struct Room {
    next: u64,
    members: BTreeMap<u64, (String, Sender<Line>)>,
}

#[derive(Default)]
pub struct Chat(Mutex<Room>);

impl Chat {
    fn open(&self) -> MutexGuard<'_, Room> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn join(&self, who: &str, sender: Sender<Line>) -> u64 {
        let mut room = self.open();
        room.next += 1;
        let id = room.next;
        room.members.insert(id, (who.to_owned(), sender));
        id
    }
    fn leave(&self, id: u64) {
        self.open().members.remove(&id);
    }
    fn say(&self, from: u64, text: &str) -> Result<usize, vango::Error> {
        let mut room = self.open();
        room.next += 1;
        let id = room.next;
        let (who, _) = room.members.get(&from).ok_or_else(|| vango::Error::message("not in the room"))?;
        let line = Line { id, who: who.clone(), text: text.into() };
        room.members.retain(|_, (_, sender)| !sender.is_closed());
        Ok(room.members.values().filter(|(_, sender)| sender.send(line.clone()).is_ok()).count())
    }
}

#[component]
pub fn Talk(cx: &mut Setup, #[prop(into)] name: Prop<String>) -> Component {
    let chat = cx.service::<Chat>();
    let lines = cx.list(|line: &Line| line.id);
    let (draft, filter, own) = (cx.signal(String::new()), cx.signal(String::new()), cx.signal(None::<u64>));
    let sender = cx.channel(move |tx, line: Line| {
        if lines.len(tx) == 100 {
            lines.remove(tx, 0);
        }
        let _ = lines.push(tx, line);
    });
    cx.on_mount(move |tx| {
        let id = chat.get(tx).join(name.get(tx), sender.clone());
        own.set(tx, Some(id));
        move |tx: &mut Tx| chat.get(tx).leave(id)
    });
    let shown = cx.memo(move |r| lines.iter(r).filter(|line| line.text.contains(filter.get(r).as_str())).count());
    render(move |r| {
        view! { r,
            <label>"Filter" <input type="search" bind:value=filter/></label>" "{shown}
            <ol role="log">each line in lines {
                if line.text.contains(filter.get(r).as_str()) { <li value={line.id}><b>{&line.who}</b>": "{&*line.text}</li> }
            }</ol>
            <form on:submit.prevent=move |tx| {
                let id = own.get(tx).ok_or_else(|| vango::Error::message("not yet"))?;
                let text = std::mem::take(draft.get_mut(tx));
                chat.get(tx).say(id, &text)?;
            }>
                <label>"Text" <input bind:value=draft/></label>
                <button disabled=(draft.get(r).trim().is_empty() || own.get(r).is_none())>"Send"</button>
            </form>
        }
    })
}
