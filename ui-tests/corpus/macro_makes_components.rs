//! `macro_rules!` that expands to components, to setup functions and to implementations.
use vango::prelude::*;

macro_rules! heading {
    ($($(#[$doc:meta])* $name:ident = $class:literal;)+) => {$(
        $(#[$doc])*
        #[component]
        pub fn $name(_cx: &mut Setup, children: Slot, #[prop(default)] is_hidden: Prop<bool>) -> Component {
            render(move |r| view! { r, <h2 class=$class hidden=is_hidden>{children}</h2> })
        }
    )+};
}

heading! {
    /// The one at the top.
    Title = "title";
    Subtitle = "subtitle";
}

macro_rules! use_value {
    ($name:ident: $type:ty = $first:expr) => {
        #[setup]
        fn $name(cx: &mut Setup) -> Signal<$type> {
            cx.signal($first)
        }
    };
}

use_value!(use_size: u32 = 40 + 2);
use_value!(use_text: String = String::from("x"));

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let size = use_size(cx);
    let text = use_text(cx);
    render(move |r| {
        view! { r,
            <Title>"Sizes"</Title>
            <Subtitle is_hidden=(*size.get(r) > 50)>{text}</Subtitle>
        }
    })
}
