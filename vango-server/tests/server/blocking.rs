//! A handler that blocks: who waits, who does not, and who is told.
//!
//! A handler cannot be interrupted, so what blocks in one holds up its worker. What a server owes is to say so.

use std::time::{Duration, Instant};

use vango_runtime::reactive::{Checked, Setup, Tx};
use vango_runtime::view::{
    Component, ComponentDef, Invocation, Mount, NoRequiredProps, SlotKind, Template, events, open,
    render,
};
use vango_server::{App, Cause, Limits, Mode, Server};

use super::browser::{PATIENCE, Socket, Tab, load};

/// How long the handler blocks.
const BLOCKS: Duration = Duration::from_secs(1);

/// From when on a turn is slow.
const SLOW_MS: u64 = 300;

const CLICK: SlotKind<'static> = SlotKind::On {
    event: "click",
    payload: false,
};

static SLEEPER: Template = Template::new(
    0xb10c,
    &[
        "",
        "",
        "<button>+</button><button>wait</button><output>",
        "</output>",
    ],
    "<button v=\"1\">+</button><button v=\"1\">wait</button><output><!--v--></output>",
    &[CLICK, CLICK, SlotKind::Dyn],
);

const COUNTS: (u32, u32) = (1, 0);
const WAITS: (u32, u32) = (1, 1);

/// Counts, and waits in a handler.
struct Sleeper;

impl ComponentDef for Sleeper {
    const NAME: &'static str = "Sleeper";
    type Props = Self;
}

impl Mount for Sleeper {
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
        let count = cx.signal(0_i64);
        render(move |r| {
            let mut block = open(&*r, &SLEEPER);
            block.on0(events::click, move |tx: &mut Tx<'_>| {
                *count.get_mut(tx) += 1;
            });
            block.on0(events::click, move |tx: &mut Tx<'_>| {
                std::thread::sleep(BLOCKS);
                *count.get_mut(tx) += 100;
            });
            block.expr(count.get(r));
            block.close()
        })
    }
}

impl NoRequiredProps for Sleeper {
    fn with_defaults() -> Invocation {
        Invocation::with::<Self>(Self)
    }
}

/// Waits as long before anything is shown.
struct SlowSetup;

impl ComponentDef for SlowSetup {
    const NAME: &'static str = "SlowSetup";
    type Props = Self;
}

impl Mount for SlowSetup {
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
        std::thread::sleep(BLOCKS);
        Sleeper.setup(cx)
    }
}

impl NoRequiredProps for SlowSetup {
    fn with_defaults() -> Invocation {
        Invocation::with::<Self>(Self)
    }
}

fn serve() -> Server {
    serve_in(Mode::Production)
}

fn serve_in(mode: Mode) -> Server {
    let limits = Limits {
        slow_turn_ms: SLOW_MS,
        ..Limits::default()
    };
    let app = App::new().page("/", Sleeper).page("/slow", SlowSetup);
    app.workers(2)
        .mode(mode)
        .limits(limits)
        .start()
        .expect("a free port")
}

/// A session of this worker.
fn on_worker(server: &Server, worker: u64) -> Socket {
    let start = Instant::now();
    loop {
        assert!(
            start.elapsed() < PATIENCE,
            "no page comes to worker {worker}"
        );
        let tab: Tab = load(server, "/");
        if tab.session & 0xffff == worker {
            return tab.attach();
        }
    }
}

fn took(action: impl FnOnce()) -> Duration {
    let start = Instant::now();
    action();
    start.elapsed()
}

#[test]
fn a_handler_that_blocks_holds_up_its_worker_alone_and_is_counted() {
    let server = serve();
    let (mut blocking, mut neighbour) = (on_worker(&server, 0), on_worker(&server, 0));
    let mut elsewhere = on_worker(&server, 1);
    blocking.click_on(WAITS);
    // The worker has taken it when it is counted.
    let before = server.counters().get(Cause::FrameReceived);
    let start = Instant::now();
    while server.counters().get(Cause::FrameReceived) == before && start.elapsed() < BLOCKS / 4 {
        std::thread::yield_now();
    }
    neighbour.click_on(COUNTS);
    let other = took(|| {
        elsewhere.click_on(COUNTS);
        elsewhere.expect_answer();
    });
    let same = took(|| {
        neighbour.expect_answer();
    });
    assert!(
        other < BLOCKS / 2,
        "the other worker's session waited {other:?}"
    );
    assert!(same > other, "{same:?} and {other:?}");
    assert!(
        start.elapsed() > BLOCKS / 2,
        "the neighbour was answered at once"
    );
    // It was not interrupted.
    let patch = blocking.expect_answer();
    assert!(super::browser::contains(&patch, b"100"), "{patch:?}");
    assert_eq!(server.counters().get(Cause::SlowTurn), 1);
}

#[test]
fn a_page_that_takes_long_is_counted_as_well() {
    let server = serve();
    load(&server, "/slow").attach();
    assert_eq!(server.counters().get(Cause::SlowTurn), 1);
    load(&server, "/").attach();
    assert_eq!(server.counters().get(Cause::SlowTurn), 1);
}

/// What `a_slow_turn_is_told_…` reads, in a process without a subscriber.
#[test]
#[ignore = "a_slow_turn_is_told_with_its_component_and_event runs it"]
fn in_a_process_of_its_own() {
    let server = serve();
    let mut socket = load(&server, "/").attach();
    socket.click_on(WAITS);
    socket.expect_answer();
    load(&server, "/slow");
}

#[test]
fn a_slow_turn_is_told_with_its_component_and_event() {
    let this = std::env::current_exe().expect("the path of this program");
    let name = "blocking::in_a_process_of_its_own";
    let output = std::process::Command::new(this)
        .args(["--exact", name, "--ignored", "--nocapture"])
        .output()
        .expect("it starts");
    let told = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = told
        .lines()
        .filter(|line| line.contains("waited: move the work"))
        .collect();
    assert_eq!(lines.len(), 2, "{told}");
    let handler = "vango: \"/\": the `click` handler of <Sleeper>";
    assert!(lines[0].starts_with(handler), "{told}");
    let rest = ", with the renders that followed, took 1";
    assert!(lines[0].contains(rest), "{told}");
    let page = "vango: \"/slow\": setup and render, with the renders that followed, took 1";
    assert!(lines[1].starts_with(page), "{told}");
}
