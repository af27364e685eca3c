use vango::prelude::*;

fn sign_out(r: &Render, leave: Callback<()>) -> View {
    view! { r, <buton class="quiet" on:click=move |tx| { leave.call(tx, ()); }>"Sign out"</buton> }
}

fn main() {}
