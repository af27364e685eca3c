//! A private component by its path, by an alias, by its builder.
use vango::prelude::*;

mod ui {
    use vango::prelude::*;

    #[component]
    fn Secret(_cx: &mut Setup) -> Component {
        render(|r| view! { r, "x" })
    }

    pub mod open {
        pub use super::Secret as Public;
    }
}

fn shown(r: &Render) -> View {
    let _ = ui::Secret::props();
    view! { r, <ui::open::Public/> }
}

fn main() {}
