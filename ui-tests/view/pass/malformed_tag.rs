use vango::prelude::*;

fn save_button(r: &Render, save: Callback<()>) -> View {
    view! { r,
        <button class="primary" on:click=move |tx| { save.call(tx, ()); }>
            "Save"
        </button>
    }
}
