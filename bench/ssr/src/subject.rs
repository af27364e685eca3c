//! Who is measured at what.

use crate::{data, hand, ours, peer};

/// Which of the two pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The table of 1,000 rows.
    Table,
    /// 20 elements, 8 of their values dynamic.
    Small,
}

impl Page {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Table, Self::Small];

    /// As figures name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Page::Table => "table",
            Page::Small => "page",
        }
    }
}

/// One way to make one page.
pub struct Subject {
    /// As figures name it.
    pub name: &'static str,
    /// Makes the page, answers its markup.
    pub run: Box<dyn FnMut() -> String>,
}

impl Subject {
    fn new(name: &'static str, run: impl FnMut() -> String + 'static) -> Self {
        Self {
            name,
            run: Box::new(run),
        }
    }
}

impl std::fmt::Debug for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The subjects of a page; the first one is the baseline.
pub fn subjects(page: Page) -> Vec<Subject> {
    let mut subjects = match page {
        Page::Table => vec![
            Subject::new("hand", || hand::table(data::rows())),
            Subject::new("maud", || peer::maud::table(data::rows())),
            Subject::new("askama", || peer::askama::table(data::rows())),
            Subject::new("leptos", || peer::leptos::table(data::rows())),
            Subject::new("dioxus", || {
                peer::dioxus::render(&peer::dioxus::build_table())
            }),
            dioxus_built(peer::dioxus::build_table()),
        ],
        Page::Small => vec![
            Subject::new("hand", || hand::page(data::profile())),
            Subject::new("maud", || peer::maud::page(data::profile())),
            Subject::new("askama", || peer::askama::page(data::profile())),
            Subject::new("leptos", || peer::leptos::page(data::profile())),
            Subject::new("dioxus", || {
                peer::dioxus::render(&peer::dioxus::build_page())
            }),
            dioxus_built(peer::dioxus::build_page()),
        ],
    };
    let root = || match page {
        Page::Table => ours::table(),
        Page::Small => ours::page(),
    };
    let mut worker = ours::Worker::default();
    let mut session = worker.open(&root());
    subjects.push(Subject::new("alone", move || worker.render(&mut session)));
    let mut worker = ours::Worker::default();
    let mut session = worker.open(&root());
    subjects.push(Subject::new("session", move || worker.page(&mut session)));
    let (mut worker, root) = (ours::Worker::default(), root());
    subjects.push(Subject::new("attach", move || worker.attach(&root).0));
    subjects
}

/// The virtual DOM is there already.
fn dioxus_built(dom: dioxus::prelude::VirtualDom) -> Subject {
    Subject::new("dioxus-built", move || peer::dioxus::render(&dom))
}
