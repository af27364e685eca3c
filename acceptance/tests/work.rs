//! What comes to a session from elsewhere: loads, actions, messages, timers; in turns like any other, with a socket.

use std::cell::Cell;
use std::future::poll_fn;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use vango::prelude::*;
use vango::reactive::Services;
use vango::session::limits::MAX_MESSAGES_PER_TURN;
use vango::session::{Origin, Report, TaskEnd};
use vango_acceptance::Tab;
use vango_client::headless::Find;
use vango_runtime::view::Invocation;

fn button(name: &str) -> Find {
    Find::tag("button").text(name)
}

/// Lets loads through as far as a test has opened it.
#[derive(Default)]
struct Gate(AtomicU32);

impl Gate {
    /// Ready once the gate is open for number `n`.
    async fn pass(&self, n: u32) {
        poll_fn(|_| {
            if self.0.load(Ordering::SeqCst) >= n {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }
}

/// The senders of all open tabs.
#[derive(Default)]
struct Hub(Mutex<Vec<Sender<u64>>>);

fn tab(root: fn() -> Invocation, gate: &Arc<Gate>) -> Tab {
    let mut services = Services::new();
    services.insert(gate.clone());
    services.insert(Hub::default());
    Tab::page_with(Arc::new(root), services)
}

#[component]
fn Profile(cx: &mut Setup) -> Component {
    let id = cx.signal(1_u32);
    let name = cx.resource(
        move |r| *id.get(r),
        |work, id| async move {
            work.service::<Arc<Gate>>().pass(id).await;
            if id == 3 {
                return Err(vango::Error::message("nobody has this number"));
            }
            Ok(format!("user {id}"))
        },
    );
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *id.get_mut(tx) += 1; }>"next"</button>
            <button on:click=move |tx| { name.refresh(tx); }>"again"</button>
            match name.get(r) {
                Load::Ready(name) => { <output>{name}</output> }
                Load::Reloading(name) => { <output aria-busy="true">{name}</output> }
                Load::Failed(error) => { <output role="alert">{error.to_string()}</output> }
                Load::Loading => { <output>"…"</output> }
            }
        }
    })
}

thread_local! {
    static FEED: Cell<Option<Sender<u64>>> = const { Cell::new(None) };
}

#[component]
fn Feed(cx: &mut Setup) -> Component {
    let lines = cx.list_from([0_u64, 1, 2, 3], |line: &u64| *line);
    let sender = cx.channel(move |tx, line: u64| {
        if lines.remove_key(tx, &line).is_none() {
            lines.push(tx, line).expect("it is not there");
        }
    });
    FEED.set(Some(sender));
    render(move |r| view! { r, <ul>each line in lines { <li>{*line}<Count/></li> }</ul> })
}

thread_local! {
    static COUNTS: Cell<u32> = const { Cell::new(0) };
}

#[component]
fn Count(_cx: &mut Setup) -> Component {
    COUNTS.set(COUNTS.get() + 1);
    render(move |r| view! { r, <b>"!"</b> })
}

#[test]
fn a_list_that_was_edited_before_the_page_was_made_again_is_edited_once() {
    for (edits, left) in [
        (&[5][..], "0!1!2!3!5!"),
        (&[1], "0!2!3!"),
        (&[3, 0], "1!2!"),
    ] {
        let mut tab = Tab::page(Arc::new(Invocation::of::<Feed>));
        let feed = FEED.take().expect("the page is set up");
        for line in edits {
            feed.send(*line).expect("the session listens");
        }
        tab.work();
        tab.render_page_again();
        let before = COUNTS.get();
        tab.connect();
        assert_eq!(
            tab.client.text(&Find::tag("ul")).expect("there is one"),
            left
        );
        assert_eq!(
            (COUNTS.get() - before, tab.reports.len()),
            (0, 0),
            "{:?}",
            tab.reports
        );
    }
}

#[test]
fn a_page_that_waits_shows_what_was_loaded_and_its_socket_sends_nothing() {
    let gate = Arc::new(Gate::default());
    let mut tab = tab(Invocation::of::<Profile>, &gate);
    assert!(tab.session.is_loading() && tab.page.contains("…"));
    assert_eq!(tab.tasks.len(), 1);
    assert_eq!(tab.tasks[0].kind(), "resource");
    assert!(tab.tasks[0].place().file().ends_with("work.rs"));
    gate.0.store(1, Ordering::SeqCst);
    tab.work();
    assert!(!tab.session.is_loading());
    tab.render_page_again();
    assert!(tab.page.contains("user 1"), "{}", tab.page);
    tab.connect();
    assert_eq!(tab.output(), "user 1");
    assert_eq!(tab.to_client.len(), 1, "the welcome");
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
    assert!(tab.tasks.is_empty(), "nothing is loaded twice");
}

