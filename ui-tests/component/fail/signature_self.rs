//! A component has no `self`, in an `impl` and elsewhere.
use vango::prelude::*;

struct Shop {
    name: String,
}

impl Shop {
    #[component]
    fn Sign(&self, cx: &mut Setup) -> Component {
        let count = cx.signal(0);
        let name = self.name.clone();
        render(move |r| view! { r, <p>{&name} {count}</p> })
    }

    #[component]
    fn Door(self) -> Component {
        render(move |r| view! { r, <p>{&self.name}</p> })
    }
}

#[component]
fn Free(&self, cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
