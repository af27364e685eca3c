//! Skeletons with their state, drawn through the runtime's public view API.

use std::sync::Arc;

use vango_runtime::reactive::{Checked, ListSignal, PropWriter, Render, Setup, keep, keeps};
use vango_runtime::view::{
    self, Attrs, Component, ComponentDef, Invocation, Mount, TrustedHtml, View, events,
};

use crate::skeleton::{Block, Element, Handler, Node, Spread};
use crate::state::{Row, Slot};

/// What a draw needs besides the state.
#[derive(Clone)]
pub(crate) struct Draw {
    pub(crate) list: Option<ListSignal<Row>>,
    pub(crate) on_click: fn(&mut vango_runtime::reactive::Tx<'_>),
}

impl Draw {
    pub(crate) fn view(&self, r: &Render<'_>, block: &Block, slots: &[Slot]) -> View {
        let mut b = view::open(r, block.template);
        self.nodes(r, &mut b, &block.nodes, &mut slots.iter(), &mut 0);
        b.close()
    }

    fn block<'r>(&self, r: &'r Render<'_>, mut b: view::Block<'r>, block: &Block, slots: &[Slot]) {
        self.nodes(r, &mut b, &block.nodes, &mut slots.iter(), &mut 0);
        b.end();
    }

    fn nodes<'r>(
        &self,
        r: &'r Render<'_>,
        b: &mut view::Block<'r>,
        nodes: &[Node],
        slots: &mut std::slice::Iter<'_, Slot>,
        each: &mut usize,
    ) {
        for node in nodes {
            match node {
                Node::Text(_) => {}
                Node::Element(element) => {
                    self.tag(b, element, slots);
                    self.nodes(r, b, &element.children, slots, each);
                }
                _ => self.slot(
                    r,
                    b,
                    node,
                    slots.next().expect("a value for each slot"),
                    each,
                ),
            }
        }
    }

    fn tag(
        &self,
        b: &mut view::Block<'_>,
        element: &Element,
        slots: &mut std::slice::Iter<'_, Slot>,
    ) {
        let own = element.classes.len() + element.styles.len() + element.attrs.len();
        let count = own
            + usize::from(element.spread == Spread::Yes)
            + usize::from(element.handler == Handler::Click);
        for slot in slots.take(count) {
            match slot {
                Slot::Class(on) => b.class(*on),
                Slot::Style(value) => b.style(*value),
                Slot::Attr(value) => b.attr(value.as_deref()),
                Slot::Spread(all) => {
                    let mut attrs = Attrs::new();
                    for (name, value) in all {
                        attrs = attrs.set(name, value);
                    }
                    b.spread(attrs, &element.attrs);
                }
                Slot::On => b.on0(events::click, self.on_click),
                other => panic!("{other:?} is no attribute"),
            }
        }
    }

    fn slot<'r>(
        &self,
        r: &'r Render<'_>,
        b: &mut view::Block<'r>,
        node: &Node,
        slot: &Slot,
        each: &mut usize,
    ) {
        match (node, slot) {
            (Node::Dyn(_), Slot::Text(text)) => b.expr(text),
            (Node::Dyn(_), Slot::Int(number)) => b.expr(*number),
            (Node::Dyn(_), Slot::Html(html)) => b.expr(TrustedHtml::new(*html)),
            (Node::Dyn(_), Slot::Nothing) => b.expr(None::<&str>),
            (Node::Dyn(block), Slot::Block(_, slots)) => {
                let view = self.view(r, block, slots);
                b.expr(view);
            }
            (Node::Branch(_), Slot::Nothing) => b.empty(),
            (Node::Branch(arms), Slot::Block(arm, slots)) => {
                let inner = b.branch(arms[*arm].template);
                self.block(r, inner, &arms[*arm], slots);
            }
            (Node::Rows(row), Slot::Rows(rows)) => {
                let mut list = b.rows(row.template);
                for (key, slots) in rows {
                    let inner = list.row(key);
                    self.block(r, inner, row, slots);
                }
                list.end();
            }
            (Node::Each(row), Slot::Each) => {
                let (block, index, draw) = (row.clone(), *each, self.on_click);
                *each += 1;
                let list = self.list.expect("an each stands in the root alone");
                b.each(row.template, list, move |r, row: &Row| {
                    let draw = Draw {
                        list: None,
                        on_click: draw,
                    };
                    draw.block(r, view::row(r, block.template), &block, &row.slots[index]);
                });
            }
            (Node::Child(block), Slot::Child(slots)) => {
                let props = InnerProps {
                    block: Some(Shared(block.clone())),
                    slots: Some(slots.clone()),
                    on_click: self.on_click,
                };
                b.child(Invocation::with::<Inner>(props));
            }
            _ => panic!("{slot:?} in {node:?}"),
        }
    }
}

/// Equal when it is the same allocation.
#[derive(Clone)]
pub(crate) struct Shared<T>(pub(crate) Arc<T>);

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A component that draws a block; what `#[component]` would make.
pub(crate) struct Inner;

pub(crate) struct InnerProps {
    block: Option<Shared<Block>>,
    slots: Option<Vec<Slot>>,
    on_click: fn(&mut vango_runtime::reactive::Tx<'_>),
}

impl ComponentDef for Inner {
    const NAME: &'static str = "Inner";
    type Props = InnerProps;
}

impl Mount for InnerProps {
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
        let slots = keep(cx, &mut self.slots, keeps());
        let draw = Draw {
            list: None,
            on_click: self.on_click,
        };
        let block = keep(cx, &mut self.block, keeps());
        view::render(move |r| draw.view(r, &block.get(r).0, slots.get(r)))
    }

    fn update(&mut self, cx: &mut PropWriter<'_>) {
        cx.renew(&mut self.slots, keeps());
        cx.renew(&mut self.block, keeps());
    }
}
