use vango::prelude::*;

#[component]
fn Cart(_cx: &mut Setup, lines: Prop<Vec<(u32, String)>>) -> Component {
    render(move |r| {
        view! { r,
            <ul>for line in lines.get(r).iter(), key = 0 { <li>{&line.1}</li> }</ul>
        }
    })
}

fn main() {}
