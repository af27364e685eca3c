//! Panics in each phase, each at the press of a button, beside state that shows what they did.

use std::time::Duration;

use vango::prelude::*;

/// Longer than a click takes, so that an action can be seen running.
const WORK: Duration = Duration::from_millis(50);

/// What the page says of itself: state to be kept or lost, whatever fails.
#[component]
pub fn Failures(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u32);
    render(move |r| {
        view! { r,
            <button id="plus" on:click=move |tx| { *count.get_mut(tx) += 1; }>"plus"</button>
            <output id="count">{count}</output>
            <input id="typed" name="typed">
            <Pure />
            <Turns count={*count.get(r)} on_count=move |tx, n| { count.set(tx, n); } />
            <Works />
        }
    })
}

/// What must not fail, and does: render and a memo, with a boundary around them and without.
#[component]
fn Pure(cx: &mut Setup) -> Component {
    let broken = cx.signal("");
    let turn = move |tx: &mut Tx, name: &'static str| {
        let next = if *broken.get(tx) == name { "" } else { name };
        broken.set(tx, next);
    };
    render(move |r| {
        let broken = *broken.get(r);
        view! { r,
            for name in ["render", "memo", "guarded"], key = name {
                <button id={name} on:click=move |tx| { turn(tx, name); }>{name}</button>
            }
            <div id="render-place"><Fragile bad=(broken == "render") /></div>
            <div id="memo-place"><FragileMemo bad=(broken == "memo") /></div>
            <div id="guarded-place">
                <ErrorBoundary fallback={move |r: &Render<'_>, failure: &Failure| {
                    let retry = failure.retry;
                    view! { r,
                        <p id="fallback">{failure.component}": "{&failure.message}</p>
                        <button id="retry" on:click=move |tx| { retry.run(tx); }>"retry"</button>
                    }
                }}>
                    <input id="guarded-input" name="guarded">
                    <Fragile bad=(broken == "guarded") />
                </ErrorBoundary>
            </div>
        }
    })
}

/// Renders while it is well.
#[component]
fn Fragile(_cx: &mut Setup, bad: Prop<bool>) -> Component {
    render(move |r| {
        assert!(!*bad.get(r), "this render fails");
        view! { r, <b class="well">"well"</b> }
    })
}

/// The same, one step earlier.
#[component]
fn FragileMemo(cx: &mut Setup, bad: Prop<bool>) -> Component {
    let word = cx.memo(move |r| {
        assert!(!*bad.get(r), "this memo fails");
        "well".to_owned()
    });
    render(move |r| view! { r, <b class="well">{word}</b> })
}

/// What fails while a transaction is under way: what it wrote must not be seen.
#[component]
fn Turns(cx: &mut Setup, count: Prop<u32>, on_count: Callback<u32>) -> Component {
    let effect = cx.signal(false);
    let setup = cx.signal(false);
    cx.on_change(
        move |r| *effect.get(r),
        move |tx, on| {
            on_count.call(tx, 777);
            assert!(!on, "this effect fails");
        },
    );
    let timer = cx.timer(move |tx| {
        on_count.call(tx, 777);
        panic!("this timer fails");
    });
    let messages = cx.channel(move |tx, (): ()| {
        on_count.call(tx, 777);
        panic!("this message fails");
    });
    let messages = cx.stored(messages);
    render(move |r| {
        view! { r,
            <output id="count-inside">{count}</output>
            <button id="handler" on:click=move |tx| {
                on_count.call(tx, 777);
                panic!("this handler fails");
            }>"handler"</button>
            <button id="error" on:click=move |_tx| {
                Err(vango::Error::message("this handler answers an error"))?;
            }>"error"</button>
            <button id="effect" on:click=move |tx| { effect.set(tx, true); }>"effect"</button>
            <button id="setup" on:click=move |tx| { setup.set(tx, true); }>"setup"</button>
            <button id="timer" on:click=move |tx| { timer.start(tx, Duration::from_millis(10)); }>"timer"</button>
            <button id="message" on:click=move |tx| { messages.get(tx).send(())?; }>"message"</button>
            if *setup.get(r) { <Unborn /> }
        }
    })
}

/// Never gets as far as its render.
#[component]
fn Unborn(_cx: &mut Setup) -> Component {
    assert!(std::hint::black_box(false), "this setup fails");
    render(move |r| view! { r, <b>"unborn"</b> })
}

/// What fails off the session's loop: as a value that the page shows.
#[component]
fn Works(cx: &mut Setup) -> Component {
    let key = cx.signal(0_u32);
    let loaded = cx.resource(
        move |r| *key.get(r),
        |_work, key: u32| async move {
            assert!(key != 1, "this loader fails");
            Ok(format!("loaded {key}"))
        },
    );
    let action = cx
        .action(|_work, good: bool| async move {
            tokio::time::sleep(WORK).await;
            assert!(good, "this action fails");
            Ok("done")
        })
        .drop_while_running();
    render(move |r| {
        view! { r,
            <button id="loader" on:click=move |tx| { *key.get_mut(tx) += 1; }>"loader"</button>
            <output id="loaded">
                match loaded.get(r) {
                    Load::Loading => { "loading" }
                    Load::Ready(text) | Load::Reloading(text) => { {text} }
                    Load::Failed(_) => { "failed" }
                }
            </output>
            <button id="action" on:click=move |tx| { action.run(tx, false)?; }>"fail"</button>
            <button id="action-good" on:click=move |tx| { action.run(tx, true)?; }>"succeed"</button>
            <output id="acted">
                match action.get(r) {
                    ActionState::Idle => { "idle" }
                    ActionState::Running => { "running" }
                    ActionState::Done(text) => { {*text} }
                    ActionState::Failed(_) => { "failed" }
                }
            </output>
        }
    })
}
