use vango::prelude::*;

fn note(r: &Render, text: Signal<String>) -> View {
    view! { r, <textarea aria-label="Note" bind:value=text></textarea> }
}
