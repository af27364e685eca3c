use vango::prelude::*;

fn new_todo(r: &Render, title: Signal<String>, add: Callback<()>) -> View {
    view! { r,
        <input aria-label="New" bind:value=title on:keydown.key("Enter")=move |tx| { add.call(tx, ()); }>
    }
}
