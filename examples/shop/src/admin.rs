//! The announcement: everybody sees it at once, and everybody may write it at `/admin`. A real shop would ask who it is.

use vango::prelude::*;

/// Most letters of an announcement.
const MAX_LETTERS: usize = 120;

/// What stands above all pages; nothing when it is empty.
#[global]
pub(crate) static BANNER: String = "";

/// The form that writes it.
#[component]
pub(crate) fn Admin(cx: &mut Setup) -> Component {
    let text = cx.signal(String::new());
    render(move |r| {
        view! { r,
            <h1>"Announcement"</h1>
            <form id="banner-form" on:submit=move |tx| {
                let new: String = text.get(tx).trim().chars().take(MAX_LETTERS).collect();
                BANNER.update(tx, move |banner| banner.clone_from(&new));
            }>
                <label>
                    "Shown to everybody, until it is empty"
                    <input id="banner-text" maxlength={MAX_LETTERS} bind:value=text>
                </label>
                <button>"Announce"</button>
            </form>
        }
    })
}
