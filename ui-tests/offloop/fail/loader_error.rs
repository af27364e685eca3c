use vango::prelude::*;

fn parse(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("{text} is no number"))
}

#[component]
fn Sum(cx: &mut Setup) -> Component {
    let text = cx.signal(String::from("1"));
    let sum = cx.resource(move |r| text.get(r).clone(), |_work, text| async move { Ok(parse(&text)? + 1) });
    render(move |r| view! { r, if let Load::Ready(sum) = sum.get(r) { <p>{*sum}</p> } })
}

fn main() {}
