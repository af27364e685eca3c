use vango::prelude::*;

fn field(r: &Render, extra: &[(&'static str, &str)]) -> View {
    let mut attrs = Attrs::new();
    for (name, value) in extra {
        attrs = attrs.set(*name, *value);
    }
    view! { r, <p {..attrs}>"Total"</p> }
}
