//! What an application's own types and the program around it do wrong stays with the session that it happened to.

use std::fmt;
use std::time::Duration;

use vango_protocol::ServerFrame;
use vango_runtime::Error;
use vango_runtime::reactive::{ActionState, Checked, Load, Setup, Tx};
use vango_runtime::view::{
    Component, ComponentDef, Invocation, Mount, NoRequiredProps, SlotKind, Template, events, open,
    render,
};
use vango_server::{App, Cause, Limits};

use super::browser::{Heard, get, load};

const CLICK: SlotKind<'static> = SlotKind::On {
    event: "click",
    payload: false,
};

static TWO_BUTTONS: Template = Template::new(
    0xbeef,
    &[
        "",
        "",
        "<button>+</button><button>!</button><output>",
        "</output>",
    ],
    "<button v=\"1\">+</button><button v=\"1\">!</button><output><!--v--></output>",
    &[CLICK, CLICK, SlotKind::Dyn],
);

static ONE_BUTTON: Template = Template::new(
    0xbee3,
    &["", "<button>+</button><output>", "</output>"],
    "<button v=\"1\">+</button><output><!--v--></output>",
    &[CLICK, SlotKind::Dyn],
);

/// An error that panics when somebody wants to read it.
struct Unreadable;

impl fmt::Debug for Unreadable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("a Debug that panics")
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("a Display that panics")
    }
}

impl std::error::Error for Unreadable {}

/// An error that panics as it goes.
#[derive(Debug)]
struct Undroppable;

impl fmt::Display for Undroppable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a failure")
    }
}

impl std::error::Error for Undroppable {}

impl Drop for Undroppable {
    fn drop(&mut self) {
        assert!(std::thread::panicking(), "a Drop that panics");
    }
}

/// Writes a secret and fails with one of the errors above.
struct Fails<E>(std::marker::PhantomData<E>);

trait Failure: 'static {
    fn make() -> Error;
}

impl Failure for Unreadable {
    fn make() -> Error {
        Error::from(Self)
    }
}

impl Failure for Undroppable {
    fn make() -> Error {
        Error::from(Self)
    }
}

impl<E: Failure> ComponentDef for Fails<E> {
    const NAME: &'static str = "Fails";
    type Props = Self;
}

impl<E: Failure> Mount for Fails<E> {
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
        let text = cx.signal("calm".to_owned());
        render(move |r| {
            let mut block = open(&*r, &TWO_BUTTONS);
            block.on0(events::click, move |tx: &mut Tx<'_>| {
                text.get_mut(tx).push('x');
            });
            block.try0(events::click, move |tx: &mut Tx<'_>| {
                text.set(tx, "SECRET".to_owned());
                Err(E::make())
            });
            block.expr(text.get(r));
            block.close()
        })
    }
}

impl<E: Failure> NoRequiredProps for Fails<E> {
    fn with_defaults() -> Invocation {
        Invocation::with::<Self>(Self(std::marker::PhantomData))
    }
}

/// One session fails, another of the same worker is used: it must neither fail nor hear anything of the first.
fn neighbours<E: Failure>() {
    let page = vango_runtime::view::Invocation::of::<Fails<E>>;
    let app = App::new().page_with("/", move |_| Ok(page()));
    let server = app.workers(1).start().expect("a free port");
    let mut one = load(&server, "/").attach();
    let mut other = load(&server, "/").attach();
    one.click_on((1, 1));
    // Its answer is the sign that the turn is over.
    let Heard::Frame(_) = one.hear() else {
        panic!("a handler's error closed its socket");
    };
    for _ in 0..3 {
        other.click_on((1, 0));
        let Heard::Frame(frame) = other.hear() else {
            panic!("the neighbour's socket died");
        };
        assert!(
            !frame.windows(6).any(|window| window == b"SECRET"),
            "{:?}",
            ServerFrame::decode(&frame)
        );
    }
    assert_eq!(server.counters().get(Cause::HandlerFailed), 1);
    assert_eq!(server.counters().get(Cause::SessionPanicked), 0);
}

#[test]
fn an_error_that_cannot_be_read_harms_no_other_session() {
    neighbours::<Unreadable>();
}

#[test]
fn an_error_that_panics_as_it_goes_leaks_nothing_to_another_session() {
    neighbours::<Undroppable>();
}

/// An action without a deadline to speak of.
struct Patient;

impl ComponentDef for Patient {
    const NAME: &'static str = "Patient";
    type Props = Self;
}

impl Mount for Patient {
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
        let work = cx
            .action(|_work, n: u32| async move { Ok(n + 41) })
            .deadline(Duration::MAX)
            .drop_while_running();
        render(move |r| {
            let mut block = open(&*r, &ONE_BUTTON);
            block.try0(events::click, move |tx: &mut Tx<'_>| Ok(work.run(tx, 1)?));
            block.expr(match work.get(r) {
                ActionState::Done(n) => format!("done {n}"),
                _ => "not done".to_owned(),
            });
            block.close()
        })
    }
}

impl NoRequiredProps for Patient {
    fn with_defaults() -> Invocation {
        Invocation::with::<Self>(Self)
    }
}

#[test]
fn work_may_have_all_the_time_in_the_world() {
    let server = App::new()
        .page("/", Patient)
        .workers(1)
        .start()
        .expect("a free port");
    let mut browser = load(&server, "/").attach();
    browser.click_on((1, 0));
    let mut heard = Vec::new();
    while !heard.windows(7).any(|window| window == b"done 42") {
        match browser.hear() {
            Heard::Frame(frame) => heard.extend(frame),
            other => panic!("{other:?}"),
        }
    }
}

/// Two resources that need nothing.
struct TwoLoads;

impl ComponentDef for TwoLoads {
    const NAME: &'static str = "TwoLoads";
    type Props = Self;
}

impl Mount for TwoLoads {
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
        let first = cx.resource(|_| 1_u32, |_work, n| async move { Ok(n) });
        let second = cx.resource(|_| 2_u32, |_work, n| async move { Ok(n) });
        render(move |r| {
            let mut block = open(&*r, &ONE_BUTTON);
            block.on0(events::click, move |_: &mut Tx<'_>| {});
            let show = |load: &Load<u32>| match load {
                Load::Ready(n) => n.to_string(),
                _ => "loading".to_owned(),
            };
            block.expr(format!("{} {}", show(first.get(r)), show(second.get(r))));
            block.close()
        })
    }
}

impl NoRequiredProps for TwoLoads {
    fn with_defaults() -> Invocation {
        Invocation::with::<Self>(Self)
    }
}

#[test]
fn a_page_waits_for_loads_that_wait_for_a_place() {
    let limits = Limits {
        tasks_per_session: 1,
        page_load_ms: 60_000,
        ..Limits::default()
    };
    let app = App::new().page("/", TwoLoads).workers(1).limits(limits);
    let server = app.start().expect("a free port");
    assert!(get(&server, "/").text().contains("1 2"));
}
