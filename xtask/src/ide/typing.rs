//! The table, asked: each case is typed key by key into a document, and timed.
//!
//! Invariant: the time is that of a keystroke: the document has just changed, and nothing of the answer is there yet. Deliberately not measured: the first request after the start, which reads the library.

use std::path::Path;
use std::thread;
use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use super::answer;
use super::case::{BROKEN_AFTER, BROKEN_BEFORE, CASES, Case, document};
use super::clock::Clock;
use super::document::Typed;
use super::report::{Report, Row, Surrounding};
use super::server::Server;

/// How often each case is typed; its time is the best, so that what else the machine does is not counted.
const ROUNDS: usize = 3;

/// Between two keystrokes: what the server does of itself after the first is not part of the second's time.
const BETWEEN_KEYS_MS: u64 = 100;

/// Asks all cases, in all surroundings.
pub(crate) fn ask(server: &mut Server, sample: &Path, report: &mut Report) -> Result<()> {
    let file = sample.join("src/typing.rs");
    server.open(&file, &document(""))?;
    // The first answer reads what every other one needs.
    let first = Typed::new(&document("{tot▮}"))?;
    server.change(&file, &first.text)?;
    complete(server, &file, &first)?;
    for surrounding in Surrounding::ALL {
        for case in CASES {
            report.row(case_row(server, &file, case, surrounding)?);
        }
    }
    server.change(&file, "//! Nothing.\n")
}

fn case_row(server: &mut Server, file: &Path, case: Case, surrounding: Surrounding) -> Result<Row> {
    let markup = match surrounding {
        Surrounding::Alone => case.markup.to_owned(),
        Surrounding::BrokenBefore => format!("{BROKEN_BEFORE} {}", case.markup),
        Surrounding::BrokenAfter => format!("{} {BROKEN_AFTER}", case.markup),
        Surrounding::BrokenAround => format!("{BROKEN_BEFORE} {} {BROKEN_AFTER}", case.markup),
    };
    let typed = Typed::new(&document(&markup))?;
    let mut times = Vec::new();
    let mut names = Vec::new();
    for _ in 0..ROUNDS {
        server.change(file, &typed.before_last_key())?;
        // An editor asks about every text; what this one needs is not part of the next one's time.
        complete(
            server,
            file,
            &Typed {
                text: typed.before_last_key(),
                offset: before(&typed),
            },
        )?;
        thread::sleep(Duration::from_millis(BETWEEN_KEYS_MS));
        let clock = Clock::start(server.process());
        server.change(file, &typed.text)?;
        let answer = complete(server, file, &typed)?;
        times.push(clock.elapsed());
        names = answer::names(&answer, typed.prefix());
    }
    Ok(Row::new(case, surrounding, &names, &times))
}

/// Where the cursor was one keystroke earlier.
fn before(typed: &Typed) -> usize {
    typed.offset - (typed.text.len() - typed.before_last_key().len())
}

fn complete(server: &mut Server, file: &Path, typed: &Typed) -> Result<serde_json::Value> {
    server.ask_with(
        "textDocument/completion",
        file,
        typed.position(),
        json!({ "context": { "triggerKind": 1 } }),
    )
}
