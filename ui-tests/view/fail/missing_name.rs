use vango::prelude::*;

#[component]
fn Search(cx: &mut Setup) -> Component {
    let words = cx.signal(String::new());
    render(move |r| {
        view! { r,
            <form>
                <input type="search" placeholder="Search" bind:value=words />
                <button>"Go"</button>
            </form>
        }
    })
}

fn main() {}
