use vango::prelude::*;

#[component]
fn Likes(cx: &mut Setup) -> Component {
    let likes = cx.signal(0_u32);
    render(move |r| view! { r,
        <button on:click=move |tx| { *likes.get_mut(tx) += 1; }>"Like "{likes}</button>
    })
}
