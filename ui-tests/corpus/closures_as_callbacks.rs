//! Closures and functions handed to children: literals, named closures, functions, forwarded and optional callbacks.
use vango::prelude::*;

#[component]
fn Stepper(
    _cx: &mut Setup,
    value: Prop<i32>,
    on_change: Callback<i32>,
    #[prop(optional)] on_reset: Callback<()>,
) -> Component {
    render(move |r| {
        let by = move |step: i32| move |tx: &mut Tx| on_change.call(tx, *value.get(tx) + step);
        let (up, down) = (by(1), by(-1));
        view! { r,
            <button on:click=up>"+"</button>
            <output>{value}</output>
            <button on:click=down>"-"</button>
            if on_reset.is_given(r) {
                <button on:click=move |tx| { on_reset.call(tx, ()); }>"reset"</button>
            }
        }
    })
}

#[component]
fn Wrapped(_cx: &mut Setup, value: Prop<i32>, on_change: Callback<i32>) -> Component {
    render(move |r| view! { r, <Stepper value={*value.get(r)} on_change={on_change.forward()}/> })
}

fn forget(_tx: &mut Tx, _value: i32) {}

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let clamp = move |tx: &mut Tx, new: i32| count.set(tx, new.clamp(0, 9));
    render(move |r| {
        view! { r,
            <Stepper value={*count.get(r)} on_change=clamp on_reset=move |tx, ()| { count.set(tx, 0); }/>
            <Wrapped value={*count.get(r)} on_change=clamp/>
            <Wrapped value=1 on_change=forget/>
        }
    })
}
