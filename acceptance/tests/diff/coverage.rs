//! What the random views of a run have really been.

use std::sync::Arc;

use vango_acceptance::Coverage;

use crate::skeleton::{Block, Node};
use crate::state::Slot;

/// What a run has to have seen.
pub(crate) const WANTED: &[&str] = &[
    "a fragment grows",
    "a fragment vanishes",
    "a list in a list",
    "a component moves",
    "a component is replaced",
    "markup of svg",
    "raw html comes",
    "raw html goes",
    "text beside an element",
];

/// Looks at cases, and counts.
struct Look<'c>(&'c Coverage);

impl Look<'_> {
    /// Looks at the markup of a case.
    fn markup(&self, nodes: &[Node]) {
        for pair in nodes.windows(2) {
            if matches!(
                pair,
                [Node::Dyn(_), Node::Element(_)] | [Node::Element(_), Node::Dyn(_)]
            ) {
                self.0.saw("text beside an element");
            }
        }
        for node in nodes {
            match node {
                Node::Element(element) => {
                    if element.tag == "svg" {
                        self.0.saw("markup of svg");
                    }
                    self.markup(&element.children);
                }
                Node::Dyn(block) | Node::Rows(block) | Node::Each(block) => {
                    self.markup(&block.nodes);
                }
                Node::Branch(arms) => arms.iter().for_each(|arm| self.markup(&arm.nodes)),
                Node::Child(block) => self.markup(&block.nodes),
                Node::Text(_) => {}
            }
        }
    }

    /// Looks at one step from one state of the same slots to another.
    fn step(&self, old: &[Slot], new: &[Slot]) {
        for pair in old.iter().zip(new) {
            match pair {
                (Slot::Nothing, Slot::Block(..)) => self.0.saw("a fragment grows"),
                (Slot::Block(..), Slot::Nothing) => self.0.saw("a fragment vanishes"),
                (Slot::Block(a, old), Slot::Block(b, new)) if a == b => self.step(old, new),
                (Slot::Block(_, old), Slot::Block(_, new)) if has_child(old) && has_child(new) => {
                    self.0.saw("a component is replaced");
                }
                (Slot::Rows(old), Slot::Rows(new)) => self.rows(old, new),
                (Slot::Child(old), Slot::Child(new)) => self.step(old, new),
                (Slot::Html(_), Slot::Html(_)) => {}
                (Slot::Html(_), _) => self.0.saw("raw html goes"),
                (_, Slot::Html(_)) => self.0.saw("raw html comes"),
                _ => {}
            }
        }
    }

    fn rows(&self, old: &[(u64, Vec<Slot>)], new: &[(u64, Vec<Slot>)]) {
        let place = |key: &u64| new.iter().position(|(other, _)| other == key);
        let mut before = None;
        for (key, slots) in old {
            let Some(at) = place(key) else { continue };
            if before.is_some_and(|before| at < before) && has_child(slots) {
                self.0.saw("a component moves");
            }
            before = Some(at);
            self.step(slots, &new[at].1);
        }
        let is_list = |slot: &Slot| matches!(slot, Slot::Rows(rows) if !rows.is_empty());
        if new.iter().any(|(_, slots)| slots.iter().any(is_list)) {
            self.0.saw("a list in a list");
        }
    }
}

fn has_child(slots: &[Slot]) -> bool {
    slots.iter().any(|slot| match slot {
        Slot::Child(_) => true,
        Slot::Block(_, slots) => has_child(slots),
        _ => false,
    })
}

/// Looks at all of a case.
pub(crate) fn note(seen: &Coverage, block: &Arc<Block>, states: &[&[Slot]]) {
    let look = Look(seen);
    look.markup(&block.nodes);
    for pair in states.windows(2) {
        look.step(pair[0], pair[1]);
    }
}
