//! The frameworks: what each package depends on, and how it writes a card.
//!
//! Each dialect writes one card as one module of its own file, as its users write it: props, two signals, the markup. The
//! pages of ten cards each and `main` are the rest of the crate, which is compiled but not counted as expansion.

mod dioxus;
mod leptos;
mod maud;
mod vango;

use std::fmt::Write as _;
use std::path::Path;

use crate::model::{Card, Child, Element, Role, Slot};

/// How many cards stand on one page.
const PER_PAGE: usize = 10;

/// One package that is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Vango,
    Maud,
    Dioxus,
    /// Leptos with `--cfg erase_components`.
    LeptosErased,
    Leptos,
}

/// Ours first.
pub(crate) const ALL: [Subject; 5] = [
    Subject::Vango,
    Subject::Maud,
    Subject::Dioxus,
    Subject::LeptosErased,
    Subject::Leptos,
];

impl Subject {
    /// Short, for the names of figures and directories.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Vango => "vango",
            Self::Maud => "maud",
            Self::Dioxus => "dioxus",
            Self::LeptosErased => "leptos-erased",
            Self::Leptos => "leptos",
        }
    }

    /// `RUSTFLAGS` of the whole build.
    pub(crate) fn rustflags(self) -> &'static str {
        match self {
            Self::LeptosErased => "--cfg erase_components",
            Self::Vango | Self::Maud | Self::Dioxus | Self::Leptos => "",
        }
    }

    /// The table `[dependencies]`. `root` is the directory of our own workspace.
    pub(crate) fn dependencies(self, root: &Path) -> String {
        match self {
            Self::Vango => vango::dependencies(root),
            Self::Maud => maud::DEPENDENCIES.to_owned(),
            Self::Dioxus => dioxus::DEPENDENCIES.to_owned(),
            Self::LeptosErased | Self::Leptos => leptos::DEPENDENCIES.to_owned(),
        }
    }

    /// The file of one card.
    pub(crate) fn card(self, card: &Card) -> String {
        match self {
            Self::Vango => vango::card(card),
            Self::Maud => maud::card(card),
            Self::Dioxus => dioxus::card(card),
            Self::LeptosErased | Self::Leptos => leptos::card(card),
        }
    }

    /// `src/main.rs`: the modules, the pages, and what renders or serves them.
    ///
    /// Without cards there are no pages, and what is left is what every program of this framework has.
    pub(crate) fn main(self, cards: usize) -> String {
        let frame = match self {
            Self::Vango => vango::FRAME,
            Self::Maud => maud::FRAME,
            Self::Dioxus => dioxus::FRAME,
            Self::LeptosErased | Self::Leptos => leptos::FRAME,
        };
        let mut text = String::from("//! A hundred cards on ten pages.\n\n");
        for number in 0..cards {
            line(&mut text, 0, &format!("mod {};", module(number)));
        }
        text.push('\n');
        line(&mut text, 0, frame.head);
        let pages = 0..cards / PER_PAGE;
        for page in pages.clone() {
            line(&mut text, 0, &frame.open.replace("PAGE", &page.to_string()));
            for number in page * PER_PAGE..(page + 1) * PER_PAGE {
                let card = frame
                    .card
                    .replace("MODULE", &module(number))
                    .replace("CARD", &component(number))
                    .replace("NUMBER", &number.to_string());
                line(&mut text, 2, &card);
            }
            line(&mut text, 0, frame.close);
        }
        let pages: Vec<String> = pages
            .map(|page| frame.page.replace("NUMBER", &page.to_string()))
            .collect();
        text.push_str(&frame.main.replace("ALL", &pages.join(" ")));
        text
    }
}

/// The part of a package that is no card. `PAGE`, `MODULE`, `CARD`, `NUMBER` and `ALL` stand
/// for what differs.
struct Frame {
    /// Imports.
    head: &'static str,
    /// Before the cards of a page.
    open: &'static str,
    /// One card on a page.
    card: &'static str,
    /// After them.
    close: &'static str,
    /// One page on the page that has all.
    page: &'static str,
    /// The program, with that page.
    main: &'static str,
}

/// The name of a card's module and file.
pub(crate) fn module(number: usize) -> String {
    format!("card_{number:03}")
}

