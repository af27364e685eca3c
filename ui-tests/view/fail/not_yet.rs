use vango::prelude::*;

#[component]
fn Chart(_cx: &mut Setup, points: Prop<String>) -> Component {
    render(move |r| view! { r, <div hook:Chart={points.get(r)}></div> })
}

fn main() {}
