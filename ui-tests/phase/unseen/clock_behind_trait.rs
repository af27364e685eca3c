//! Not seen: the clock, behind a trait object that render asks. Each render shows another time (VG1201).
use std::sync::Arc;
use std::time::Instant;

use vango::prelude::*;

trait Clock: Send + Sync {
    fn nanoseconds(&self) -> u128;
}

struct Since(Instant);

impl Clock for Since {
    fn nanoseconds(&self) -> u128 {
        self.0.elapsed().as_nanos()
    }
}

fn clock() -> Arc<dyn Clock> {
    Arc::new(Since(Instant::now()))
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    let clock = clock();
    render(move |r| view! { r, <time>{clock.nanoseconds()}</time> })
}
