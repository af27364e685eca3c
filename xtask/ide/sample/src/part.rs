//! What pages are made of: the types and components that the cases use.

use vango::prelude::*;

/// Who is signed in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct User {
    /// Never given out twice.
    pub id: u64,
    /// As they write it.
    pub name: String,
    /// Whether they were here today.
    pub is_new: bool,
}

impl User {
    /// The first letter of the name.
    pub fn initial(&self) -> String {
        self.name.chars().take(1).collect()
    }
}

/// How much a card stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Kind {
    /// As all others.
    #[default]
    Plain,
    /// Something can be lost.
    Danger,
    /// Something was won.
    Dashed,
}

/// A box with a title.
#[component]
pub fn Card(
    cx: &mut Setup,
    /// What stands at the top.
    #[prop(into)]
    title: Prop<String>,
    /// How much it stands out.
    #[prop(default)]
    kind: Prop<Kind>,
    /// How many are in it.
    #[prop(default = 1)]
    count: Prop<i64>,
    #[prop(optional)] children: Slot,
) -> Component {
    let open = cx.signal(true);
    render(move |r| {
        view! { r,
            <section class="card" class:danger=(*kind.get(r) == Kind::Danger)>
                <h2 on:click=move |tx| { open.set(tx, false); }>{title}" "{count}</h2>
                if *open.get(r) { {children} }
            </section>
        }
    })
}

/// Something to press.
#[component]
pub fn Button(
    cx: &mut Setup,
    /// What it says.
    #[prop(into)]
    label: Prop<String>,
    /// Called when it is pressed.
    #[prop(optional)]
    on_press: Callback<()>,
) -> Component {
    let presses = cx.signal(0_u32);
    render(move |r| {
        view! { r,
            <button class="button" on:click=move |tx| { *presses.get_mut(tx) += 1; on_press.call(tx, ()); }>
                {label}" "{presses}
            </button>
        }
    })
}
