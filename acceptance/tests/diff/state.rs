//! What the slots of a skeleton show: made from a seed.

use std::sync::Arc;

use crate::skeleton::{Block, Element, Handler, Node, Spread};

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
