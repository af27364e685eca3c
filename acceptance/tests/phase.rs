//! Application code that panics, in each phase of a component's life: what dies, what survives, what is reported.
use std::sync::Arc;
use std::time::Duration;

use vango::prelude::*;
use vango::session::{Attach, CloseReason, PageMatch, Report, TaskEnd};
use vango_acceptance::{Tab, try_page};
use vango_client::headless::Find;

#[derive(Clone, Copy, PartialEq, Debug)]
enum Phase {
    None,
    Setup,
    Render,
    Memo,
    EffectWhat,
    EffectBody,
    Handler,
    Callback,
    Timer,
    Channel,
    Loader,
    Key,
    Action,
    Done,
    Stream,
    StreamItem,
    Cleanup,
    Drop,
}

/// Panics in a destructor when it is told to; several in one component, so that one panics while another one's goes on.
struct Bomb(Phase);

impl Drop for Bomb {
    fn drop(&mut self) {
        check(self.0, Phase::Drop);
    }
}

fn check(phase: Phase, here: Phase) {
    assert!(phase != here, "it fails in {here:?}");
}

/// One item, then no more.
struct Once(Phase, bool);

impl futures_core::Stream for Once {
    type Item = ();
    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<()>> {
        check(self.0, Phase::Stream);
        let first = !std::mem::replace(&mut self.1, true);
        std::task::Poll::Ready(first.then_some(()))
    }
}

/// Fails in its phase once its button was clicked; in setup, and in what a stream brings, at once.
#[component]
fn Failing(cx: &mut Setup, phase: Prop<Phase>, on_fail: Callback<Phase>) -> Component {
    let it = *phase.get(cx);
    let armed = cx.signal(Phase::None);
    let _bombs = (cx.stored(Bomb(it)), cx.stored(Bomb(it)));
    let memo = cx.memo(move |r| {
        check(*armed.get(r), Phase::Memo);
        *armed.get(r) == Phase::None
    });
    cx.on_change(
        move |r| {
            check(*armed.get(r), Phase::EffectWhat);
            *armed.get(r)
        },
        |_tx, armed| check(*armed, Phase::EffectBody),
    );
    cx.on_mount(move |_tx| move |_tx: &mut Tx| check(it, Phase::Cleanup));
    let timer = cx.timer(move |tx| check(*armed.get(tx), Phase::Timer));
    let sender = cx.channel(|_tx, armed: Phase| check(armed, Phase::Channel));
    let loaded = cx.resource(
        move |r| {
            check(*armed.get(r), Phase::Key);
            *armed.get(r)
        },
        |_, armed| async move {
            check(armed, Phase::Loader);
            Ok("loaded")
        },
    );
    let action = cx
        .action(|_, armed: Phase| async move {
            check(armed, Phase::Action);
            Ok("done")
        })
        .on_done(move |tx, _| check(*armed.get(tx), Phase::Done))
        .drop_while_running();
    cx.stream(
        move |_| Once(it, false),
        move |_tx, ()| check(it, Phase::StreamItem),
    );
    let sender = cx.stored(sender);
    check(it, Phase::Setup);
    render(move |r| {
        check(*armed.get(r), Phase::Render);
        let _memo = memo.get(r);
        view! { r,
            <button on:click=move |tx| {
                let it = *phase.get(tx);
                armed.set(tx, it);
                check(it, Phase::Handler);
                on_fail.call(tx, it);
                timer.start(tx, Duration::from_millis(10));
                let _taken = sender.get(tx).send(it);
                let _runs = action.run(tx, it);
            }>"fail"</button>
            <i>
                match loaded.get(r) {
                    Load::Failed(error) => { {error} }
                    Load::Ready(text) => { {text} }
                    _ => { "…" }
                }
                " "
                match action.get(r) {
                    ActionState::Failed(error) => { {error} }
                    ActionState::Done(text) => { {text} }
                    _ => { "…" }
                }
            </i>
        }
    })
}

