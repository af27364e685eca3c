use vango::prelude::*;

#[component]
fn Search(cx: &mut Setup) -> Component {
    let words = cx.signal(String::new());
    render(move |r| {
        view! { r,
            <form>
                <label>"Search " <input type="search" bind:value=words /></label>
                <button>"Go"</button>
            </form>
        }
    })
}
