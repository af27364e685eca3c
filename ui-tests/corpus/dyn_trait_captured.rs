//! An `Arc<dyn Trait>` that is shared and does not change is captured by render and asked there.
use std::sync::Arc;

use vango::prelude::*;

trait Format: Send + Sync {
    fn format(&self, cents: i64) -> String;
    fn sign(&self) -> &str {
        "€"
    }
}

struct Swiss;

impl Format for Swiss {
    fn format(&self, cents: i64) -> String {
        format!("{}.{:02}", cents / 100, cents % 100)
    }
    fn sign(&self) -> &str {
        "CHF"
    }
}

#[component]
pub fn Price(cx: &mut Setup, cents: Prop<i64>) -> Component {
    let format: Arc<dyn Format> = Arc::new(Swiss);
    let for_memo = Arc::clone(&format);
    let long = cx.memo(move |r| for_memo.format(*cents.get(r)).len() > 7);
    render(move |r| {
        view! { r,
            <span class:long=(*long.get(r))>{format.sign()}" "{format.format(*cents.get(r))}</span>
        }
    })
}
