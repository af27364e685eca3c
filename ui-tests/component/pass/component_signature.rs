use vango::prelude::*;

#[component]
fn Weather(cx: &mut Setup) -> Component {
    let report = cx.resource(|_| (), |_work, ()| async { Ok(load().await) });
    render(move |r| view! { r,
        match report.get(r) {
            Load::Ready(text) | Load::Reloading(text) => { <p>{text}</p> }
            Load::Failed(error) => { <p>"No report: "{error}</p> }
            Load::Loading => { <p>"…"</p> }
        }
    })
}

async fn load() -> String {
    "sunny".to_owned()
}
