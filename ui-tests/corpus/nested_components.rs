//! Items inside of items: a component in a function, helpers, types, constants and setup functions in a component.
use vango::prelude::*;

pub fn invocation() -> vango::Invocation {
    #[derive(Clone, PartialEq)]
    struct Local(u8);

    #[component]
    fn Shown(_cx: &mut Setup, local: Prop<Local>) -> Component {
        render(move |r| view! { r, {local.get(r).0} })
    }

    vango::ready(Shown::props().local(Local(1)))
}

#[component]
pub fn Outer(cx: &mut Setup) -> Component {
    const STEP: i32 = 5;
    use std::collections::BTreeMap as Map;

    #[derive(Clone, Copy)]
    struct State {
        sum: Signal<i32>,
    }

    impl State {
        fn add(self, tx: &mut Tx, by: i32) {
            *self.sum.get_mut(tx) += by;
        }
    }

    #[setup]
    fn use_state(cx: &mut Setup, sum: i32) -> State {
        State { sum: cx.signal(sum) }
    }

    fn sign(r: &Render, number: i32) -> View {
        view! { r, <b>{if number < 0 { "-" } else { "+" }}</b> }
    }

    #[component]
    fn Inner(_cx: &mut Setup, children: Slot) -> Component {
        render(move |r| view! { r, <section>{children}</section> })
    }

    let state = use_state(cx, STEP);
    let names: Map<i32, &str> = Map::from([(0, "zero"), (STEP, "step")]);
    render(move |r| {
        fn half(number: i32) -> i32 {
            number / 2
        }
        let sum = *state.sum.get(r);
        view! { r,
            <Inner>{sign(r, sum)}{half(sum)}{names.get(&sum).copied()}</Inner>
            <button on:click=move |tx| { state.add(tx, STEP); }>"add"</button>
        }
    })
}