#[component]
fn Page(cx: &mut Setup, phase: Prop<Phase>) -> Component {
    let count = cx.signal(0_u32);
    let shown = cx.signal(false);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"+"</button>
            <output>{count}</output>
            <button on:click=move |tx| { shown.toggle(tx); }>"show"</button>
            if *shown.get(r) {
                <Failing phase={*phase.get(r)} on_fail=|_tx, phase| { check(phase, Phase::Callback); } />
            }
        }
    })
}

/// What becomes of the session.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Fate {
    /// All state stands.
    Kept,
    /// It has started anew: nothing of the turn is shown.
    Anew,
}

/// Phase; what becomes of the session; what the report begins with (empty: there is none, the failure is a value);
/// what `<i>` shows then (empty: the component does not stand there).
const TABLE: &[(Phase, Fate, &str, &str)] = &[
    (
        Phase::Setup,
        Fate::Anew,
        "the setup of <Failing> panicked",
        "",
    ),
    (
        Phase::Render,
        Fate::Kept,
        "the render of <Failing> panicked",
        "",
    ),
    (
        Phase::Memo,
        Fate::Kept,
        "the render of <Failing> panicked",
        "",
    ),
    (
        Phase::EffectWhat,
        Fate::Kept,
        "what the effect or resource made at ",
        "loaded done",
    ),
    (
        Phase::EffectBody,
        Fate::Anew,
        "an effect, a cleanup or a destructor panicked",
        "",
    ),
    (
        Phase::Handler,
        Fate::Anew,
        "the `click` handler of <Failing>",
        "",
    ),
    (
        Phase::Callback,
        Fate::Anew,
        "the `click` handler of <Failing>",
        "",
    ),
    (
        Phase::Timer,
        Fate::Anew,
        "what handles the messages, timer or work made at ",
        "",
    ),
    (
        Phase::Channel,
        Fate::Anew,
        "what handles the messages, timer or work made at ",
        "",
    ),
    (
        Phase::Loader,
        Fate::Kept,
        "",
        "the work failed unexpectedly done",
    ),
    (
        Phase::Key,
        Fate::Kept,
        "what the effect or resource made at ",
        "the work failed unexpectedly done",
    ),
    (
        Phase::Action,
        Fate::Kept,
        "",
        "loaded the work failed unexpectedly",
    ),
    (
        Phase::Done,
        Fate::Anew,
        "what handles the messages, timer or work made at ",
        "",
    ),
    (Phase::Stream, Fate::Kept, "", "loaded done"),
    (
        Phase::StreamItem,
        Fate::Anew,
        "what handles the messages, timer or work made at ",
        "",
    ),
    (
        Phase::Cleanup,
        Fate::Anew,
        "an effect, a cleanup or a destructor panicked",
        "",
    ),
    (
        Phase::Drop,
        Fate::Anew,
        "an effect, a cleanup or a destructor panicked",
        "",
    ),
];

fn click(tab: &mut Tab, text: &str) {
    let button = Find::tag("button").text(text);
    if tab.client.text(&button).is_ok() {
        tab.click(&button);
        tab.work();
        tab.pass(20);
    }
}

fn text(report: &Report) -> String {
    match report {
        Report::Panic { origin, message } => format!("{origin} panicked ({message})"),
        Report::RenderPanics {
            origin, message, ..
        } => format!("{origin} panicked ({message})"),
        Report::Setup(text) => text.clone(),
        other => panic!("{other:?}"),
    }
}

fn open(phase: Phase) -> Tab {
    let mut tab = Tab::page(Arc::new(move || vango::ready(Page::props().phase(phase))));
    tab.connect();
    tab
}

/// Brings the failure about, and undoes what the user can undo.
fn fail(phase: Phase) -> Tab {
    let mut tab = open(phase);
    click(&mut tab, "+");
    click(&mut tab, "show");
    click(&mut tab, "fail");
    if matches!(phase, Phase::Cleanup | Phase::Drop) {
        assert!(tab.reports.is_empty(), "{phase:?}: {:?}", tab.reports);
        click(&mut tab, "show");
    }
    tab
}

