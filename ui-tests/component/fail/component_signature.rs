use vango::prelude::*;

#[component]
async fn Weather(_cx: &mut Setup) -> Component {
    let report = load().await;
    render(move |r| view! { r, <p>{&report}</p> })
}

async fn load() -> String {
    "sunny".to_owned()
}

fn main() {}
