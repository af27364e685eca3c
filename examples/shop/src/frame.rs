//! What stands around every page: the announcement, the way to the pages, the theme, and what could not be saved.

use vango::persist::PersistError;
use vango::prelude::*;

use crate::admin::BANNER;
use crate::cart::CART;
use crate::theme::{THEME, Theme, ThemeChoice};

/// The layout.
#[component]
pub(crate) fn Frame(cx: &mut Setup, children: Slot) -> Component {
    let problem = cx.signal(None);
    cx.on_persist_error(move |tx, error: &PersistError| problem.set(tx, Some(error.to_string())));

    render(move |r| {
        let theme = THEME.get(r).copied().map(Theme::word);
        let count: u64 = CART.get(r).iter().map(|line| line.count()).sum();
        view! { r,
            <div id="shop" class="shop" data-theme={theme}>
                <header>
                    <p class="brand"><a href="/">"Leaf & Cup"</a></p>
                    <nav aria-label="Pages">
                        <a href="/">"Products"</a>
                        <a href="/cart">
                            "Cart "
                            <span id="cart-count" class="count">{count}</span>
                        </a>
                    </nav>
                    <ThemeChoice />
                </header>
                // It is there before it says something, so that screen readers say what comes.
                <p id="banner" class="banner" role="status" class:silent=(BANNER.get(r).is_empty())>
                    {&BANNER}
                </p>
                if let Some(reason) = problem.get(r) {
                    <div id="problem" class="problem" role="alert">
                        <p>"Not saved: "{reason}</p>
                        <button on:click=move |tx| { problem.set(tx, None); }>"Close"</button>
                    </div>
                }
                <main>{children}</main>
                <footer>"Stop the server and start it again: your cart stays."</footer>
            </div>
        }
    })
}
