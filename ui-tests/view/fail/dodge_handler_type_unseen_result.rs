//! A handler that can fail, and ends with a `Result` that nobody looks at.
#![deny(unused_must_use)]
use vango::prelude::*;

fn save(_tx: &mut Tx) -> Result<(), vango::Error> {
    Ok(())
}

fn form(r: &Render, is_full: bool) -> View {
    view! { r,
        <button on:click=move |tx| {
            if is_full {
                return Err(vango::Error::message("full"));
            }
            save(tx)
        }>"Save"</button>
        <button on:click=move |tx| {
            save(tx)?;
            save(tx)
        }>"Save twice"</button>
    }
}

fn main() {}
