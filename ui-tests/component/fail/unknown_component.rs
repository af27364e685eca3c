use vango::prelude::*;

mod ui {
    use vango::prelude::*;

    #[component]
    pub fn Spinner(_cx: &mut Setup) -> Component {
        render(|r| view! { r, <p>"…"</p> })
    }
}

#[component]
fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <Spinner/> })
}

fn main() {}
