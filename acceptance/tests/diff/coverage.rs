//! What the random views of a run have really been: a property that was never put to the test holds of everything.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::skeleton::{Block, Node};
use crate::state::Slot;

/// What a run has to have seen, often enough that no luck is needed.
const WANTED: &[&str] = &[
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

/// How often each was seen.
#[derive(Debug, Default)]
pub(crate) struct Coverage(RefCell<BTreeMap<&'static str, u32>>);

impl Coverage {
    fn saw(&self, what: &'static str) {
        assert!(WANTED.contains(&what), "{what} is in the table");
        *self.0.borrow_mut().entry(what).or_default() += 1;
    }

    /// Panics when something was not seen.
    pub(crate) fn check(&self) {
        println!("{:?}", self.0.borrow());
        for what in WANTED {
            let count = self.0.borrow().get(what).copied().unwrap_or(0);
            assert!(
                count >= 3,
                "{what}: only {count} times, the generator has lost it"
            );
        }
    }

    /// Looks at the markup of a case.
    pub(crate) fn markup(&self, nodes: &[Node]) {
        for pair in nodes.windows(2) {
            if matches!(
                pair,
                [Node::Dyn(_), Node::Element(_)] | [Node::Element(_), Node::Dyn(_)]
            ) {
                self.saw("text beside an element");
            }
        }
        for node in nodes {
            match node {
                Node::Element(element) => {
                    if element.tag == "svg" {
                        self.saw("markup of svg");
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
    pub(crate) fn step(&self, old: &[Slot], new: &[Slot]) {
        for pair in old.iter().zip(new) {
            match pair {
                (Slot::Nothing, Slot::Block(..)) => self.saw("a fragment grows"),
                (Slot::Block(..), Slot::Nothing) => self.saw("a fragment vanishes"),
                (Slot::Block(a, old), Slot::Block(b, new)) if a == b => self.step(old, new),
                (Slot::Block(_, old), Slot::Block(_, new)) if has_child(old) && has_child(new) => {
                    self.saw("a component is replaced");
                }
                (Slot::Rows(old), Slot::Rows(new)) => self.rows(old, new),
                (Slot::Child(old), Slot::Child(new)) => self.step(old, new),
                (Slot::Html(_), Slot::Html(_)) => {}
                (Slot::Html(_), _) => self.saw("raw html goes"),
                (_, Slot::Html(_)) => self.saw("raw html comes"),
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
                self.saw("a component moves");
            }
            before = Some(at);
            self.step(slots, &new[at].1);
        }
        let is_list = |slot: &Slot| matches!(slot, Slot::Rows(rows) if !rows.is_empty());
        if new.iter().any(|(_, slots)| slots.iter().any(is_list)) {
            self.saw("a list in a list");
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
    seen.markup(&block.nodes);
    for pair in states.windows(2) {
        seen.step(pair[0], pair[1]);
    }
}
