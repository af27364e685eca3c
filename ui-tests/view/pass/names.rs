//! Elements and attributes may be called like variables of setup, also like its context.
#![deny(warnings)]
use vango::prelude::*;

#[component]
pub fn Chart(cx: &mut Setup) -> Component {
    let label = String::from("moved away");
    let title = String::from("moved away too");
    let hidden = std::rc::Rc::new(1);
    let size = cx.signal(label.len() + title.len() + *hidden);
    drop((label, title, hidden));
    render(move |r| {
        view! { r,
            <label title="of the chart" for="chart">"Chart"</label>
            <input id="chart" hidden value={*size.get(r)}/>
            <svg viewBox="0 0 10 10"><circle cx="5" cy={size} r="2"/><title>"A dot"</title></svg>
        }
    })
}

