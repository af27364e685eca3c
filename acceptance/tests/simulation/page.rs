//! The page that is driven: all that can break, on one page.
//!
//! Invariant: what its handlers do follows from the number of the event alone, and each handler writes its number into the
//! session's life first; so `model.rs` knows what the page must show.

use std::sync::Arc;
use std::time::Duration;

use vango::prelude::*;
use vango::session::Root;

use crate::life::{Act, Entry, Life, Of, Seat};
use crate::script::{Item, MESSAGES_SHOWN, Op, blob, is_bad, load_ms, loaded, save_ms, work_fails};

/// The interval of the page's clock, in milliseconds.
pub(crate) const TICK_MS: u64 = 7_000;
/// The time of the page's timer, in milliseconds.
pub(crate) const TIMER_MS: u64 = 1_500;
/// Calls of the action that may wait.
pub(crate) const SAVES_WAITING: usize = 3;

/// The page with its life.
pub(crate) fn root(life: Arc<Life>) -> Root {
    Arc::new(move || {
        life.begin();
        vango::ready(Everything::props().life(Of(life.clone())))
    })
}

/// The state that scripts change.
#[derive(Clone, Copy)]
struct State {
    rows: ListSignal<Item>,
    items: Signal<Vec<Item>>,
    chosen: Signal<Option<u64>>,
    shows: Signal<bool>,
    level: Signal<u64>,
}

impl State {
    fn apply(self, tx: &mut Tx, op: Op) {
        match op {
            Op::Push(item) => _ = self.rows.push(tx, item),
            Op::Insert(at, item) => {
                let at = at.min(self.rows.len(tx));
                _ = self.rows.insert(tx, at, item);
            }
            Op::Remove(at) => drop(self.rows.remove(tx, at)),
            Op::Swap(a, b) => _ = self.rows.swap(tx, a, b),
            Op::Move(from, to) => {
                if from < self.rows.len(tx) && to < self.rows.len(tx) {
                    self.rows.move_to(tx, from, to);
                }
            }
            Op::Sort => self.rows.sort_by(tx, |a, b| a.n.cmp(&b.n)),
            Op::Cut => self.rows.retain(tx, |item| item.n % 2 == 0),
            Op::Clear => self.rows.clear(tx),
            Op::AddItem(item) => self.items.get_mut(tx).push(item),
            Op::Rotate(by) => {
                let items = self.items.get_mut(tx);
                let by = by % items.len().max(1);
                items.rotate_left(by);
            }
            Op::Reverse => self.items.get_mut(tx).reverse(),
            Op::DropItem(at) => {
                let items = self.items.get_mut(tx);
                if at < items.len() {
                    items.remove(at);
                }
            }
            Op::Choose(id) => self.chosen.set(tx, Some(id)),
            Op::Turn => self.shows.toggle(tx),
            Op::Level(level) => self.level.set(tx, level),
        }
    }
}