/// The name of its component.
fn component(number: usize) -> String {
    format!("Card{number:03}")
}

/// Writes a line at a depth.
fn line(text: &mut String, depth: usize, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{:1$}{line}", "", 4 * depth);
}

/// The only text of an element that has nothing else.
fn only_text(element: &Element) -> Option<&str> {
    match element.children.as_slice() {
        [Child::Text(text)] => Some(text),
        _ => None,
    }
}

/// How a dialect writes an element. A card is written the same way in all of them.
struct Markup {
    /// Up to its children: the tag, the class, and its further attributes, from [`Markup::attributes`].
    open: fn(tag: &str, class: &str, attributes: &str) -> String,
    close: fn(tag: &str) -> String,
    /// What parts the only text of an element from the rest.
    space: &'static str,
    slot: fn(Slot) -> &'static str,
    attributes: fn(Role) -> &'static str,
}

impl Markup {
    fn write(&self, text: &mut String, depth: usize, element: &Element) {
        let Element { tag, class, .. } = element;
        let open = (self.open)(tag, class, (self.attributes)(element.role));
        let close = (self.close)(tag);
        if let Some(only) = only_text(element) {
            let space = self.space;
            return line(text, depth, &format!("{open}{space}{only:?}{space}{close}"));
        }
        line(text, depth, &open);
        for child in &element.children {
            match child {
                Child::Element(inner) => self.write(text, depth + 1, inner),
                Child::Text(words) => line(text, depth + 1, &format!("{words:?}")),
                Child::Slot(slot) => line(text, depth + 1, (self.slot)(*slot)),
            }
        }
        line(text, depth, &close);
    }
}

/// `<tag class="…">`
fn open_tag(tag: &str, class: &str, attributes: &str) -> String {
    format!("<{tag} class=\"{class}\"{attributes}>")
}

/// `</tag>`
fn close_tag(tag: &str) -> String {
    format!("</{tag}>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CARDS, ELEMENTS, Edit, HANDLERS, SLOTS, card};

    /// What stands for a class, a handler and a slot in a dialect.
    fn marks(subject: Subject) -> (&'static str, &'static str, &'static [&'static str]) {
        match subject {
            Subject::Vango => (
                "class=\"",
                "on:click=",
                &["{name}", "{count}", "{label}", "title=", "class:"],
            ),
            Subject::Maud => (
                ".\"",
                "onclick",
                &["(name)", "(count)", "=(label)", " (label)", "active["],
            ),
            Subject::Dioxus => (
                "class: \"",
                "onclick:",
                &[
                    "\"{name}\"",
                    "\"{count}\"",
                    " \"{label}\"\n",
                    "title: \"{label}\"",
                    "class: if",
                ],
            ),
            Subject::LeptosErased | Subject::Leptos => (
                "class=\"",
                "on:click=",
                &[
                    "{name}",
                    "{move || count",
                    "{move || label",
                    "title=",
                    "class:",
                ],
            ),
        }
    }

    #[test]
    fn every_dialect_writes_the_same_card() {
        for subject in ALL {
            for number in [0, 1] {
                let text = subject.card(&card(number));
                let (class, handler, slots) = marks(subject);
                assert_eq!(text.matches(class).count(), ELEMENTS, "{text}");
                let handlers = if subject == Subject::Maud {
                    0
                } else {
                    HANDLERS
                };
                assert_eq!(text.matches(handler).count(), handlers, "{text}");
                assert_eq!(slots.len(), SLOTS);
                for slot in slots {
                    assert_eq!(text.matches(slot).count(), 1, "`{slot}` in {text}");
                }
                let more = subject.card(&card(number).edited(Edit::Element, 1));
                assert_eq!(more.matches(class).count(), ELEMENTS + 1);
            }
        }
    }

    #[test]
    fn every_card_stands_on_a_page() {
        for subject in ALL {
            let main = subject.main(CARDS);
            for number in 0..CARDS {
                assert!(main.contains(&format!("\"Card {number}\"")));
                assert!(main.contains(&format!("{}::", module(number))));
            }
            for frame in ["PAGE", "MODULE", "CARD", "NUMBER", "ALL"] {
                assert!(!main.contains(frame), "{frame} in {main}");
            }
        }
    }
}
