//! Sessions of many kinds: each page holds most of its memory in another way.

use vango::prelude::*;

/// A value of an application, of which the framework knows nothing.
#[derive(Clone, PartialEq)]
pub(crate) struct Row {
    name: String,
    tags: Vec<u32>,
}

pub(crate) fn values(count: u32) -> Vec<Row> {
    let row = |n| Row {
        name: format!("row number {n} with a name of some length"),
        tags: (0..n % 8).collect(),
    };
    (0..count).map(row).collect()
}

/// A text whose bytes differ from those of another `n`.
fn text(n: u32, bytes: usize) -> String {
    format!("{n:08}").repeat(bytes / 8)
}

/// The application's own structures.
#[component]
pub(crate) fn Values(cx: &mut Setup) -> Component {
    let rows = cx.signal(values(2_000));
    render(move |r| view! { r, <output>{rows.get(r).len()}</output> })
}

/// The same, as what a resource has loaded.
#[component]
pub(crate) fn Loaded(cx: &mut Setup) -> Component {
    let rows = cx.resource(
        |_| 2_000,
        |_, count| async move {
            again().await;
            Ok::<_, vango::Error>(values(count))
        },
    );
    render(move |r| {
        view! { r, <output>{rows.get(r).ready().map_or(0, Vec::len)}</output> }
    })
}

/// Lets the task be polled more than once, perhaps on two threads.
async fn again() {
    let mut again = true;
    std::future::poll_fn(|cx| {
        if std::mem::take(&mut again) {
            cx.waker().wake_by_ref();
            return std::task::Poll::Pending;
        }
        std::task::Poll::Ready(())
    })
    .await;
}

/// Large texts, shown.
#[component]
pub(crate) fn Texts(cx: &mut Setup) -> Component {
    let body = cx.signal(text(1, 80_000));
    let lines = cx.signal((0..500).map(|n| text(n, 160)).collect::<Vec<_>>());
    let note = cx.signal(Some(text(2, 40_000)));
    render(move |r| {
        view! { r,
            <p>{body}</p><p>{note.get(r).as_deref()}</p>
            <output>{lines.get(r).len()}</output>
        }
    })
}

/// Rows that are rendered together, with handlers.
#[component]
pub(crate) fn ForRows(cx: &mut Setup) -> Component {
    let rows = cx.signal((0..500).collect::<Vec<u32>>());
    let chosen = cx.signal(0_u32);
    render(move |r| {
        view! { r,
            for row in rows.get(r), key = row {
                let id = *row;
                <p class:chosen=(*chosen.get(r) == id)>
                    <b>{format!("row number {id}")}</b>
                    <button on:click=move |tx| { chosen.set(tx, id); }>"choose"</button>
                    <button on:click=move |tx| { rows.get_mut(tx).retain(|row| *row != id); }>"remove"</button>
                </p>
            }
        }
    })
}

/// Rows that are rendered alone.
#[component]
pub(crate) fn EachRows(cx: &mut Setup) -> Component {
    let rows = cx.list_from(0..500_u32, |row: &u32| *row);
    let chosen = cx.signal(0_u32);
    render(move |r| {
        view! { r,
            each row in rows {
                let id = *row;
                <p class:chosen=(*chosen.get(r) == id)>
                    <b>{format!("row number {id}")}</b>
                    <button on:click=move |tx| { chosen.set(tx, id); }>"choose"</button>
                    <button on:click=move |tx| { rows.remove_key(tx, &id); }>"remove"</button>
                </p>
            }
        }
    })
}

#[component]
fn Cell(cx: &mut Setup, n: Prop<u32>) -> Component {
    let a = cx.signal(1_u64);
    let b = cx.signal(2_u64);
    let c = cx.signal(3_u64);
    let d = cx.signal(String::new());
    let ab = cx.memo(move |r| a.get(r) + b.get(r));
    let bc = cx.memo(move |r| b.get(r) + c.get(r));
    let all = cx.memo(move |r| ab.get(r) + bc.get(r) + u64::from(*n.get(r)));
    let text = cx.memo(move |r| format!("{}{}", d.get(r), all.get(r)));
    render(move |r| view! { r, <i>{text}</i> })
}

/// Many signals and memos.
#[component]
pub(crate) fn Cells(cx: &mut Setup) -> Component {
    let count = cx.signal(150_u32);
    render(move |r| {
        view! { r, for n in 0..*count.get(r), key = n { <Cell n={n} /> } }
    })
}

#[component]
fn Drawer(cx: &mut Setup, children: Slot) -> Component {
    let is_open = cx.signal(true);
    render(move |r| {
        view! { r, <div>if *is_open.get(r) { <section>{children}</section> } <b>"drawer"</b></div>
        <button on:click=move |tx| { let open = *is_open.get(tx); is_open.set(tx, !open); }>"drawer"</button> }
    })
}

/// A slot with much in it, which one click hides: the child's button comes last in the page.
#[component]
pub(crate) fn Parked(cx: &mut Setup) -> Component {
    let count = cx.signal(150_u32);
    render(move |r| {
        view! { r, <Drawer>for n in 0..*count.get(r), key = n { <Cell n={n} /> }</Drawer> }
    })
}

/// Large answers, which wait for the browser's acknowledgement.
#[component]
pub(crate) fn Answers(cx: &mut Setup) -> Component {
    let n = cx.signal(0_u32);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *n.get_mut(tx) += 1; }>"next"</button>
            <p>{text(*n.get(r), 20_000)}</p>
        }
    })
}

/// Components in components.
#[component]
pub(crate) fn Deep(cx: &mut Setup, #[prop(default = 0)] depth: Prop<u32>) -> Component {
    let own = cx.signal(String::new());
    let length = cx.memo(move |r| own.get(r).len());
    render(move |r| {
        let next = *depth.get(r) + 1;
        view! { r,
            <p><i>{length}</i><button on:click=move |tx| { own.get_mut(tx).push('x'); }>"+"</button></p>
            if next < 100 { <Deep depth={next} /> }
        }
    })
}

/// A session that a handler makes large and small again.
#[component]
pub(crate) fn Growing(cx: &mut Setup) -> Component {
    let rows = cx.signal(Vec::<Row>::new());
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { rows.get_mut(tx).extend(values(1_000)); }>"more"</button>
            <button on:click=move |tx| { rows.set(tx, Vec::new()); }>"less"</button>
            <output>{rows.get(r).len()}</output>
        }
    })
}
