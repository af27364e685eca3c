//! The suite `ssr`: two pages, made by each subject in turn.
//!
//! `bench-ssr [--quick]` measures; `bench-ssr --run PAGE SUBJECT TIMES` only makes pages, for a profiler.

#![forbid(unsafe_code)]

use std::collections::HashMap;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use bench_harness::process::sibling;
use bench_harness::{Bar, Figure, Paired, report};
use bench_ssr::{Page, round, subjects};

/// Rounds of a measurement, and of a trial.
const ROUNDS: usize = 151;
const ROUNDS_QUICK: usize = 15;

/// Times the baseline, for the table and its socket together.
const ATTACH_MAX: f64 = 6.0;

/// Has glibc keep what was freed, and is the sign that it does. Otherwise each page of 200 KB is given back to the kernel
/// and fetched again, or is not, as the sizes fall; that costs a subject more than its work, and says nothing about it.
const TUNABLES: (&str, &str) = (
    "GLIBC_TUNABLES",
    "glibc.malloc.trim_threshold=1073741824:glibc.malloc.mmap_threshold=1073741824",
);

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if std::env::var(TUNABLES.0).as_deref() != Ok(TUNABLES.1) {
        let mut again = Command::new(std::env::current_exe()?);
        let status = again
            .args(arguments)
            .env(TUNABLES.0, TUNABLES.1)
            .status()
            .context("the suite starts itself once more, with an allocator that keeps memory")?;
        return Ok(match status.success() {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        });
    }
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => suite(ROUNDS)?,
        ["--quick"] => suite(ROUNDS_QUICK)?,
        ["--run", page, subject, times] => run(page, subject, times.parse()?)?,
        other => bail!("{other:?}: give nothing, `--quick`, or `--run PAGE SUBJECT TIMES`"),
    }
    Ok(ExitCode::SUCCESS)
}

fn run(page: &str, subject: &str, times: usize) -> Result<()> {
    let page = Page::ALL
        .into_iter()
        .find(|known| known.name() == page)
        .with_context(|| format!("`{page}` is no page"))?;
    let mut subject = subjects(page)
        .into_iter()
        .find(|known| known.name == subject)
        .with_context(|| format!("`{subject}` is no subject of {}", page.name()))?;
    for _ in 0..times {
        std::hint::black_box((subject.run)());
    }
    Ok(())
}

fn suite(rounds: usize) -> Result<()> {
    let mut figures = Vec::new();
    for page in Page::ALL {
        eprintln!("ssr: {}, {rounds} rounds", page.name());
        let mut all = subjects(page);
        let bytes: HashMap<&str, usize> = all
            .iter_mut()
            .map(|subject| (subject.name, (subject.run)().len()))
            .collect();
        let measured = round::measure(&mut all, rounds);
        let names = all.iter().map(|subject| subject.name);
        let of: HashMap<&str, Paired> = names.clone().zip(round::ratios(&measured)).collect();
        figures.extend(times(page, &of, &bytes));
        figures.push(engines(page, &names.zip(measured).collect()));
    }
    figures.extend(allocations()?);
    report(&figures)
}

/// The figures of one page.
fn times(page: Page, of: &HashMap<&str, Paired>, bytes: &HashMap<&str, usize>) -> Vec<Figure> {
    let name = |what: &str| format!("ssr/{}/{what}", page.name());
    let told = |what: &str| format!("{what} {:.2}×", of[what].ratio);
    let conditions = |what: &str| {
        format!(
            "× hand-written; {} bytes; {}; processor time of the thread",
            bytes[what],
            of[what].conditions()
        )
    };
    let mut figures = vec![
        Figure::new(name("hand"), of["hand"].baseline_us, "µs").conditions(format!(
            "push_str with escaping into a buffer of the right size; {} bytes",
            bytes["hand"]
        )),
        Figure::new(name("alone"), of["alone"].ratio, "×")
            .peer(format!("{}, {}", told("maud"), told("askama")))
            .conditions(format!("1.25 is the aim; {}", conditions("alone"))),
    ];
    let session = Figure::new(name("session"), of["session"].ratio, "×");
    figures.push(session.conditions(format!(
        "`Session::page` of a session that is set up; {}",
        conditions("session")
    )));
    let attach = Figure::new(name("attach"), of["attach"].ratio, "×")
        .peer(format!("{}, {}", told("leptos"), told("dioxus")))
        .conditions(format!(
            "setup, markup, boot data, slots with handlers, and the session's end; {}",
            conditions("attach")
        ));
    figures.push(match page {
        Page::Table => attach.bar(Bar::AtMost(ATTACH_MAX)),
        // What the peers took was measured at the table.
        Page::Small => attach,
    });
    for peer in ["maud", "askama", "leptos", "dioxus", "dioxus-built"] {
        let figure = Figure::new(name(peer), of[peer].ratio, "×");
        figures.push(figure.conditions(conditions(peer)));
    }
    figures
}

/// Rendering alone by the faster of the two engines, round by round: more exact than two ratios to a third.
fn engines(page: Page, times: &HashMap<&str, Vec<f64>>) -> Figure {
    let ours = &times["alone"];
    let [maud, askama] = ["maud", "askama"].map(|engine| Paired::of(ours, &times[engine]));
    let faster = if maud.ratio > askama.ratio {
        maud
    } else {
        askama
    };
    Figure::new(format!("ssr/{}/engines", page.name()), faster.ratio, "×")
        .bar(Bar::AtMost(1.0))
        .peer(format!(
            "maud {:.2}×, askama {:.2}×",
            maud.ratio, askama.ratio
        ))
        .conditions(format!(
            "rendering alone by the faster engine; {}; processor time of the thread",
            faster.conditions()
        ))
}

/// Allocations of one page each, counted by a binary of its own: counting costs those most who allocate most.
fn allocations() -> Result<Vec<Figure>> {
    const COUNTER: &str = "bench-ssr-allocations";
    let output = Command::new(sibling(COUNTER)?).output().with_context(|| {
        format!("{COUNTER} could not be started; `cargo xtask bench` builds it")
    })?;
    if !output.status.success() {
        bail!("{COUNTER}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let mut figures = Vec::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let [name, count, bytes] = line.split(' ').collect::<Vec<_>>()[..] else {
            bail!("{COUNTER} printed `{line}`, not a name, a count and bytes");
        };
        figures.push(
            Figure::new(format!("ssr/{name}/allocations"), count.parse()?, "")
                .conditions(format!("exact, of one warm page; {bytes} bytes in all")),
        );
    }
    Ok(figures)
}
