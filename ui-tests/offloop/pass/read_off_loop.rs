use vango::prelude::*;

async fn load(_work: Work, id: u32) -> u32 {
    id
}

#[component]
fn User(cx: &mut Setup) -> Component {
    let id = cx.signal(7_u32);
    let user = cx.resource(move |r| *id.get(r), |work, id| async move { Ok(load(work, id).await) });
    render(move |r| view! { r, if let Load::Ready(user) = user.get(r) { <p>{*user}</p> } })
}
