//! A condition that is one name, of a type that only the `if` says: a `bool`, as behind any `if`.
use vango::prelude::*;

#[component]
fn Notice(_cx: &mut Setup, text: Prop<String>) -> Component {
    render(move |r| {
        let is_shown = text.get(r).parse().unwrap_or_default();
        let is_last = Default::default();
        view! { r,
            if is_shown { <p>"shown"</p> } else if is_last { <p>"last"</p> }
        }
    })
}
