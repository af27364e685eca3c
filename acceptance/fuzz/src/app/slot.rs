//! Slots that hide and move, error boundaries around what fails, and application code that panics where it may write.

use vango::prelude::*;

use super::fail;
use super::list::Kid;

/// What is to fail.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Fault {
    Render,
    Memo,
    Effect,
    Handler,
    Cleanup,
    Drop,
}

const FAULTS: [Fault; 6] = [
    Fault::Render,
    Fault::Memo,
    Fault::Effect,
    Fault::Handler,
    Fault::Cleanup,
    Fault::Drop,
];

/// The page.
#[component]
pub(super) fn Slots(cx: &mut Setup) -> Component {
    let n = cx.signal(0_u64);
    let fault = cx.signal(None::<Fault>);
    let rows = cx.signal(vec![1_u64, 2]);
    let shown = cx.signal(true);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *n.get_mut(tx) += 1; }>"n"</button>
            <button on:click=move |tx| { shown.toggle(tx); }>"shown"</button>
            <button on:click=move |tx| { let rows = rows.get_mut(tx); let by = 1.min(rows.len()); rows.rotate_left(by); }>"rotate"</button>
            <button on:click=move |tx| { let next = rows.get(tx).iter().max().map_or(1, |highest| highest + 1); if next < 7 { rows.get_mut(tx).push(next); } }>"more"</button>
            <button on:click=move |tx| { rows.get_mut(tx).pop(); }>"fewer"</button>
            <button on:click=move |tx| { fault.set(tx, None); }>"well"</button>
            for it in FAULTS, key = format!("{it:?}") {
                <button on:click=move |tx| {
                    fault.set(tx, Some(it));
                    if it == Fault::Handler { fail("in a handler"); }
                }>{format!("{it:?}")}</button>
            }
            if *shown.get(r) {
                <Frame>
                    <:foot><em>{n}</em><Kid label={*n.get(r)}/></:foot>
                    "text "{n}
                    for row in rows.get(r), key = *row { <u>{row}</u> <Kid label={*row}/> }
                </Frame>
            }
            <ErrorBoundary fallback={move |r: &Render<'_>, failure: &Failure| {
                let retry = failure.retry;
                view! { r, <p>{&failure.message}</p><button on:click=move |tx| { retry.run(tx); }>"retry"</button> }
            }}>
                <i>{n}</i>
                <Fragile fault={*fault.get(r)}/>
            </ErrorBoundary>
            for row in rows.get(r), key = *row {
                <Frame><:foot>"-"</:foot>{row}<Fragile fault={fault.get(r).filter(|fault| *fault == Fault::Render && *row == 2)}/></Frame>
            }
        }
    })
}

/// Places its slots in one of four ways.
#[component]
fn Frame(cx: &mut Setup, children: Slot, foot: Slot) -> Component {
    let mode = cx.signal(0_u64);
    render(move |r| {
        let now = *mode.get(r) % 4;
        view! { r,
            <button on:click=move |tx| { *mode.get_mut(tx) += 1; }>"mode"</button>
            if now == 1 { <p>{foot}</p> }
            if now == 0 { <div>{children}</div> }
            if now == 2 { <Inner>{children}<hr/>{foot}</Inner> }
            if now == 1 { <b>{children}</b> }
        }
    })
}

#[component]
fn Inner(cx: &mut Setup, children: Slot) -> Component {
    let open = cx.signal(true);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { open.toggle(tx); }>"open"</button>
            if *open.get(r) { <q>{children}</q> }
        }
    })
}

/// Fails when it goes, when it is told to.
struct Bomb(bool);

impl Drop for Bomb {
    fn drop(&mut self) {
        if self.0 {
            fail("in a destructor");
        }
    }
}

#[component]
fn Fragile(cx: &mut Setup, fault: Prop<Option<Fault>>) -> Component {
    let clicks = cx.signal(0_u64);
    let bomb = cx.signal(Bomb(false));
    let memo = cx.memo(move |r| {
        if *fault.get(r) == Some(Fault::Memo) {
            fail("in a memo");
        }
        *clicks.get(r) / 2
    });
    cx.on_change(
        move |r| *fault.get(r),
        move |tx, fault| match fault {
            Some(Fault::Effect) => fail("in an effect"),
            Some(Fault::Drop) => bomb.get_mut(tx).0 = true,
            _ => {}
        },
    );
    cx.on_mount(move |_tx| {
        move |tx: &mut Tx| {
            if *fault.get(tx) == Some(Fault::Cleanup) {
                fail("in a cleanup");
            }
        }
    });
    render(move |r| {
        if *fault.get(r) == Some(Fault::Render) {
            fail("in a render");
        }
        view! { r, <button on:click=move |tx| { *clicks.get_mut(tx) += 1; }>"fragile"</button><b>{memo}</b> }
    })
}
