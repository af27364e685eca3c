//! What a persisted write costs the session's loop, beside the same write of a signal. A figure, not a test: it is printed by
//! `cargo test --release -p vango-acceptance --test shared cost -- --ignored --nocapture`.

use std::sync::Arc;
use std::time::Instant;

use vango::prelude::*;
use vango_protocol::{ClientFrame, Payload};
use vango_runtime::session::{Attach, Outbox, PageMatch, Scratch, Session, SessionSettings, Turn};

const BYTES: usize = 100;
const CLICKS: u32 = 20_000;
const ROUNDS: usize = 15;

#[shared]
static NOTE: String = "";

#[component]
fn Notes(cx: &mut Setup) -> Component {
    let note = cx.signal(String::new());
    let turn = cx.signal(0_u8);
    let next = move |tx: &mut Tx| {
        let turn = turn.get_mut(tx);
        *turn = turn.wrapping_add(1);
        char::from(b'a' + *turn % 26).to_string().repeat(BYTES)
    };
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { let text = next(tx); note.set(tx, text); }>"signal"</button>
            <button on:click=move |tx| { let text = next(tx); NOTE.set(tx, text); }>"shared"</button>
        }
    })
}

struct Bench {
    session: Session,
    scratch: Scratch,
    out: Outbox,
    seq: u8,
}

impl Bench {
    fn open() -> Self {
        let root = Arc::new(|| vango::ready(Notes::props()));
        let session = Session::open(root, SessionSettings::default()).expect("setup runs");
        let mut bench = Self {
            session,
            scratch: Scratch::default(),
            out: Outbox::default(),
            seq: 0,
        };
        bench.turn(|session, turn| drop(session.page(turn).expect("the page renders")));
        let attach = Attach {
            fresh: true,
            page: PageMatch::Same,
            batch: 0,
            event: 0,
        };
        bench.turn(|session, turn| session.attach(attach, turn));
        bench
    }

    fn turn(&mut self, input: impl FnOnce(&mut Session, &mut Turn<'_>)) -> usize {
        let mut turn = Turn {
            now_ms: 0,
            scratch: &mut self.scratch,
            out: &mut self.out,
        };
        input(&mut self.session, &mut turn);
        self.out.frames.clear();
        self.out.writes.drain(..).count()
    }

    /// Microseconds a click, and how many writes came of all.
    fn clicks(&mut self, slot: u32) -> (f64, usize) {
        let mut writes = 0;
        let start = Instant::now();
        for _ in 0..CLICKS {
            self.seq = self.seq.wrapping_add(1);
            let frame = ClientFrame::Event {
                seq: self.seq,
                ack: 0,
                block: 1,
                slot,
                payload: Payload::None,
            };
            let mut bytes = Vec::new();
            frame.encode(&mut bytes);
            writes += self.turn(|session, turn| session.frame(&bytes, turn));
        }
        (
            start.elapsed().as_secs_f64() * 1e6 / f64::from(CLICKS),
            writes,
        )
    }
}

#[test]
#[ignore = "a figure: see the module's documentation"]
fn cost_of_a_persisted_write() {
    let mut bench = Bench::open();
    let mut differences = Vec::new();
    for _ in 0..ROUNDS {
        let (signal, none) = bench.clicks(0);
        let (shared, all) = bench.clicks(1);
        assert_eq!((none, all), (0, CLICKS as usize), "each is handed out");
        differences.push((shared - signal, signal));
    }
    differences.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (median, signal) = differences[ROUNDS / 2];
    println!(
        "a persisted write of {BYTES} bytes: {median:.2} µs beside the same write of a signal ({signal:.2} µs a click), median of {ROUNDS} rounds of {CLICKS} clicks"
    );
}
