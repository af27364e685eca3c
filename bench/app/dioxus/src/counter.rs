//! What `examples/counter.rs` of Vango shows: two counters, each with its state and its props.

use dioxus::prelude::*;

/// Counts in steps.
#[component]
fn Counter(label: String, #[props(default = 1)] step: ReadSignal<i64>) -> Element {
    let mut count = use_signal(|| 0_i64);
    let is_far = use_memo(move || count().abs() >= 10 * step());

    rsx! {
        article {
            class: "card counter",
            class: if is_far() { "far" },
            "aria-label": "{label}",
            h2 { "{label}" }
            output { "data-testid": "count", "{count}" }
            div { class: "buttons",
                button { "aria-label": "less", onclick: move |_| count -= step(), "-" }
                button { "aria-label": "more", onclick: move |_| count += step(), "+" }
            }
            if is_far() {
                p { class: "note",
                    "That is quite far. "
                    button { class: "link", onclick: move |_| count.set(0), "Start again" }
                }
            }
        }
    }
}

/// The page.
#[component]
pub(crate) fn Home() -> Element {
    rsx! {
        main { class: "narrow",
            h1 { "Counters" }
            p { class: "lead",
                "The numbers live on the server. A click sends a few bytes and gets a few bytes back."
            }
            div { class: "cards",
                Counter { label: "One by one" }
                Counter { label: "In fives", step: 5 }
            }
        }
    }
}
