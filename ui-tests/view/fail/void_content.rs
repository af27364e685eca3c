use vango::prelude::*;

fn newsletter(r: &Render, email: Signal<String>) -> View {
    view! { r,
        <label>
            "Your address "
            <input type="email" bind:value=email></input>
        </label>
    }
}

fn main() {}
