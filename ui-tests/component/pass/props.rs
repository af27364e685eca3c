//! Props: required, defaulted, converted; private, public, in modules and functions.
#![deny(warnings)]
use vango::prelude::*;

mod ui {
    use vango::prelude::*;

    #[derive(Clone, Copy, Debug, Default, PartialEq)]
    pub enum Kind {
        #[default]
        Plain,
        Big,
    }

    /// A card.
    #[component]
    pub fn Card(
        _cx: &mut Setup,
        /// What stands at the top.
        #[prop(into)]
        title: Prop<String>,
        #[prop(default)] kind: Prop<Kind>,
        #[prop(default = 1 + 1)] size: Prop<u32>,
        // Named like what the expansion uses itself.
        #[prop(default)] cx: Prop<bool>,
        #[prop(default)] values: Prop<bool>,
    ) -> Component {
        render(move |r| view! { r,
            <h2 hidden=cx inert=values>{title}</h2>
            <p>{format!("{:?} {}", kind.get(r), size.get(r))}</p>
        })
    }
}

#[derive(Clone, PartialEq)]
struct Private(u32);

#[component]
pub fn TakesPrivate(_cx: &mut Setup, secret: Prop<Private>) -> Component {
    render(move |r| view! { r, <p>{secret.get(r).0}</p> })
}

#[component]
fn Inner(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <p>"inner"</p> })
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r,
        <ui::Card title="hello" kind=ui::Kind::Big/>
        <ui::Card title={String::from("x")} size=3 cx values=true></ui::Card>
        <TakesPrivate secret={Private(1)}/>
        <Inner/>
    })
}

fn main() {
    #[component]
    fn Local(_cx: &mut Setup, #[prop(default)] n: Prop<u8>) -> Component {
        render(move |r| view! { r, <p>{n}</p> })
    }
    let _ = vango::Invocation::of::<Page>();
    let _ = vango::Invocation::of::<Local>();
    let _ = vango::ready(ui::Card::props().title("x"));
}
