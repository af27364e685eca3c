//! Markup that several views make together, as a browser's parser would see it (VG1204).
//!
//! A page is parsed, a patch is not: where the parser would move or split an element, the two differ. Within one `view!` the
//! macro looks; here it is what stands in what, through branches, rows, slots and components: of a page in its markup, after
//! that in what is mounted.
//!
//! Invariant: it reads and changes nothing. It runs after a page, and after a pass that has shown something new, in builds with
//! debug assertions where somebody watches.
//! Deliberately absent: raw HTML, which is checked by itself (`view/markup`), and text.

use std::collections::HashMap;
use std::rc::Rc;

use vango_html::nesting::{Misplaced, misplaced};
use vango_html::outline::{Outline, outline};
use vango_protocol::SlotKind;

use super::tree::Tree;
use super::word::Shows;
use crate::view::template::Template;
use crate::watch::{Finding, Rule, Step, Watch};

/// So many blocks are looked at after one pass: a page with more has shown its kinds of rows by then.
const BLOCKS_MAX: usize = 16_384;

/// What stands for a slot's content in a template.
const MARKER: &str = "<!--v-->";

/// An element that is open, and the component that it is written in.
#[derive(Clone, Copy)]
struct Open<'m> {
    name: &'m str,
    component: &'static str,
}

/// What is around a page's markup.
const BODY: Open<'static> = Open {
    name: "body",
    component: "",
};

/// Which component has written which part of a page, and what is raw HTML in it.
#[derive(Debug, Default)]
pub(crate) struct Authors {
    /// Where a component's markup begins or goes on, ascending.
    parts: Vec<(usize, &'static str)>,
    raw: Vec<(usize, usize)>,
}

impl Authors {
    /// From this byte of the page on, `component` has written it; the bytes `raw` of what follows are raw HTML.
    pub(crate) fn note(
        &mut self,
        at: usize,
        component: &'static str,
        raw: impl Iterator<Item = (usize, usize)>,
    ) {
        self.parts.push((at, component));
        self.raw
            .extend(raw.map(|(start, end)| (at + start, at + end)));
    }

    fn of(&self, at: usize) -> &'static str {
        let part = self.parts.partition_point(|(start, _)| *start <= at);
        part.checked_sub(1).map_or("", |part| self.parts[part].1)
    }

    /// The page with blanks in the place of raw HTML.
    fn written(&self, html: &str) -> String {
        let mut written = html.to_owned();
        for (start, end) in &self.raw {
            if html.is_char_boundary(*start) && html.is_char_boundary(*end) {
                written.replace_range(start..end, &" ".repeat(end - start));
            }
        }
        written
    }
}

/// One look at all that is mounted.
struct Look<'t> {
    tree: &'t Tree,
    watch: &'t Watch,
    outlines: HashMap<u64, Rc<Outline<'static>>>,
    open: Vec<Open<'static>>,
    blocks: usize,
}

impl Tree {
    /// Tells of elements of a page that a parser would not leave where they stand.
    pub(crate) fn check_page_nesting(&self, html: &str, authors: &Authors) {
        let Some(watch) = self.store.watch() else {
            return;
        };
        watch.time(Step::Check, || {
            let html = authors.written(html);
            let mut open = vec![BODY];
            for element in outline(&html, &[]).elements {
                let component = authors.of(element.at);
                open.truncate(element.parents.len() + 1);
                check(watch, &mut open, element.name, component);
                let name = element.name;
                open.push(Open { name, component });
            }
        });
    }

    /// The same for what is mounted.
    pub(crate) fn check_nesting(&self) {
        let root = self.root.and_then(|root| self.instance(root).block);
        let (Some(watch), Some(root)) = (self.store.watch(), root) else {
            return;
        };
        watch.time(Step::Check, || {
            let mut look = Look {
                tree: self,
                watch,
                outlines: HashMap::new(),
                open: vec![BODY],
                blocks: 0,
            };
            look.block(root);
        });
    }
}