#[test]
fn what_comes_between_page_and_socket_is_a_patch_after_the_welcome() {
    let gate = Arc::new(Gate::default());
    let mut tab = tab(Invocation::of::<Profile>, &gate);
    gate.0.store(1, Ordering::SeqCst);
    tab.poll_tasks();
    assert!(tab.is_rung() && tab.page.contains("…"));
    tab.connect();
    assert_eq!(tab.output(), "user 1");
    assert_eq!(tab.to_client.len(), 2, "the welcome and one patch");
    assert!(tab.to_client[1].len() < 64, "{:?}", tab.to_client[1]);
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}

#[test]
fn a_page_that_was_not_rendered_again_is_shown_anew_and_nothing_is_reported() {
    let gate = Arc::new(Gate::default());
    let mut tab = tab(Invocation::of::<Profile>, &gate);
    gate.0.store(1, Ordering::SeqCst);
    tab.work();
    tab.connect();
    assert_eq!(tab.output(), "user 1");
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}

#[test]
fn a_load_follows_its_key_and_fails_as_a_value() {
    let gate = Arc::new(Gate::default());
    gate.0.store(1, Ordering::SeqCst);
    let mut tab = tab(Invocation::of::<Profile>, &gate);
    tab.work();
    tab.connect();
    tab.click(&button("next"));
    assert_eq!(tab.output(), "…");
    tab.work();
    assert_eq!(tab.output(), "…", "the gate is closed");
    tab.click(&button("next"));
    gate.0.store(9, Ordering::SeqCst);
    tab.forget();
    tab.work();
    assert_eq!(tab.output(), "nobody has this number");
    assert_eq!(tab.to_client.len(), 1, "the outdated load brings nothing");
    tab.click(&button("next"));
    tab.work();
    tab.click(&button("again"));
    assert_eq!(tab.output(), "user 4");
    tab.work();
    assert!(tab.tasks.is_empty() && tab.reports.is_empty());
}

#[component]
fn Form(cx: &mut Setup) -> Component {
    let log = cx.list(|line: &String| line.clone());
    let save = cx
        .action(|work, n: u32| async move {
            work.service::<Arc<Gate>>().pass(n).await;
            assert!(n != 2, "work that fails");
            Ok(n * 10)
        })
        .on_done(move |tx, result| {
            let line = match result {
                Ok(n) => format!("done {n}"),
                Err(error) => format!("failed: {error}"),
            };
            log.push(tx, line).expect("each line comes once");
        })
        .drop_while_running();
    let calls = cx.signal(0_u32);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| {
                let n = *calls.get(tx) + 1;
                if save.run(tx, n).is_ok() { calls.set(tx, n); }
            }>"save"</button>
            <output>{format!("{} {}", save.is_running(r), save.rejections(r))}</output>
            each line in log { <li>{line}</li> }
        }
    })
}

#[test]
fn an_action_runs_off_the_loop_and_a_panic_or_a_passed_deadline_fails_it() {
    let gate = Arc::new(Gate::default());
    let mut tab = tab(Invocation::of::<Form>, &gate);
    tab.connect();
    tab.click(&button("save"));
    assert_eq!(tab.output(), "true 0");
    tab.click(&button("save"));
    assert_eq!(tab.output(), "true 1", "dropped while it runs");
    assert_eq!(tab.tasks.len(), 1);
    gate.0.store(2, Ordering::SeqCst);
    tab.work();
    assert_eq!(tab.output(), "false 1");
    tab.click(&button("save"));
    tab.work();
    assert!(matches!(&tab.failed[..], [TaskEnd::Panicked(text)] if text == "work that fails"));
    tab.click(&button("save"));
    tab.tasks[0].give_up();
    tab.work();
    let lines: Vec<_> = (0..3)
        .map(|nth| tab.client.text(&Find::tag("li").nth(nth)).expect("a line"))
        .collect();
    assert_eq!(
        lines,
        [
            "done 10",
            "failed: the work failed unexpectedly",
            "failed: the work took too long"
        ]
    );
    assert_eq!(tab.output(), "false 1");
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}

/// Passes rejections on, and sleeps as only a runtime lets it.
#[component]
fn Sleepy(cx: &mut Setup) -> Component {
    let save = cx
        .action(|_work, n: u32| async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Ok(n)
        })
        .drop_while_running();
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { save.run(tx, 7)?; }>"save"</button>
            match save.get(r) {
                ActionState::Done(n) => { <output>{n}</output> }
                _ => { <output>"…"</output> }
            }
        }
    })
}