#[component]
fn Everything(cx: &mut Setup, life: Prop<Of>) -> Component {
    let rows = cx.list(|item: &Item| item.id);
    let items = cx.signal(Vec::<Item>::new());
    let chosen = cx.signal(None::<u64>);
    let shows = cx.signal(true);
    let level = cx.signal(0_u64);
    let state = State {
        rows,
        items,
        chosen,
        shows,
        level,
    };
    let count = cx.signal(0_u64);
    let seen = cx.signal(0_u64);
    let is_chosen = cx.selector(move |r| *chosen.get(r));
    let total = cx.memo(move |r| rows.iter(r).map(|item| item.n).sum::<u64>());
    cx.effect(
        move |r| *count.get(r),
        move |tx, count| seen.set(tx, *count),
    );
    render(move |r| {
        let me = life.get(r);
        view! { r,
            <button data-act="script" on:click=move |tx, ev| {
                let number = life.get(tx).0.event(ev.x, Act::Script);
                *count.get_mut(tx) += 1;
                for op in Op::of(number) { state.apply(tx, op); }
            }>"script"</button>
            <button data-act="panic" on:click=move |tx, ev| {
                life.get(tx).0.event(ev.x, Act::Panic);
                *count.get_mut(tx) += 1;
                std::panic::panic_any("planned: a handler");
            }>"panic"</button>
            <button data-act="fail" on:click=move |tx, ev| {
                life.get(tx).0.event(ev.x, Act::Fail);
                *count.get_mut(tx) += 1;
                "x".parse::<u8>()?;
            }>"fail"</button>
            <output>{count}</output><samp>{seen}"/"{total}</samp>
            <Desk life={me.clone()}/>
            <Wire life={me.clone()}/>
            if *shows.get(r) {
                <ol>each item in rows {
                    let (id, n) = (item.id, item.n);
                    <li class:hot=(is_chosen.is(r, &id)) title={n}>
                        <button class="v" data-act={Act::Row(id).to_string()} on:click=move |tx, ev| {
                            life.get(tx).0.event(ev.x, Act::Row(id));
                            if let Some(item) = rows.get_mut_by_key(tx, &id) { item.n += 1; }
                        }>{n}</button>
                        <Kid life={life.get(r).clone()} seat={Seat::Row(id)} label={n}/>
                    </li>
                }</ol>
                <Kid life={me.clone()} seat={Seat::Branch} label={*level.get(r)}/>
            } else {
                <hr>
            }
            <ul>for item in items.get(r), key = item.id {
                let id = item.id;
                <li>
                    <button class="v" data-act={Act::Item(id).to_string()} on:click=move |tx, ev| {
                        life.get(tx).0.event(ev.x, Act::Item(id));
                        if let Some(item) = items.get_mut(tx).iter_mut().find(|item| item.id == id) { item.n += 1; }
                    }>{item.n}</button>
                    if item.n % 3 == 1 { <b>"one"</b> }
                    <Kid life={me.clone()} seat={Seat::Item(id)} label={item.n}/>
                </li>
            }</ul>
            <Frame life={me.clone()}>
                "slot "{*level.get(r)}
                <Kid life={me.clone()} seat={Seat::Slot} label={*level.get(r)}/>
            </Frame>
            <ErrorBoundary fallback={move |r: &Render<'_>, failure: &Failure| {
                let retry = failure.retry;
                view! { r,
                    <p>{failure.component}</p>
                    <button class="v" data-act="retry" on:click=move |tx, ev| {
                        life.get(tx).0.event(ev.x, Act::Retry);
                        retry.run(tx);
                    }>"retry"</button>
                }
            }}>
                <Fragile level={*level.get(r)}/>
                <Kid life={me.clone()} seat={Seat::Guarded} label={*level.get(r)}/>
            </ErrorBoundary>
            <Fragile level={*level.get(r) + 1}/>
        }
    })
}

#[component]
fn Kid(cx: &mut Setup, life: Prop<Of>, seat: Prop<Seat>, label: Prop<u64>) -> Component {
    life.get(cx).0.log(Entry::Mounted(*seat.get(cx)));
    let clicks = cx.signal(0_u64);
    render(move |r| {
        let act = Act::Kid(*seat.get(r));
        view! { r,
            <button class="v" data-act={act.to_string()} title={*label.get(r)} on:click=move |tx, ev| {
                life.get(tx).0.event(ev.x, act);
                *clicks.get_mut(tx) += 1;
            }>{clicks}</button>
            if *clicks.get(r) % 2 == 1 { <Leaf label={*label.get(r) + *clicks.get(r)}/> }
        }
    })
}

#[component]
fn Leaf(cx: &mut Setup, label: Prop<u64>) -> Component {
    let double = cx.memo(move |r| *label.get(r) * 2);
    render(move |r| view! { r, <q>{double}</q> })
}

#[component]
fn Fragile(cx: &mut Setup, level: Prop<u64>) -> Component {
    let _kept = cx.signal(0);
    render(move |r| {
        if is_bad(*level.get(r)) {
            std::panic::panic_any("planned: a render");
        }
        view! { r, <i>"level "{level}</i> }
    })
}

/// Shows its slot in one place, in another, or nowhere.
#[component]
fn Frame(cx: &mut Setup, life: Prop<Of>, children: Slot) -> Component {
    let mode = cx.signal(0_u64);
    render(move |r| {
        let now = *mode.get(r) % 3;
        view! { r,
            <button data-act="mode" on:click=move |tx, ev| {
                life.get(tx).0.event(ev.x, Act::Mode);
                *mode.get_mut(tx) += 1;
            }>"mode"</button>
            if now == 0 { <div>{children}</div> }
            if now == 2 { <p>{children}</p> }
        }
    })
}

