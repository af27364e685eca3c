//! Components, layouts and setup functions in nested modules, named by paths, re-exported and renamed.
use vango::prelude::*;

pub mod layout {
    use vango::prelude::{Component, Setup, Slot, component, render, view};

    #[component]
    pub fn Frame(_cx: &mut Setup, children: Slot) -> Component {
        render(move |r| view! { r, <main>{children}</main> })
    }
}

pub mod widget {
    pub mod button {
        use vango::prelude::*;

        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub enum Kind {
            #[default]
            Plain,
            Danger,
        }

        #[component]
        pub fn Button(_cx: &mut Setup, children: Slot, #[prop(default)] kind: Prop<Kind>, on_press: Callback<()>) -> Component {
            render(move |r| view! { r,
                <button class:danger=(*kind.get(r) == Kind::Danger) on:click=move |tx| { on_press.call(tx, ()); }>{children}</button>
            })
        }

        #[setup]
        pub(in super::super) fn use_presses(cx: &mut Setup) -> Signal<u32> {
            cx.signal(0)
        }
    }
    pub use button::{Button, Kind};
}

use layout::Frame as Page;
use widget::button;

#[component]
pub fn Home(cx: &mut Setup) -> Component {
    let presses = button::use_presses(cx);
    render(move |r| {
        view! { r,
            <Page>
                <widget::Button on_press=move |tx, ()| { *presses.get_mut(tx) += 1; }>"press"</widget::Button>
                <self::widget::button::Button kind=widget::Kind::Danger on_press=move |tx, _| { presses.set(tx, 0); }>
                    "forget "{presses}
                </self::widget::button::Button>
            </Page>
        }
    })
}

pub fn app() -> App {
    App::new().layout(layout::Frame).page("/", Home)
}
