//! Off the loop anything may wait: sleeping, blocking pools, files, threads, clocks and chance belong there.
use std::time::{Duration, Instant, SystemTime};

use vango::prelude::*;

fn slow_sum(numbers: &[u64]) -> u64 {
    std::thread::sleep(Duration::from_millis(1));
    numbers.iter().sum()
}

#[component]
pub fn Report(cx: &mut Setup, numbers: Prop<Vec<u64>>) -> Component {
    let sum = cx.resource(move |r| numbers.get(r).clone(), |_work, numbers| async move {
        let sum = tokio::task::spawn_blocking(move || slow_sum(&numbers)).await?;
        Ok(sum)
    });
    let motd = cx.resource(|_r| (), |work, ()| async move {
        let started = Instant::now();
        while started.elapsed() < Duration::from_millis(10) && !work.is_cancelled() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let home = std::env::var("HOME").unwrap_or_default();
        let read = std::fs::read_to_string(format!("{home}/motd"))?;
        Ok((read, SystemTime::now()))
    });
    let race = cx
        .action(|work, name: String| async move {
            let waited = tokio::time::timeout(work.remaining().unwrap_or_default(), work.cancelled()).await;
            let thread = std::thread::spawn(move || name.len()).join();
            Ok((waited.is_ok(), thread.unwrap_or(0)))
        })
        .cancel_latest();
    render(move |r| {
        view! { r,
            <output>{sum.ready(r)}</output>
            if let Some((text, read)) = motd.ready(r) && read.elapsed().is_ok() { <pre>{text}</pre> }
            <button on:click=move |tx| { race.run(tx, "x".to_owned())?; }>"race"</button>
        }
    })
}
