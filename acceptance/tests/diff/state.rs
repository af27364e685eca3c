//! What the slots of a skeleton show: made from a seed, drawn through the runtime's public view API, and said once more
//! as plain HTML, without any of the runtime's code.

use std::fmt::Write as _;
use std::sync::Arc;

use vango_runtime::reactive::{Checked, ListSignal, Prop, PropWriter, Render, Setup, prop};
use vango_runtime::view::{self, Component, ComponentDef, Ready, View, events};

use crate::skeleton::{Block, Handler, Node, escape};

/// One slot's value; a block's slots are a vector of these, in template order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Slot {
    Attr(Option<String>),
    Class(bool),
    On,
    Text(String),
    Int(i64),
    Nothing,
    /// A view, or an arm of a branch.
    Block(usize, Vec<Slot>),
    Rows(Vec<(u64, Vec<Slot>)>),
    /// The rows are the root's list.
    Each,
    Child(Vec<Slot>),
}

/// A row of the root's list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) key: u64,
    /// One state for each `each` of the skeleton, in document order.
    pub(crate) slots: Vec<Vec<Slot>>,
}

/// A small generator (SplitMix64, Steele et al. 2014): states come from seeds that proptest chooses.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    fn text(&mut self) -> String {
        [
            "",
            "x",
            "two words",
            "longer than seven bytes",
            "<b>&\"'",
            "é\u{1f600}",
            "a\nb",
        ][self.roll(7) as usize]
            .to_owned()
    }

    /// Distinct keys in random order.
    pub(crate) fn keys(&mut self, most: u64) -> Vec<u64> {
        let count = self.roll(most + 1);
        let mut keys = Vec::new();
        for _ in 0..count {
            let key = self.roll(most * 2);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }
}

pub(crate) fn fill(block: &Block, dice: &mut Dice) -> Vec<Slot> {
    let mut slots = Vec::new();
    fill_nodes(&block.nodes, dice, &mut slots);
    slots
}

fn fill_nodes(nodes: &[Node], dice: &mut Dice, out: &mut Vec<Slot>) {
    for node in nodes {
        match node {
            Node::Text(_) => {}
            Node::Element {
                classes,
                attrs,
                handler,
                children,
                ..
            } => {
                out.extend(classes.iter().map(|_| Slot::Class(dice.roll(2) == 1)));
                out.extend(
                    attrs
                        .iter()
                        .map(|_| Slot::Attr((dice.roll(3) > 0).then(|| dice.text()))),
                );
                if *handler == Handler::Click {
                    out.push(Slot::On);
                }
                fill_nodes(children, dice, out);
            }
            Node::Dyn(view) => out.push(match dice.roll(5) {
                0 => Slot::Nothing,
                1 => Slot::Int(dice.roll(3) as i64 - 1),
                2 => Slot::Block(0, fill(view, dice)),
                _ => Slot::Text(dice.text()),
            }),
            Node::Branch(arms) => out.push(match dice.roll(arms.len() as u64 + 1) as usize {
                0 => Slot::Nothing,
                arm => Slot::Block(arm - 1, fill(&arms[arm - 1], dice)),
            }),
            Node::Rows(row) => {
                let keys = dice.keys(6);
                out.push(Slot::Rows(
                    keys.into_iter().map(|key| (key, fill(row, dice))).collect(),
                ));
            }
            Node::Each(_) => out.push(Slot::Each),
            Node::Child(child) => out.push(Slot::Child(fill(child, dice))),
        }
    }
}

