//! The theme of a session: light, dark, or as the browser has it.

use serde::{Deserialize, Serialize};
use vango::prelude::*;

/// How the shop looks.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Persist)]
pub(crate) enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Its word in the stylesheet and in the page.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What the user has chosen; absent: nothing yet.
#[session_key]
pub(crate) static THEME: Option<Theme> = None;

/// Three buttons, of which one is pressed.
#[component]
pub(crate) fn ThemeChoice(_cx: &mut Setup) -> Component {
    render(move |r| {
        let theme = THEME.get(r).copied();
        view! { r,
            <div class="themes" role="group" aria-label="Theme">
                <button
                    id="theme-light"
                    aria-pressed=(theme == Some(Theme::Light))
                    on:click=move |tx| { THEME.set(tx, Theme::Light); }
                >
                    "Light"
                </button>
                <button
                    id="theme-dark"
                    aria-pressed=(theme == Some(Theme::Dark))
                    on:click=move |tx| { THEME.set(tx, Theme::Dark); }
                >
                    "Dark"
                </button>
                <button
                    id="theme-auto"
                    aria-pressed=(theme.is_none())
                    on:click=move |tx| { THEME.delete(tx); }
                >
                    "Auto"
                </button>
            </div>
        }
    })
}
