//! A component is as visible as its function.
use vango::prelude::*;

mod ui {
    use vango::prelude::*;

    #[component]
    fn Card(_cx: &mut Setup, size: Prop<u32>) -> Component {
        render(move |r| view! { r, <h2>{size}</h2> })
    }
}

fn page(r: &Render) -> View {
    view! { r, <ui::Card size=1/> }
}

fn main() {}
