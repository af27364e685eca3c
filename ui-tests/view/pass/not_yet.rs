use vango::prelude::*;

#[component]
fn Chart(_cx: &mut Setup, points: Prop<String>) -> Component {
    render(move |r| view! { r, <svg viewBox="0 0 100 20"><polyline points={points.get(r)}/></svg> })
}