/// Forms, a resource, an action.
#[component]
fn Desk(cx: &mut Setup, life: Prop<Of>) -> Component {
    let text = cx.signal(String::new());
    let draft = cx.signal(String::new());
    let sent = cx.signal(String::new());
    let key = cx.signal(1_u64);
    let found = cx.resource(
        move |r| *key.get(r),
        |_work, key| async move {
            tokio::time::sleep(Duration::from_millis(load_ms(key))).await;
            if work_fails(key) {
                std::panic::panic_any("planned: a load");
            }
            loaded(key).ok_or_else(|| vango::Error::message("nothing has this key"))
        },
    );
    let saved = cx.signal((0_u64, 0_u64));
    let save = cx
        .action(|_work, number: u64| async move {
            tokio::time::sleep(Duration::from_millis(save_ms(number))).await;
            if work_fails(number) {
                std::panic::panic_any("planned: an action");
            }
            loaded(number)
                .map(|_| number)
                .ok_or_else(|| vango::Error::message("it can't be saved"))
        })
        .on_done(move |tx, result| {
            life.get(tx)
                .0
                .log(Entry::Saved(result.as_ref().ok().copied()));
            let (well, badly) = saved.get_mut(tx);
            *(if result.is_ok() { well } else { badly }) += 1;
        })
        .queue(SAVES_WAITING);
    render(move |r| {
        view! { r,
            <input name="text" aria-label="Text" value={text.get(r)} on:input=move |tx, ev| {
                let number = ev.value.parse().unwrap_or(0);
                life.get(tx).0.event(number, Act::Text);
                text.set(tx, ev.value.clone());
            }>
            <form on:submit=move |tx, ev| {
                let number = ev.field("number").and_then(|number| number.parse().ok()).unwrap_or(0);
                let what = ev.field("draft").unwrap_or_default().to_owned();
                life.get(tx).0.log(Entry::Submitted(number, what.clone()));
                sent.set(tx, what);
                draft.set(tx, String::new());
            }>
                <input name="number" aria-label="Number">
                <input name="draft" aria-label="Draft" bind:value=draft on:input=move |tx, ev| {
                    let number = ev.value.parse().unwrap_or(0);
                    life.get(tx).0.event(number, Act::Draft);
                }>
                <s>{draft}</s><u>{sent}</u>
            </form>
            <button data-act="key" on:click=move |tx, ev| {
                let number = life.get(tx).0.event(ev.x, Act::Key);
                key.set(tx, number % 40);
            }>"key"</button>
            match found.get(r) {
                Load::Ready(value) => { <dfn>{*value}</dfn> }
                Load::Failed(_) => { <dfn>"failed"</dfn> }
                Load::Loading | Load::Reloading(_) => { <dfn aria-busy="true">"…"</dfn> }
            }
            <button data-act="save" on:click=move |tx, ev| {
                let number = life.get(tx).0.event(ev.x, Act::Save);
                let taken = save.run(tx, number);
                life.get(tx).0.log(Entry::Saving(number, taken.is_ok()));
                taken?;
            }>"save"</button>
            <kbd>{saved.get(r).0}"+"{saved.get(r).1}</kbd>
        }
    })
}

/// A channel, an interval, a timer.
#[component]
fn Wire(cx: &mut Setup, life: Prop<Of>) -> Component {
    let heard = cx.signal(0_u64);
    let last = cx.list(|number: &u64| *number);
    let blob_of = cx.signal(0_u64);
    let ticks = cx.signal(0_u64);
    let rung = cx.signal(0_u64);
    let sender = cx.channel(move |tx, message: u64| {
        life.get(tx).0.log(Entry::Message(message));
        *heard.get_mut(tx) += 1;
        if crate::script::is_fatal(message) {
            std::panic::panic_any("planned: a message");
        }
        last.push(tx, message).expect("each message comes once");
        if last.len(tx) > MESSAGES_SHOWN {
            last.remove(tx, 0);
        }
        blob_of.set(tx, message);
    });
    life.get(cx).0.listen(sender);
    let clock = cx.interval(Duration::from_millis(TICK_MS), move |tx| {
        life.get(tx).0.log(Entry::Tick);
        *ticks.get_mut(tx) += 1;
    });
    cx.on_mount(move |tx| {
        if !life.get(tx).0.has_clock {
            clock.stop(tx);
        }
    });
    let timer = cx.timer(move |tx| {
        life.get(tx).0.log(Entry::Rung);
        *rung.get_mut(tx) += 1;
    });
    render(move |r| {
        view! { r,
            <button data-act="timer" on:click=move |tx, ev| {
                life.get(tx).0.event(ev.x, Act::Timer);
                timer.start(tx, Duration::from_millis(TIMER_MS));
            }>"timer"</button>
            <var>{heard}" "{ticks}" "{rung}</var>
            each number in last { <em>{*number}</em> }
            <pre>{blob(*blob_of.get(r))}</pre>
        }
    })
}
