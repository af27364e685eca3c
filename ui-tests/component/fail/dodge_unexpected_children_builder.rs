//! Children for a component that takes none, with the builder and by a component that a macro names.
use vango::prelude::*;

#[component]
fn Line(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <hr/> })
}

macro_rules! wrapped {
    ($r:ident, $name:ident) => {
        view! { $r, <$name>"text"</$name> }
    };
}

fn shown(r: &Render) -> View {
    let text = view! { r, "x" };
    let _ = Line::props().children(text);
    wrapped!(r, Line)
}

fn main() {}
