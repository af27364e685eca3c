use vango::prelude::*;

mod ui {
    use vango::prelude::*;

    #[component]
    fn Spinner(_cx: &mut Setup) -> Component {
        render(|r| view! { r, <p>"…"</p> })
    }
}

#[component]
fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <ui::Spinner/> })
}

fn main() {}