/// The row skeletons of the `each`es of a block, in document order.
pub(crate) fn eaches(nodes: &[Node], out: &mut Vec<Arc<Block>>) {
    for node in nodes {
        match node {
            Node::Element { children, .. } => eaches(children, out),
            Node::Each(row) => out.push(Arc::new((**row).clone())),
            _ => {}
        }
    }
}

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
                Node::Element {
                    classes,
                    attrs,
                    handler,
                    children,
                    ..
                } => {
                    for _ in classes.iter().map(drop).chain(attrs.iter().map(drop)) {
                        match slots.next() {
                            Some(Slot::Class(on)) => b.class(*on),
                            Some(Slot::Attr(value)) => b.attr(value.as_deref()),
                            other => panic!("{other:?} is no attribute"),
                        }
                    }
                    if *handler == Handler::Click {
                        slots.next();
                        b.on0(events::click, self.on_click);
                    }
                    self.nodes(r, b, children, slots, each);
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
                    block: Shared(block.clone()),
                    slots: slots.clone(),
                    on_click: self.on_click,
                };
                b.child(Ready::<Inner>::new(props));
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
    block: Shared<Block>,
    slots: Vec<Slot>,
    on_click: fn(&mut vango_runtime::reactive::Tx<'_>),
}

impl ComponentDef for Inner {
    const NAME: &'static str = "Inner";
    type Props = InnerProps;
    type Handles = (Prop<Shared<Block>>, Prop<Vec<Slot>>);

    fn setup(cx: &mut Setup<'_, Checked>, props: InnerProps) -> (Component, Self::Handles) {
        let slots = prop(cx, props.slots);
        let draw = Draw {
            list: None,
            on_click: props.on_click,
        };
        let block = prop(cx, props.block);
        (
            view::render(move |r| draw.view(r, &block.get(r).0, slots.get(r))),
            (block, slots),
        )
    }

    fn update(props: InnerProps, handles: &Self::Handles, cx: &mut PropWriter<'_>) {
        cx.set(handles.0, props.block);
        cx.set(handles.1, props.slots);
    }
}

/// Plain HTML of a block: what the browser has to show.
pub(crate) fn html(block: &Block, slots: &[Slot], list: &[Row]) -> String {
    let mut out = String::new();
    html_nodes(&block.nodes, &mut slots.iter(), list, &mut 0, &mut out);
    out
}

fn html_nodes(
    nodes: &[Node],
    slots: &mut std::slice::Iter<'_, Slot>,
    list: &[Row],
    each: &mut usize,
    out: &mut String,
) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&escape(text)),
            Node::Element {
                tag,
                classes,
                attrs,
                handler,
                children,
            } => {
                write!(out, "<{tag}").expect("a string takes everything");
                if !classes.is_empty() {
                    out.push_str(" class=\"card");
                    for name in classes {
                        if slots.next() == Some(&Slot::Class(true)) {
                            write!(out, " {name}").expect("a string takes everything");
                        }
                    }
                    out.push('"');
                }
                for name in attrs {
                    if let Some(Slot::Attr(Some(value))) = slots.next() {
                        write!(out, " {name}=\"{}\"", escape(value))
                            .expect("a string takes everything");
                    }
                }
                if *handler == Handler::Click {
                    slots.next();
                }
                out.push('>');
                html_nodes(children, slots, list, each, out);
                write!(out, "</{tag}>").expect("a string takes everything");
            }
            _ => html_slot(
                node,
                slots.next().expect("a value for each slot"),
                list,
                each,
                out,
            ),
        }
    }
}

fn html_slot(node: &Node, slot: &Slot, list: &[Row], each: &mut usize, out: &mut String) {
    match (node, slot) {
        (_, Slot::Nothing) => {}
        (_, Slot::Text(text)) => out.push_str(&escape(text)),
        (_, Slot::Int(number)) => out.push_str(&number.to_string()),
        (Node::Dyn(block), Slot::Block(_, slots)) => out.push_str(&html(block, slots, list)),
        (Node::Child(block), Slot::Child(slots)) => out.push_str(&html(block, slots, list)),
        (Node::Branch(arms), Slot::Block(arm, slots)) => {
            out.push_str(&html(&arms[*arm], slots, list));
        }
        (Node::Rows(row), Slot::Rows(rows)) => rows
            .iter()
            .for_each(|(_, slots)| out.push_str(&html(row, slots, list))),
        (Node::Each(row), Slot::Each) => {
            for value in list {
                out.push_str(&html(row, &value.slots[*each], &[]));
            }
            *each += 1;
        }
        _ => panic!("{slot:?} in {node:?}"),
    }
}
