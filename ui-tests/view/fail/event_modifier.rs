//! Modifiers that do not exist, contradict one another, or lack what they need.
use vango::prelude::*;

fn page(r: &Render, save: fn(&mut Tx)) -> View {
    view! { r,
        <button on:click.onec=save>"a"</button>
        <button on:click.passive.prevent=save>"b"</button>
        <button on:click.key("Enter")=save>"c"</button>
        <input aria-label="a" on:input.debounce(0)=save>
        <input aria-label="a" on:keydown.key(enter)=save>
        <input aria-label="a" on:input.throttle(100).debounce(100)=save>
    }
}

fn main() {}
