//! A counter: `cargo run --example counter`, then open the address that it prints.
//!
//! Two counters on one page: each has its own state, and its props.

use vango::prelude::*;

/// Counts in steps.
#[component]
pub fn Counter(
    cx: &mut Setup,
    /// What stands above the number.
    #[prop(into)]
    label: Prop<String>,
    /// How much one click adds or takes away.
    #[prop(default = 1)]
    step: Prop<i64>,
) -> Component {
    let count = cx.signal(0_i64);
    let is_far = cx.memo(move |r| count.get(r).abs() >= 10 * *step.get(r));

    render(move |r| {
        view! { r,
            <article class="card counter" class:far=(*is_far.get(r)) aria-label=label>
                <h2>{label}</h2>
                <output data-testid="count">{count}</output>
                <div class="buttons">
                    <button aria-label="less" on:click=move |tx| {
                        let by = *step.get(tx);
                        *count.get_mut(tx) -= by;
                    }>
                        "-"
                    </button>
                    <button aria-label="more" on:click=move |tx| {
                        let by = *step.get(tx);
                        *count.get_mut(tx) += by;
                    }>
                        "+"
                    </button>
                </div>
                if *is_far.get(r) {
                    <p class="note">
                        "That is quite far. "
                        <button class="link" on:click=move |tx| { count.set(tx, 0); }>
                            "Start again"
                        </button>
                    </p>
                }
            </article>
        }
    })
}

/// The page.
#[component]
pub fn Home(_cx: &mut Setup) -> Component {
    render(move |r| {
        view! { r,
            <main class="narrow">
                <h1>"Counters"</h1>
                <p class="lead">
                    "The numbers live on the server. A click sends a few bytes and gets a few bytes back."
                </p>
                <div class="cards">
                    <Counter label="One by one" />
                    <Counter label="In fives" step=5 />
                </div>
            </main>
        }
    })
}

fn main() -> Result<(), vango::Error> {
    App::new()
        .title("Counter · Vango")
        .stylesheet("vango.css", include_str!("assets/vango.css"))
        .page("/", Home)
        .run()
}
