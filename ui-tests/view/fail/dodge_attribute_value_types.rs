//! Lists, structs and nested options as the value of an attribute, of a class.
use vango::prelude::*;

#[component]
fn Shows(cx: &mut Setup) -> Component {
    let names = cx.signal(vec!["a"]);
    render(move |r| view! { r,
        <p title={vec!["a"]}>"x"</p>
        <p title=names>"x"</p>
        <p id={()}>"x"</p>
        <p class:on=(1)>"x"</p>
        <p class:on=names>"x"</p>
        <p class:on={Some(true)}>"x"</p>
    })
}

fn main() {}
