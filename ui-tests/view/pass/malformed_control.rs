use vango::prelude::*;

fn welcome(r: &Render, is_new: bool) -> View {
    view! { r,
        <h1>"Your notes"</h1>
        if is_new { <p>"Write the first one below."</p> }
    }
}
