//! Typed context: a theme of signals, a service locator, a default when nobody provides, nested providers.
use std::sync::Arc;

use vango::prelude::*;

#[derive(Clone, Copy)]
struct Theme {
    is_dark: Signal<bool>,
    size: Memo<u8>,
}

#[derive(Clone)]
struct Texts(Arc<[(&'static str, &'static str)]>);

impl Texts {
    fn find(&self, key: &str) -> &'static str {
        self.0.iter().find(|(name, _)| *name == key).map_or("?", |(_, text)| text)
    }
}

#[setup]
fn use_theme(cx: &mut Setup) -> Theme {
    let own = cx.signal(false);
    let size = cx.memo(move |r| if *own.get(r) { 2 } else { 1 });
    cx.context::<Theme>().unwrap_or(Theme { is_dark: own, size })
}

#[component]
pub fn Themed(cx: &mut Setup, children: Slot) -> Component {
    let is_dark = cx.signal(true);
    let size = cx.memo(|_| 3_u8);
    cx.provide(Theme { is_dark, size });
    cx.provide(Texts(Arc::new([("light", "Hell"), ("dark", "Dunkel")])));
    render(move |r| view! { r, <div class:dark=(*is_dark.get(r))>{children}</div> })
}

#[component]
pub fn Switch(cx: &mut Setup) -> Component {
    let Theme { is_dark, size } = use_theme(cx);
    let texts = cx.context::<Texts>();
    render(move |r| {
        let key = if *is_dark.get(r) { "light" } else { "dark" };
        let text = texts.as_ref().map_or(key, |texts| texts.find(key));
        view! { r, <button on:click=move |tx| { is_dark.toggle(tx); }>{text}" "{size}</button> }
    })
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <Switch/> <Themed><Switch/><Themed><Switch/></Themed></Themed> })
}
