//! Generic components: inferred and named, constants, where clauses, associated types; recursion.
#![deny(warnings)]
use std::fmt::Display;

use vango::prelude::*;

#[derive(Clone, PartialEq)]
pub struct Node {
    name: String,
    nodes: Vec<Node>,
}

/// Contains itself.
#[component]
pub fn Tree(cx: &mut Setup, node: Prop<Node>, #[prop(default)] depth: Prop<u32>) -> Component {
    let is_open = cx.signal(true);
    render(move |r| view! { r,
        <button on:click=move |tx| { let now = !*is_open.get(tx); is_open.set(tx, now); }>{&node.get(r).name}</button>
        if *is_open.get(r) {
            for child in &node.get(r).nodes, key = &child.name {
                <Tree node={child.clone()} depth=(*depth.get(r) + 1)/>
            }
        }
    })
}

/// A list of anything that can be shown.
#[component]
pub fn List<T, const N: usize>(_cx: &mut Setup, items: Prop<Vec<T>>, #[prop(optional, into)] title: Prop<Option<String>>) -> Component
where
    T: Display + PartialEq + Send + Sync,
{
    render(move |r| view! { r,
        <h2>{title.get(r)}</h2>
        <p>{N} {items.get(r).iter().map(T::to_string).collect::<String>()}</p>
    })
}

/// Contains itself, generically; no prop names `U`.
#[component]
pub fn Nested<T: Clone + Display + PartialEq + Send + Sync, U: Default + Display>(_cx: &mut Setup, value: Prop<T>, #[prop(default)] depth: Prop<u32>) -> Component {
    render(move |r| view! { r,
        <p>{value.get(r).to_string()} {U::default().to_string()}</p>
        if *depth.get(r) < 2 { <Nested<T, U> value={value.get(r).clone()} depth=(*depth.get(r) + 1)/> }
    })
}

pub trait Source: 'static {
    type Item: Display + PartialEq + Send + Sync + 'static;
}

impl Source for u8 {
    type Item = String;
}

/// A prop of an associated type.
#[component]
pub fn Sourced<S: Source>(_cx: &mut Setup, item: Prop<S::Item>) -> Component {
    render(move |r| view! { r, <p>{item.get(r).to_string()}</p> })
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r,
        <Tree node={Node { name: "a".into(), nodes: vec![] }}/>
        <List<u8, 3> items={vec![1, 2]} title="numbers"/>
        <List<String, 0> items={Vec::new()} maybe_title={None}/>
        <Nested<&'static str, u8> value="x"/>
        <Sourced<u8> item={String::from("x")}/>
        <Inferred value=1u8/>
        <Inferred value="text"/>
    })
}

#[component]
fn Inferred<T: Display + PartialEq + Send + Sync>(_cx: &mut Setup, value: Prop<T>) -> Component {
    render(move |r| view! { r, <p>{value.get(r).to_string()}</p> })
}

fn main() {
    let _ = vango::Invocation::of::<Page>();
    let _ = vango::ready(Nested::<u8, u8>::props().value(1));
}