#[test]
fn a_second_click_on_what_is_busy_is_no_failure_of_the_app() {
    let mut tab = Tab::open::<Sleepy>();
    tab.click(&button("save"));
    tab.click(&button("save"));
    assert!(
        matches!(
            tab.reports[..],
            [Report::Rejected {
                component: "Sleepy",
                event: "click"
            }]
        ),
        "{:?}",
        tab.reports
    );
    tab.wait_for(|tab| tab.output() == "7");
}

#[component]
fn Listener(cx: &mut Setup) -> Component {
    let sum = cx.signal(0_u64);
    let count = cx.signal(0_u64);
    let hub = cx.service::<Hub>();
    let sender = cx.channel_with_capacity(10_000, move |tx, n: u64| {
        *count.get_mut(tx) += 1;
        assert!(n != 666, "a message that fails");
        *sum.get_mut(tx) += n;
    });
    cx.on_mount(move |tx| hub.get(tx).0.lock().expect("a lock").push(sender.clone()));
    render(move |r| view! { r, <output>{format!("{} {}", sum.get(r), count.get(r))}</output> })
}

/// A tab that listens, and a sender to it.
fn listening() -> (Tab, Sender<u64>) {
    let mut services = Services::new();
    services.insert(Hub::default());
    let hub = services.share::<Hub>().expect("it was put in");
    let mut tab = Tab::page_with(Arc::new(Invocation::of::<Listener>), services);
    tab.connect();
    let sender = hub.0.lock().expect("a lock")[0].clone();
    (tab, sender)
}

#[test]
fn messages_of_other_threads_are_shown_in_one_batch_each_turn() {
    let (mut tab, sender) = listening();
    assert!(!tab.is_rung());
    tab.forget();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (1..=25).for_each(|n| sender.send(n).expect("it is open")));
        }
    });
    assert!(tab.is_rung());
    tab.work();
    assert_eq!(tab.output(), "1300 100");
    assert_eq!(tab.to_client.len(), 1);
}

#[test]
fn a_flood_of_messages_gets_several_turns() {
    let (mut tab, sender) = listening();
    let many = 2 * MAX_MESSAGES_PER_TURN + 1;
    (0..many).for_each(|_| sender.send(1).expect("it has room"));
    tab.forget();
    assert!(tab.wake());
    assert!(tab.is_rung(), "it asks for another turn by itself");
    assert_eq!(tab.output(), format!("{0} {0}", MAX_MESSAGES_PER_TURN));
    tab.work();
    assert_eq!(tab.output(), format!("{many} {many}"));
    assert_eq!(tab.to_client.len(), 3);
}

#[test]
fn a_message_whose_handler_panics_is_named_and_the_session_starts_anew() {
    let (mut tab, sender) = listening();
    sender.send(5).expect("it is open");
    sender.send(666).expect("it is open");
    tab.work();
    let [
        Report::Panic {
            origin: Origin::Message(place),
            message,
        },
    ] = &tab.reports[..]
    else {
        panic!("{:?}", tab.reports)
    };
    assert!(place.file().ends_with("work.rs"), "{place}");
    assert_eq!(message, "a message that fails");
    assert_eq!(tab.output(), "0 0", "nothing of the turn is left");
    assert!(sender.is_closed(), "its component has gone with the state");
    assert_eq!(tab.closed, None);
}

#[component]
fn Clocks(cx: &mut Setup) -> Component {
    let ticks = cx.signal(0_u64);
    let late = cx.signal(false);
    cx.interval(Duration::from_millis(100), move |tx| {
        *ticks.get_mut(tx) += 1;
    });
    cx.timeout(Duration::from_millis(250), move |tx| late.set(tx, true));
    render(move |r| {
        view! { r,
            <output>{format!("{} {}", ticks.get(r), late.get(r))}</output>
        }
    })
}

#[test]
fn timers_fire_when_they_are_due_and_not_without_a_socket() {
    let mut tab = Tab::page(Arc::new(Invocation::of::<Clocks>));
    assert_eq!(tab.session.next_wake_ms(), None, "no socket, no timer");
    tab.pass(1_000);
    tab.connect();
    assert_eq!(tab.output(), "0 false");
    assert_eq!(tab.session.next_wake_ms(), Some(1_100));
    tab.pass(99);
    assert_eq!(tab.output(), "0 false");
    tab.pass(1);
    assert_eq!(tab.output(), "1 false");
    tab.pass(150);
    assert_eq!(tab.output(), "2 true");
    tab.cut();
    assert_eq!(tab.session.next_wake_ms(), None);
    tab.pass(10_000);
    tab.connect();
    assert_eq!(tab.output(), "3 true", "what was due fired once");
    tab.pass(100);
    assert_eq!(tab.output(), "4 true");
}
