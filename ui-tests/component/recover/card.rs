//! A component with every kind of parameter.

/// A card.
#[component]
pub fn Card(
    cx: &mut Setup,
    /// What stands at the top.
    #[prop(into)]
    title: Prop<String>,
    #[prop(default = 1)] size: Prop<u32>,
    children: Slot,
    on_close: Callback<u32>,
) -> Component {
    let x_open = cx.signal(x_initial);
    let x_twice = cx.memo(move |x_r| *x_size.get(x_r2) * 2);
    cx.effect(move |x_r3| *x_open2.get(x_r4), move |x_tx, x_value| { x_log(x_tx2, x_value2); });
    render(move |r| view! { r,
        <h2 on:click=move |x_tx3| { x_close.call(x_tx4, x_seven); }>{x_title}</h2>
        if *x_open3.get(r) { {x_children} {x_twice2} }
    })
}
