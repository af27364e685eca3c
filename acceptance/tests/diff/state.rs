//! What the slots of a skeleton show: made from a seed, drawn through the runtime's public view API, and said once more
//! as plain HTML, without any of the runtime's code.

use std::fmt::Write as _;
use std::sync::Arc;

use vango_runtime::reactive::{Checked, ListSignal, Prop, PropWriter, Render, Setup, prop};
use vango_runtime::view::{self, Attrs, Component, ComponentDef, Ready, TrustedHtml, View, events};

use crate::skeleton::{Block, Element, Handler, Node, Spread, escape};

/// One slot's value; a block's slots are a vector of these, in template order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Slot {
    Attr(Option<String>),
    Class(bool),
    Style(Option<&'static str>),
    Spread(Vec<(&'static str, String)>),
    On,
    Text(String),
    Html(&'static str),
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
            Node::Element(element) => {
                fill_tag(element, dice, out);
                fill_nodes(&element.children, dice, out);
            }
            Node::Dyn(view) => out.push(match dice.roll(6) {
                0 => Slot::Nothing,
                1 => Slot::Int(dice.roll(3) as i64 - 1),
                2 => Slot::Block(0, fill(view, dice)),
                3 => Slot::Html(RAW[dice.roll(RAW.len() as u64) as usize]),
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

/// Raw markup that means the same in HTML and in SVG.
const RAW: &[&str] = &[
    "",
    "raw text",
    "<a>x</a>",
    "<a></a><a>y</a> tail",
    "before <g class=\"c\">&lt;</g>",
];

/// Values of style properties.
const VALUES: &[&str] = &["red", "rgb(1, 2, 3)", "\"a;b\"", "1px"];

fn fill_tag(element: &Element, dice: &mut Dice, out: &mut Vec<Slot>) {
    for _ in &element.classes {
        out.push(Slot::Class(dice.roll(2) == 1));
    }
    for _ in &element.styles {
        let value = VALUES[dice.roll(VALUES.len() as u64) as usize];
        out.push(Slot::Style((dice.roll(3) > 0).then_some(value)));
    }
    for _ in &element.attrs {
        out.push(Slot::Attr((dice.roll(3) > 0).then(|| dice.text())));
    }
    if element.spread == Spread::Yes {
        let mut all = Vec::new();
        for name in ["title", "data-a", "aria-label"] {
            if dice.roll(2) == 0 {
                all.push((name, dice.text()));
            }
        }
        out.push(Slot::Spread(all));
    }
    if element.handler == Handler::Click {
        out.push(Slot::On);
    }
}

/// The row skeletons of the `each`es of a block, in document order.
pub(crate) fn eaches(nodes: &[Node], out: &mut Vec<Arc<Block>>) {
    for node in nodes {
        match node {
            Node::Element(element) => eaches(&element.children, out),
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
            Node::Element(element) => {
                html_tag(element, slots, out);
                html_nodes(&element.children, slots, list, each, out);
                write!(out, "</{}>", element.tag).expect("a string takes everything");
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

fn html_tag(element: &Element, slots: &mut std::slice::Iter<'_, Slot>, out: &mut String) {
    let mut put =
        |text: std::fmt::Arguments<'_>| out.write_fmt(text).expect("a string takes everything");
    put(format_args!("<{}", element.tag));
    let mut classes = String::from("card");
    for name in &element.classes {
        if slots.next() == Some(&Slot::Class(true)) {
            classes.extend([" ", name]);
        }
    }
    if !element.classes.is_empty() {
        put(format_args!(" class=\"{classes}\""));
    }
    let mut styles = String::from("top:1px;");
    for name in &element.styles {
        if let Some(Slot::Style(Some(value))) = slots.next() {
            styles.extend([name, ":", value, ";"]);
        }
    }
    if !element.styles.is_empty() {
        put(format_args!(" style=\"{}\"", escape(&styles)));
    }
    for name in &element.attrs {
        if let Some(Slot::Attr(Some(value))) = slots.next() {
            put(format_args!(" {name}=\"{}\"", escape(value)));
        }
    }
    if element.spread == Spread::Yes
        && let Some(Slot::Spread(all)) = slots.next()
    {
        for (name, value) in all.iter().filter(|(name, _)| !element.attrs.contains(name)) {
            put(format_args!(" {name}=\"{}\"", escape(value)));
        }
    }
    if element.handler == Handler::Click {
        slots.next();
    }
    put(format_args!(">"));
}

fn html_slot(node: &Node, slot: &Slot, list: &[Row], each: &mut usize, out: &mut String) {
    match (node, slot) {
        (_, Slot::Nothing) => {}
        (_, Slot::Text(text)) => out.push_str(&escape(text)),
        (_, Slot::Int(number)) => out.push_str(&number.to_string()),
        (_, Slot::Html(html)) => out.push_str(html),
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
