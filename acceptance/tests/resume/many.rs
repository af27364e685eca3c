//! All browsers of a process that is replaced come back, spread over the time that it has told them.

use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::tab::Tab;
use crate::till::{Place, Start};

const THREADS: usize = 16;

/// `VANGO_SESSIONS` sets their number.
#[test]
fn all_sessions_come_back_after_a_restart() {
    let sessions = std::env::var("VANGO_SESSIONS").ok();
    let sessions: usize = sessions
        .and_then(|number| number.parse().ok())
        .unwrap_or(320);
    let place = Place::new("many");
    let start = Start::new().store(&place);
    let till = start.run();
    let address = till.address;
    let (are_open, are_closed, is_back) = (
        Barrier::new(THREADS + 1),
        Barrier::new(THREADS + 1),
        Barrier::new(THREADS + 1),
    );
    let hints = Mutex::new(Vec::new());
    let began = Mutex::new(Instant::now());
    let took = thread::scope(|scope| {
        let (are_open, are_closed, is_back) = (&are_open, &are_closed, &is_back);
        let (hints, began) = (&hints, &began);
        let workers: Vec<_> = (0..THREADS)
            .map(|worker| {
                scope.spawn(move || {
                    let mut tabs: Vec<Tab> = (worker..sessions)
                        .step_by(THREADS)
                        .map(|number| {
                            let mut tab = Tab::open(address, "/");
                            (0..=number % 3).for_each(|_| tab.click("add"));
                            tab
                        })
                        .collect();
                    are_open.wait();
                    let told: Vec<u64> = tabs.iter_mut().filter_map(Tab::wait_for_close).collect();
                    assert_eq!(told.len(), tabs.len(), "each is told when to come back");
                    let spread_ms = told.iter().copied().max().unwrap_or_default();
                    hints.lock().expect("no panic").extend(told);
                    are_closed.wait();
                    is_back.wait();
                    let began = *began.lock().expect("no panic");
                    let count = tabs.len();
                    for (place, tab) in tabs.iter_mut().enumerate() {
                        // Evenly, as chance does for many.
                        let delay = spread_ms * place as u64 / count as u64;
                        let at = began + Duration::from_millis(delay);
                        thread::sleep(at.saturating_duration_since(Instant::now()));
                        tab.connect();
                        let number = worker + place * THREADS;
                        assert_eq!(
                            tab.number("count"),
                            (number % 3 + 1) as u64,
                            "session {number}"
                        );
                        assert_eq!(tab.refreshed, []);
                    }
                    began.elapsed()
                })
            })
            .collect();
        are_open.wait();
        till.terminate();
        are_closed.wait();
        let restarted = Instant::now();
        let _till = start.run();
        *began.lock().expect("no panic") = restarted;
        is_back.wait();
        let took = workers
            .into_iter()
            .map(|worker| worker.join().expect("all come back"));
        took.max().expect("there are some")
    });
    let spread_ms = hints
        .into_inner()
        .expect("no panic")
        .into_iter()
        .max()
        .unwrap_or_default();
    println!(
        "{sessions} sessions came back in {took:.2?} after the start of the new process, told to do so within {spread_ms} ms; none was lost"
    );
}
