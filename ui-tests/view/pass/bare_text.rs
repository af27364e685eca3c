use vango::prelude::*;

fn opening_hours(r: &Render) -> View {
    view! { r,
        <h2>"Opening hours"</h2>
        <p>"Monday to Friday, 9 to 17"</p>
    }
}
