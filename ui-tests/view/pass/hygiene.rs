//! Expansions name everything absolutely and hide their own names.
#![deny(warnings)]
#![no_implicit_prelude]

use ::vango::prelude::{Component, Prop, Render, Setup, View, component, render, view};

mod taken {
    pub struct Option;
    pub struct String;
    pub trait Into {}
    pub trait Default {}
    pub fn complete() {}
}
#[expect(unused_imports, reason = "they only take names")]
use taken::{Default, Into, Option, String, complete};

#[component]
pub fn Card(cx: &mut Setup, #[prop(into, default = "x")] title: Prop<::std::string::String>, #[prop(default)] on: Prop<bool>) -> Component {
    let __b = cx.signal(1);
    let __rows = cx.signal(::std::vec![1u8, 2]);
    render(move |r| view! { r,
        <p hidden=on>{title} {__b}</p>
        for __v in __rows.get(r), key = __v { <b on:click=move |tx| { *__b.get_mut(tx) += 1; }>{__v}</b> }
        {part(r)}
    })
}

fn part(context: &Render) -> View {
    view! { context, <Card title="a" on/> { let __props = 1; __props } { view! { context, <b>"nested"</b> } } }
}

