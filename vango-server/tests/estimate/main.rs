//! The memory of sessions where the program's allocator counts nothing, so that it is estimated.
//!
//! A program of its own: the allocator is chosen once for a whole program, and that of the other server tests counts.

#[path = "../server/answer.rs"]
mod answer;
#[expect(
    dead_code,
    unused_imports,
    reason = "written for the other server tests"
)]
#[path = "../server/browser.rs"]
mod browser;
#[expect(dead_code, reason = "written for the other server tests")]
#[path = "../server/component.rs"]
mod component;

use vango_protocol::ErrorCode;
use vango_runtime::reactive::{Checked, ListSignal, Setup, Tx};
use vango_runtime::view::{
    Component, ComponentDef, Invocation, Mount, NoRequiredProps, SlotKind, Template, events, open,
    render,
};
use vango_server::driver::counts_memory;
use vango_server::{App, Cause, Limits};

use browser::{expect_count, get, load, wait_until};

/// A row of a kibibyte.
struct Row([u64; 128]);

/// Rows that a click adds: a mebibyte.
const ROWS: u64 = 1024;
const GROWTH_BYTES: usize = 1024 * 1024;

static MARKUP: Template = Template::new(
    1,
    &["", "<button>more</button>"],
    "<button v=\"1\">more</button>",
    &[SlotKind::On {
        event: "click",
        payload: false,
    }],
);

/// Keeps rows that it does not show.
struct Keeper;

impl ComponentDef for Keeper {
    const NAME: &'static str = "Keeper";
    type Props = Self;
}

impl Mount for Keeper {
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
        let rows: ListSignal<Row> = cx.list(|row: &Row| row.0[0]);
        render(move |r| {
            let mut b = open(&*r, &MARKUP);
            b.on0(events::click, move |tx: &mut Tx<'_>| {
                let first = rows.len(tx) as u64;
                for number in first..first + ROWS {
                    let pushed = rows.push(tx, Row([number; 128]));
                    assert!(pushed.is_ok(), "numbers are not given out twice");
                }
            });
            b.close()
        })
    }
}

impl NoRequiredProps for Keeper {
    fn with_defaults() -> Invocation {
        Invocation::with::<Self>(Self)
    }
}

#[test]
fn a_session_that_grows_and_then_is_quiet_is_seen() {
    assert!(!counts_memory());
    let limits = Limits {
        memory_bytes: 4 * GROWTH_BYTES,
        memory_reserve_bytes: 8 * GROWTH_BYTES,
        ..Limits::default()
    };
    let app = App::new().page("/", Keeper).limits(limits);
    let server = app.workers(1).start().unwrap();
    let mut healthy = load(&server, "/").attach();
    let mut socket = load(&server, "/").attach();
    for _ in 0..6 {
        socket.click();
        socket.expect_answer();
    }
    // All of it within a second: no turn comes later in which it could be estimated.
    wait_until(
        || server.session_bytes() > 6 * GROWTH_BYTES,
        || format!("{} bytes are seen", server.session_bytes()),
    );
    assert_eq!(get(&server, "/").status, 503);
    expect_count(&server, Cause::MemoryLimit, 1);
    for _ in 0..10 {
        socket.click();
        socket.expect_answer();
    }
    socket.expect_fatal(ErrorCode::OVER_LIMIT, 1013);
    expect_count(&server, Cause::LiveEvicted, 1);
    healthy.click();
    healthy.expect_answer();
    assert!(server.session_bytes() < 4 * GROWTH_BYTES);
}
