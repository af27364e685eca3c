//! Timers: an interval, a timeout, one that handlers start and stop, debounce by hand, `tx.now()`.
use std::time::Duration;

use vango::prelude::*;

const TICK: Duration = Duration::from_millis(100);

fn minutes(now: Duration) -> String {
    format!("{:02}:{:02}", now.as_secs() / 60, now.as_secs() % 60)
}

#[component]
pub fn Stopwatch(cx: &mut Setup, #[prop(default = Duration::from_secs(3))] hint_after: Prop<Duration>) -> Component {
    let started = cx.signal(None::<Duration>);
    let now = cx.signal(Duration::ZERO);
    let laps = cx.signal(Vec::<Duration>::new());
    let hint = cx.signal(None::<&'static str>);
    let delay = *hint_after.get(cx);
    let tick = cx.interval(TICK, move |tx| {
        let time = tx.now();
        now.set(tx, time);
    });
    cx.timeout(delay, move |tx| hint.set(tx, Some("press start")));
    let save = cx.timer(move |tx| laps.get_mut(tx).dedup());
    let elapsed = cx.memo(move |r| started.get(r).map(|from| now.get(r).saturating_sub(from)));
    render(move |r| {
        view! { r,
            <time>{elapsed.get(r).map(minutes)}</time>
            <button on:click=move |tx| {
                if started.get_mut(tx).take().is_some() { return; }
            }>"look"</button>
            <button on:click=move |tx| {
                let time = tx.now();
                let from = started.get_mut(tx).get_or_insert(time);
                let lap = time - *from;
                laps.get_mut(tx).push(lap);
                save.start(tx, Duration::from_secs(1));
                if !tick.is_running(tx) { tick.start(tx, TICK); }
                hint.set(tx, None);
            }>"lap"</button>
            <button disabled=(!tick.is_running(r)) on:click=move |tx| { tick.stop(tx); save.stop(tx); }>"stop"</button>
            for (at, lap) in laps.get(r).iter().enumerate(), key = (at, *lap) { <p>{minutes(*lap)}</p> }
            {hint}
        }
    })
}
