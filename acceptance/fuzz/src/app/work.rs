//! Resources, actions of each policy, channels, timers; loads that wait, fail, and panic.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::Poll;
use std::time::Duration;

use vango::prelude::*;

use super::list::Kid;
use super::{World, fail};

/// Waits until the world lets number `n` pass.
async fn pass(world: &World, n: u32) {
    poll_fn(|_| match world.open.load(Ordering::SeqCst) {
        open if open >= n % 8 => Poll::Ready(()),
        _ => Poll::Pending,
    })
    .await;
}

/// The page.
#[component]
pub(super) fn Works(cx: &mut Setup) -> Component {
    let shown = cx.signal(true);
    let key = cx.signal(0_u32);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { shown.toggle(tx); }>"shown"</button>
            <button on:click=move |tx| { *key.get_mut(tx) += 1; }>"next"</button>
            if *shown.get(r) { <Worker key_of_it={*key.get(r)}/> }
            <Worker key_of_it={1}/>
        }
    })
}

/// What runs off the loop.
#[derive(Clone, Copy)]
struct Jobs {
    user: Resource<String>,
    save: Action<u32, u32>,
    only: Action<u32, u32>,
}

#[setup]
fn use_jobs(cx: &mut Setup, key_of_it: Prop<u32>, heard: Signal<u32>) -> Jobs {
    let user = cx.resource(
        move |r| *key_of_it.get(r),
        |work, n| async move {
            pass(&work.service::<Arc<World>>(), n).await;
            match n % 5 {
                3 => Err(vango::Error::message("nobody has this number")),
                4 => fail("in a loader"),
                _ => Ok(format!("user {n}")),
            }
        },
    );
    let save = cx
        .action(|work, n: u32| async move {
            pass(&work.service::<Arc<World>>(), n).await;
            if n % 7 == 6 {
                Err(vango::Error::message("refused"))
            } else {
                Ok(n)
            }
        })
        .on_done(move |tx, result| {
            if let Ok(n) = result {
                heard.set(tx, *n);
            }
        })
        .queue(3);
    let only = cx.action(|work, n: u32| async move {
        pass(&work.service::<Arc<World>>(), n).await;
        Ok(n)
    });
    let only = only.drop_while_running();
    Jobs { user, save, only }
}

/// One of everything that is asynchronous.
#[component]
pub(super) fn Worker(cx: &mut Setup, key_of_it: Prop<u32>) -> Component {
    let world = cx.service::<Arc<World>>();
    let heard = cx.signal(0_u32);
    let ticks = cx.signal(0_u32);
    let sender = cx.channel_with_capacity(16, move |tx, n: u32| {
        if n % 64 == 63 {
            fail("in a channel");
        }
        *heard.get_mut(tx) = n;
    });
    let interval = cx.interval(Duration::from_millis(500), move |tx| {
        *ticks.get_mut(tx) += 1;
    });
    let timer = cx.timer(move |tx| {
        *ticks.get_mut(tx) += 100;
        if *ticks.get(tx) % 16 == 9 {
            fail("in a timer");
        }
    });
    let Jobs { user, save, only } = use_jobs(cx, key_of_it, heard);
    let joined = cx.stored(sender);
    cx.on_mount(move |tx| {
        let sender = joined.get(tx).clone();
        if let Ok(mut hub) = world.get(tx).hub.lock() {
            hub.retain(|sender| !sender.is_closed());
            hub.push(sender);
        }
        |_tx: &mut Tx| {}
    });
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { user.refresh(tx); }>"again"</button>
            <button on:click=move |tx| { let n = *ticks.get(tx); save.run(tx, n)?; }>"save"</button>
            <button on:click=move |tx| { let n = *ticks.get(tx); only.run(tx, n)?; }>"only"</button>
            <button on:click=move |tx| { save.cancel(tx); }>"cancel"</button>
            <button on:click=move |tx| { save.reset(tx); only.reset(tx); }>"reset"</button>
            <button on:click=move |tx| { timer.start(tx, Duration::from_millis(30)); }>"timer"</button>
            <button on:click=move |tx| { timer.stop(tx); interval.stop(tx); }>"stop"</button>
            match user.get(r) {
                Load::Ready(name) => { <output>{name}</output> }
                Load::Reloading(name) => { <output aria-busy="true">{name}</output> }
                Load::Failed(error) => { <output role="alert">{error.to_string()}</output> }
                // More than what comes after it.
                Load::Loading => { <output>"…"</output><Kid label={1}/><Kid label={2}/> }
            }
            <i>{heard}" "{ticks}" "{only.is_running(r).then_some("running")}</i>
            match save.get(r) {
                ActionState::Done(n) => { <b>{n}</b> }
                ActionState::Failed(error) => { <b>{error.to_string()}</b> }
                _ => { "…" }
            }
        }
    })
}
