//! A table whose rows come from a loader, and a page that says how often its setup and its loader have run.
//!
//! Only these two count: a promise of the framework (each runs once for a first load) is seen from the app.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use vango::prelude::*;

use crate::table::{Row, new_rows};

static SETUPS: AtomicU64 = AtomicU64::new(0);
static LOADS: AtomicU64 = AtomicU64::new(0);

/// A table as `/vec/{n}` shows it, without handlers.
#[component]
pub(crate) fn Loaded(
    cx: &mut Setup,
    /// Rows that the loader gives.
    count: Prop<u64>,
) -> Component {
    SETUPS.fetch_add(1, Relaxed);
    let rows = cx.resource(
        move |r| *count.get(r),
        |_work, count| async move {
            LOADS.fetch_add(1, Relaxed);
            Ok(new_rows(0, count).collect::<Vec<Row>>())
        },
    );
    render(move |r| {
        view! { r,
            <table>
                <tbody>
                    match rows.get(r) {
                        Load::Ready(rows) => {
                            for row in rows, key = row.id {
                                <tr><td>{row.id}</td><td>{&row.label}</td></tr>
                            }
                        }
                        _ => {}
                    }
                </tbody>
            </table>
        }
    })
}

/// How often setup and loader of [`Loaded`] have run in this process.
#[component]
pub(crate) fn Runs(cx: &mut Setup) -> Component {
    let setups = cx.signal(SETUPS.load(Relaxed));
    let loads = cx.signal(LOADS.load(Relaxed));
    render(move |r| {
        view! { r,
            <output data-testid="setups">{setups}</output>
            <output data-testid="loads">{loads}</output>
        }
    })
}
