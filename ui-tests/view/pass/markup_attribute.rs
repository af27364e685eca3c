use vango::prelude::*;

fn preview(r: &Render, letter_id: u32) -> View {
    view! { r, <iframe title="Preview" src={format!("/letters/{letter_id}/preview")}></iframe> }
}
