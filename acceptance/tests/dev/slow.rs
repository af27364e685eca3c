//! VG1202: a turn that kept the other sessions of its worker waiting.

use std::thread::sleep;
use std::time::Duration;

use vango::prelude::*;
use vango::{Cause, Limits, Mode, Server};
use vango_acceptance::remote::Tab;

use crate::line_after;

const SLOW: Duration = Duration::from_millis(400);

#[component]
fn Slow(cx: &mut Setup) -> Component {
    let (handled, shown, followed) = (cx.signal(0_u32), cx.signal(0_u32), cx.signal(0_u32));
    // slow effect
    cx.on_change(move |r| *followed.get(r), |_tx, _now| sleep(SLOW));
    render(move |r| {
        if *shown.get(r) > 0 {
            sleep(SLOW);
        }
        view! { r,
            <p>{handled}</p>
            // slow handler
            <button id="handler" on:click=move |tx| { sleep(SLOW); *handled.get_mut(tx) += 1; }>"a"</button>
            <button id="render" on:click=move |tx| { *shown.get_mut(tx) += 1; }>"b"</button>
            <button id="effect" on:click=move |tx| { *followed.get_mut(tx) += 1; }>"c"</button>
        }
    })
}

fn serve(mode: Mode) -> Server {
    let limits = Limits {
        slow_turn_ms: 200,
        ..Limits::default()
    };
    let app = App::new().page("/", Slow).mode(mode).limits(limits);
    app.workers(1).start().expect("a free port")
}

/// What was told, without the milliseconds, which are `SLOW` at least.
fn told(server: &Server) -> Vec<String> {
    let found = server.findings().into_iter();
    found
        .map(|finding| without_ms(&finding.to_string()))
        .collect()
}

fn without_ms(text: &str) -> String {
    let (before, after) = text.split_once(" took ").expect("it says how long it took");
    let (ms, after) = after.split_once(" ms").expect("in milliseconds");
    let took: u64 = ms.parse().expect("a number");
    assert!(u128::from(took) >= SLOW.as_millis(), "{text}");
    format!("{before} took … ms{after}")
}

const SINCE: &str = "(`Limits::slow_turn_ms` says from when on this is told)";

#[test]
fn a_slow_step_is_told_of_once_with_what_and_where_it_is() {
    let server = serve(Mode::Development);
    let mut tab = Tab::open(server.addr(), "/");
    assert!(told(&server).is_empty(), "{:?}", told(&server));
    for id in ["handler", "handler", "effect", "render"] {
        tab.click(id);
    }
    let line = |marker| line_after(include_str!("slow.rs"), marker);
    let waited = "took … ms, and the other sessions of its worker waited [VG1202]";
    let off_the_loop = "move the work into an action or a resource, and what blocks there into `tokio::task::spawn_blocking`";
    assert_eq!(
        told(&server),
        [
            format!(
                "the `click` handler of <Slow> {waited}\n  where: {}:{}:37 in <Slow>\n  help: {off_the_loop} {SINCE}",
                file!(),
                line("slow handler"),
            ),
            format!(
                "an effect {waited}\n  where: {}:{}:8\n  help: {off_the_loop} {SINCE}",
                file!(),
                line("slow effect"),
            ),
            format!(
                "the render of <Slow> {waited}\n  where: <Slow>\n  help: compute what is costly in a memo, load it in a \
                 resource, or show fewer rows {SINCE}"
            ),
        ]
    );
    assert_eq!(server.counters().get(Cause::SlowTurn), 4);
}

#[test]
fn in_production_nothing_is_looked_for_and_slow_turns_are_counted() {
    let server = serve(Mode::Production);
    let mut tab = Tab::open(server.addr(), "/");
    tab.click("handler");
    assert!(server.findings().is_empty(), "{:?}", server.findings());
    assert_eq!(server.counters().get(Cause::SlowTurn), 1);
}
