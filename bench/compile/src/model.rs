//! The components that are compiled: one model, which each dialect writes out in its own words.
//!
//! Invariant: every card has [`ELEMENTS`] elements, [`SLOTS`] dynamic slots and [`HANDLERS`] handlers; the tests count
//! them. This module knows no framework.

/// How many components there are.
pub(crate) const CARDS: usize = 100;
/// How many elements a card has before it is edited.
pub(crate) const ELEMENTS: usize = 20;
/// How many of a card's values change: an attribute, a class, and three texts.
#[cfg(test)]
pub(crate) const SLOTS: usize = 5;
/// How many buttons of a card do something.
#[cfg(test)]
pub(crate) const HANDLERS: usize = 2;

const CONTAINERS: &[&str] = &["section", "div", "article", "aside", "header", "footer"];
const LEAVES: &[&str] = &["p", "span", "em", "strong", "code", "small", "b", "i"];

/// How the elements stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One in the other, ten deep, each with a leaf beside the next.
    Nested,
    /// All but the root beside each other.
    Flat,
}

/// One component, with a prop `name` and the signals `count` and `label`.
#[derive(Clone, Debug)]
pub(crate) struct Card {
    pub(crate) number: usize,
    pub(crate) root: Element,
}

#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) tag: &'static str,
    pub(crate) class: String,
    pub(crate) role: Role,
    pub(crate) children: Vec<Child>,
}

/// What an element has besides its tag and class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing.
    Plain,
    /// The slots `title`, which is the label, and the class `active`, when the count is above zero.
    Root,
    /// A handler that counts.
    Count,
    /// A handler that sets the label to a text.
    Rename,
}

#[derive(Clone, Debug)]
pub(crate) enum Child {
    Element(Element),
    Text(String),
    Slot(Slot),
}

/// A text that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Name,
    Count,
    Label,
}

/// What a user changes in one card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// The text of the first leaf.
    Text,
    /// The same, and a paragraph at the end.
    Element,
}

/// A card, as it is before any edit. Even numbers are nested, odd ones are flat.
pub(crate) fn card(number: usize) -> Card {
    let leaves = match shape(number) {
        Shape::Nested => ELEMENTS / 2,
        Shape::Flat => ELEMENTS - 1,
    };
    let mut leaves = (0..leaves).map(|at| Child::Element(leaf(number, at)));
    let mut children: Vec<Child> = Vec::new();
    if shape(number) == Shape::Nested {
        // From the innermost outwards.
        for depth in (1..ELEMENTS / 2).rev() {
            let mut inside: Vec<Child> = leaves.next().into_iter().collect();
            inside.append(&mut children);
            let tag = CONTAINERS[(number + depth) % CONTAINERS.len()];
            children.push(Child::Element(Element {
                tag,
                class: format!("level-{depth}"),
                role: Role::Plain,
                children: inside,
            }));
        }
    }
    let mut all: Vec<Child> = leaves.collect();
    all.append(&mut children);
    Card {
        number,
        root: Element {
            tag: CONTAINERS[number % CONTAINERS.len()],
            class: "card".to_owned(),
            role: Role::Root,
            children: all,
        },
    }
}

pub(crate) fn shape(number: usize) -> Shape {
    if number.is_multiple_of(2) {
        Shape::Nested
    } else {
        Shape::Flat
    }
}

fn leaf(number: usize, at: usize) -> Element {
    let class = format!("part-{at}");
    let (tag, role, children) = match at {
        1 => ("button", Role::Count, vec![text("Count up")]),
        2 => ("button", Role::Rename, vec![text("Rename")]),
        3 => ("h2", Role::Plain, vec![Child::Slot(Slot::Name)]),
        4 => (
            "p",
            Role::Plain,
            vec![text("Counted: "), Child::Slot(Slot::Count)],
        ),
        5 => (
            "p",
            Role::Plain,
            vec![text("Label: "), Child::Slot(Slot::Label)],
        ),
        _ => (
            LEAVES[(number + at) % LEAVES.len()],
            Role::Plain,
            vec![text(&format!("Text {at} of card {number}"))],
        ),
    };
    Element {
        tag,
        class,
        role,
        children,
    }
}

fn text(text: &str) -> Child {
    Child::Text(text.to_owned())
}

impl Card {
    /// The card after an edit. Another `mark` is another text.
    pub(crate) fn edited(mut self, edit: Edit, mark: usize) -> Self {
        let changed = first_leaf(&mut self.root).expect("a card has leaves that are plain");
        *changed = format!("Another text, edit {mark}");
        if edit == Edit::Element {
            self.root.children.push(Child::Element(Element {
                tag: "p",
                class: "note".to_owned(),
                role: Role::Plain,
                children: vec![text("One more")],
            }));
        }
        self
    }
}

/// The text of the first element that holds nothing but a text and does nothing.
fn first_leaf(element: &mut Element) -> Option<&mut String> {
    let is_leaf = element.role == Role::Plain && element.children.len() == 1;
    for child in &mut element.children {
        match child {
            Child::Text(text) if is_leaf => return Some(text),
            Child::Element(inner) => {
                if let Some(found) = first_leaf(inner) {
                    return Some(found);
                }
            }
            Child::Text(_) | Child::Slot(_) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Count {
        elements: usize,
        slots: usize,
        handlers: usize,
        depth: usize,
    }

    fn count(element: &Element, depth: usize, all: &mut Count) {
        all.elements += 1;
        all.depth = all.depth.max(depth);
        match element.role {
            Role::Plain => {}
            Role::Root => all.slots += 2,
            Role::Count | Role::Rename => all.handlers += 1,
        }
        for child in &element.children {
            match child {
                Child::Element(inner) => count(inner, depth + 1, all),
                Child::Slot(_) => all.slots += 1,
                Child::Text(_) => {}
            }
        }
    }

    #[test]
    fn every_card_is_what_is_said_of_it() {
        for number in 0..CARDS {
            let mut all = Count::default();
            count(&card(number).root, 1, &mut all);
            let found = (all.elements, all.slots, all.handlers);
            assert_eq!(found, (ELEMENTS, SLOTS, HANDLERS), "card {number}");
            let depth = match shape(number) {
                Shape::Nested => 11,
                Shape::Flat => 2,
            };
            assert_eq!(all.depth, depth);
        }
    }

    #[test]
    fn an_edit_changes_a_text_or_adds_one_element() {
        for number in [0, 1] {
            let base = card(number);
            let text = base.clone().edited(Edit::Text, 1);
            assert_ne!(format!("{base:?}"), format!("{text:?}"));
            let mut all = Count::default();
            count(&text.root, 1, &mut all);
            assert_eq!(all.elements, ELEMENTS);
            let mut all = Count::default();
            count(&base.edited(Edit::Element, 1).root, 1, &mut all);
            assert_eq!(all.elements, ELEMENTS + 1);
        }
    }
}