impl Look<'_> {
    fn block(&mut self, block: u32) {
        self.blocks += 1;
        if self.blocks > BLOCKS_MAX {
            return;
        }
        let template = self.tree.template_of(block);
        let component = self.tree.component(self.tree.shadow.scope(block));
        let outline = self.outline(template);
        let outer = self.open.len();
        for element in &outline.elements {
            self.open.truncate(outer + element.parents.len());
            check(self.watch, &mut self.open, element.name, component);
            let name = element.name;
            self.open.push(Open { name, component });
        }
        self.open.truncate(outer);
        let content = template.slots.iter().enumerate();
        let content = content.filter(|(_, kind)| has_content(**kind));
        for ((slot, _), around) in content.zip(&outline.around) {
            let names = around.iter();
            self.open.extend(names.map(|name| Open { name, component }));
            self.content(block, slot);
            self.open.truncate(outer);
        }
    }

    /// What stands in a slot.
    fn content(&mut self, block: u32, slot: usize) {
        let inner = match self.tree.shadow.slot(block, slot).shows() {
            Shows::Block(inner) => Some(inner),
            Shows::Child(child) => self.tree.instance(child).block,
            Shows::Slot(scope) => self.tree.find_scope(scope).and_then(|slot| slot.block),
            Shows::List(list) => {
                let tree = self.tree;
                for row in &tree.shadow.list(list).blocks {
                    self.block(*row);
                }
                None
            }
            Shows::Nothing | Shows::Value | Shows::Handler(_) => None,
        };
        if let Some(inner) = inner {
            self.block(inner);
        }
    }

    fn outline(&mut self, template: &'static Template) -> Rc<Outline<'static>> {
        let known = self.outlines.entry(template.hash).or_insert_with(|| {
            let markers = template.html().match_indices(MARKER);
            let places: Vec<usize> = markers.map(|(at, _)| at).collect();
            Rc::new(outline(template.html(), &places))
        });
        Rc::clone(known)
    }
}

fn has_content(kind: SlotKind<'_>) -> bool {
    matches!(
        kind,
        SlotKind::Dyn | SlotKind::Branch | SlotKind::Rows | SlotKind::Child
    )
}

/// Tells of an element that does not stay where it is, in `open`. What it ends there is not open any more: one mistake is told
/// of once.
fn check(watch: &Watch, open: &mut [Open<'_>], name: &str, component: &str) {
    let ancestors: Vec<&str> = open.iter().map(|open| open.name).collect();
    let Some(how) = misplaced(name, &ancestors) else {
        return;
    };
    let around = match how {
        Misplaced::Breaks(outer) => open.iter().rposition(|open| open.name == outer),
        Misplaced::Needs(_) | Misplaced::TableOnly(_) => open.len().checked_sub(1),
    };
    let Some(around) = around else { return };
    let what = format!("the `<{name}>` of <{component}>");
    let outer = written(open[around]);
    let (problem, help) = match how {
        Misplaced::Needs(parents) => (
            format!("{what} cannot stand directly in {outer}: a browser's parser moves it"),
            format!("put it into `<{}>`", parents.join(">` or `<")),
        ),
        Misplaced::Breaks("p") => (
            format!("{what} ends {outer}: a browser's parser takes them apart"),
            "make the outer element a `<div>`".to_owned(),
        ),
        Misplaced::Breaks(inside) => (
            format!("{what} cannot stand in {outer}: a browser's parser takes them apart"),
            format!("close the `<{inside}>` before it"),
        ),
        Misplaced::TableOnly(_) => (
            format!(
                "{what} cannot stand directly in {outer}: a browser's parser moves it out of the table"
            ),
            "put it into a cell: `<td>…</td>`".to_owned(),
        ),
    };
    let path = open[around..].iter().map(|open| format!("<{}>", open.name));
    let path: Vec<String> = path.chain([format!("<{name}>")]).collect();
    let place = format!("`{}`, from {outer} to {what}", path.join(" "));
    watch.find(Finding::new(Rule::MisplacedMarkup, problem, place, help));
    if let Misplaced::Breaks(_) = how {
        open[around].name = "";
    }
}

fn written(open: Open<'_>) -> String {
    match open.component {
        "" => format!("the page's `<{}>`", open.name),
        component => format!("the `<{}>` of <{component}>", open.name),
    }
}
