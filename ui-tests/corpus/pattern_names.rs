//! Patterns that take the names of setup's variables, also of those that were moved away or cannot be captured.
use std::rc::Rc;

use vango::prelude::*;

enum Event {
    Moved { x: i32, y: i32 },
    Named(String),
}

#[component]
pub fn Patterns(cx: &mut Setup) -> Component {
    let name = String::from("first");
    let x = Rc::new(4);
    let (rest, key) = (vec![*x], String::from("key"));
    let events = cx.signal(vec![Event::Named(name), Event::Moved { x: *x, y: rest.len() as i32 }]);
    let label = cx.signal(Some(key));
    let title = cx.memo(move |r| match label.get(r) {
        Some(title) if title.len() > 3 => title.clone(),
        Some(later) => format!("{later}!"),
        None => String::new(),
    });
    let count = cx.memo(move |r| events.get(r).iter().filter(|count| matches!(count, Event::Moved { x, .. } if *x > 0)).count());
    let later = cx.signal(0);
    drop((x, rest));
    render(move |r| {
        let all = events.get(r);
        view! { r,
            for (at, event) in all.iter().enumerate(), key = (at, all.len()) {
                match event {
                    Event::Moved { x, y: rest } => { {x}","{rest} }
                    Event::Named(name) if name.is_empty() => {}
                    Event::Named(name) => { {name} }
                }
            }
            if let [Event::Named(name), rest @ ..] = all.as_slice() && let Some(key) = label.get(r) {
                <p title=key>{name}{rest.len()}</p>
            }
            {all.iter().map(|x| match x { Event::Moved { x, .. } => *x, Event::Named(name) => name.len() as i32 }).sum::<i32>()}
            <button on:click=move |tx| {
                while let Some(Event::Moved { x, .. }) = events.get_mut(tx).pop() { *later.get_mut(tx) += x; }
            }>{title}{count}{later}</button>
        }
    })
}
