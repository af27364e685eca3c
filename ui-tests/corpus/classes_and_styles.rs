//! `class:` and `style:` with every kind of value; custom properties, closures that compute, constants.
use vango::prelude::*;

const BASE: &str = "bar";

#[derive(Clone, Copy, PartialEq)]
enum Level {
    Low,
    High,
}

impl Level {
    fn color(self) -> Option<&'static str> {
        (self == Level::High).then_some("red")
    }
}

#[component]
pub fn Meter(cx: &mut Setup, #[prop(default = 50)] percent: Prop<u32>) -> Component {
    let level = cx.memo(move |r| if *percent.get(r) > 80 { Level::High } else { Level::Low });
    let is_hidden = cx.signal(false);
    let theme = cx.signal(Some(String::from("night")));
    let color = cx.memo(move |r| level.get(r).color());
    render(move |r| {
        let classes = ["meter", if *is_hidden.get(r) { "off" } else { "on" }].join(" ");
        view! { r,
            <div class={classes} style:--level={percent} style:color=color style:display=(is_hidden.get(r).then_some("none"))></div>
            <div class=BASE></div>
            <div class="bar wide" class:full=(*percent.get(r) == 100) class:hidden=(*is_hidden.get(r)) class:is-high={*level.get(r) == Level::High}
                style="border: 0" style:width={format!("{}%", percent.get(r))} style:opacity=0.5 style:z-index={1 + 1}></div>
            <button class=theme on:click=move |tx| { is_hidden.toggle(tx); theme.set(tx, None); }>"toggle"</button>
        }
    })
}