#[test]
fn each_phase_that_panics_is_contained_and_reported() {
    for (phase, fate, report, shown) in TABLE {
        let mut tab = fail(*phase);
        let reports: Vec<_> = tab.reports.iter().map(text).collect();
        let words = format!("(it fails in {phase:?})");
        match report.is_empty() {
            true => assert!(reports.is_empty(), "{phase:?}: {reports:?}"),
            false => {
                assert_eq!(reports.len(), 1, "{phase:?}: {reports:?}");
                assert!(reports[0].starts_with(report), "{phase:?}: {reports:?}");
                assert!(reports[0].ends_with(&words), "{phase:?}: {reports:?}");
            }
        }
        let off_the_loop = matches!(phase, Phase::Loader | Phase::Action | Phase::Stream);
        let ends = off_the_loop.then(|| TaskEnd::Panicked(format!("it fails in {phase:?}")));
        assert_eq!(tab.failed, Vec::from_iter(ends), "{phase:?}");
        let count = if *fate == Fate::Kept { "1" } else { "0" };
        assert_eq!(tab.output(), count, "{phase:?}");
        let i = tab.client.text(&Find::tag("i")).unwrap_or_default();
        assert_eq!(&i, shown, "{phase:?}");
        assert_eq!(tab.closed, None, "{phase:?}");
        // The session goes on.
        tab.reports.clear();
        click(&mut tab, "+");
        assert_ne!(tab.output(), count, "{phase:?}");
        assert!(tab.reports.is_empty(), "{phase:?}: {:?}", tab.reports);
        println!("{phase:?}: {fate:?}, {reports:?}, shows {shown:?}");
    }
}

#[test]
fn without_a_failure_nothing_is_reported() {
    let mut tab = fail(Phase::None);
    let i = tab.client.text(&Find::tag("i")).expect("it is shown");
    assert_eq!(i, "loaded done");
    click(&mut tab, "show");
    assert!(tab.reports.is_empty() && tab.failed.is_empty());
}

#[test]
fn destructors_that_panic_do_so_alone_when_the_session_ends() {
    let mut tab = open(Phase::Drop);
    click(&mut tab, "show");
    // Two bombs in one store: one after the other, neither while the other unwinds.
    drop(tab);
}

#[component]
fn Broken(cx: &mut Setup) -> Component {
    let none = cx.signal(Phase::Setup);
    check(*none.get(cx), Phase::Setup);
    render(move |r| view! { r, <p></p> })
}

#[component]
fn Outer(cx: &mut Setup) -> Component {
    let _none = cx.signal(0);
    render(move |r| view! { r, <p><Broken /></p> })
}

#[test]
fn a_page_whose_setup_panics_is_an_error_that_says_which_and_why() {
    let root: vango::session::Root = Arc::new(vango::Invocation::of::<Broken>);
    let error = try_page(root).expect_err("it fails").to_string();
    assert_eq!(error, "the setup of <Broken> panicked (it fails in Setup)");
    let root: vango::session::Root = Arc::new(vango::Invocation::of::<Outer>);
    let error = try_page(root).expect_err("it fails").to_string();
    assert_eq!(error, "the setup of <Broken> panicked (it fails in Setup)");
    let root: vango::session::Root = Arc::new(|| panic!("no page today"));
    let error = try_page(root).expect_err("it fails").to_string();
    assert_eq!(error, "the page's function panicked (no page today)");
}

#[component]
fn Relapse(cx: &mut Setup) -> Component {
    let go = cx.signal(true);
    cx.effect(
        move |r| *go.get(r),
        |_tx, _| check(Phase::EffectBody, Phase::EffectBody),
    );
    render(move |r| view! { r, <p></p> })
}

#[test]
fn a_session_that_fails_again_when_it_starts_anew_ends_with_an_error() {
    let mut tab = Tab::page(Arc::new(vango::Invocation::of::<Relapse>));
    tab.connect_as(Attach {
        fresh: true,
        page: PageMatch::Same,
        batch: 0,
        event: 0,
    });
    assert_eq!(tab.closed, Some(CloseReason::Failed));
    let reports: Vec<_> = tab.reports.iter().map(text).collect();
    assert_eq!(reports.len(), 2, "{reports:?}");
    assert!(
        reports[1].starts_with("the session failed again when it was started anew"),
        "{reports:?}"
    );
    assert!(reports[1].contains("it fails in EffectBody"), "{reports:?}");
}
