//! Third stage: the checked model becomes templates and steps.
//!
//! Invariants: slots and steps stand in the same order, document order, an element's own slots before its children's and
//! its class slots first of all; adjacent static markup is merged; where the page's parser would join two texts, an
//! empty comment keeps them apart (docs/protocol.md, "Page"). Never fails: what the check refused is lowered to
//! something that keeps the user's tokens.

mod attribute;
mod component;
mod element;
mod escape;
mod handler;
pub mod program;
pub mod row;
mod style;
pub mod template;

pub(crate) use attribute::is_reserved;

use proc_macro2::TokenStream;

use crate::parse::model::{If, Match, Node, View};
use program::{Block, Body, Program, Step};
use row::{Rows, Source};
use template::{Draft, Slot, Template};

/// Lowers a `view!`.
pub fn lower(view: &View) -> Program<'_> {
    let mut lower = Lower {
        templates: Vec::new(),
        rows: Rows::of(view.context.as_ref()),
    };
    let root = lower.block(&view.nodes);
    Program {
        templates: lower.templates,
        root,
    }
}

struct Lower {
    templates: Vec<Template>,
    rows: Rows,
}

/// What stands between two tags, once static texts are joined.
enum Item<'m> {
    Text(String),
    Node(&'m Node),
}

/// Which list of nodes is being lowered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    /// The roots of a template.
    Roots,
    /// The children of an element.
    Children,
}

impl Lower {
    fn block<'m>(&mut self, nodes: &'m [Node]) -> Block<'m> {
        let template = self.templates.len();
        self.templates.push(Template::default());
        let mut draft = Draft::default();
        let mut steps = Vec::new();
        self.nodes(nodes, Level::Roots, &mut draft, &mut steps);
        self.templates[template] = draft.finish();
        Block { template, steps }
    }

    fn body<'m>(&mut self, nodes: &'m [Node]) -> Body<'m> {
        let shows = |node: &Node| match node {
            Node::Let(_) | Node::Salvage(_) => false,
            Node::Text(text) => !text.value.is_empty(),
            _ => true,
        };
        if nodes.iter().any(shows) {
            return Body::Block(self.block(nodes));
        }
        Body::Nothing(nodes.iter().filter_map(component::statement).collect())
    }

    fn nodes<'m>(
        &mut self,
        nodes: &'m [Node],
        level: Level,
        draft: &mut Draft,
        steps: &mut Vec<Step<'m>>,
    ) {
        let mark = self.rows.enter();
        let items = join_texts(nodes);
        for (at, item) in items.iter().enumerate() {
            match item {
                Item::Text(text) => {
                    let mut escaped = String::new();
                    escape::text(&mut escaped, text);
                    draft.both(&escaped);
                }
                Item::Node(node) => self.node(node, draft, steps),
            }
            if is_text(item) && needs_separator(&items[at + 1..], level) {
                draft.page("<!---->");
            }
        }
        self.rows.leave(mark);
    }

    fn node<'m>(&mut self, node: &'m Node, draft: &mut Draft, steps: &mut Vec<Step<'m>>) {
        match node {
            Node::Text(_) => {}
            Node::Let(tokens) => {
                self.rows.bind_let(tokens);
                steps.push(Step::Let(tokens));
            }
            Node::Salvage(tokens) => steps.push(Step::Salvage(tokens.clone())),
            Node::Element(element) => self.element(element, draft, steps),
            // It was reported.
            Node::Expr(expr) if expr.closure().is_some() => {
                steps.push(Step::Salvage(expr.tokens.clone()));
            }
            Node::Expr(expr) => {
                draft.node_slot(Slot::Dyn);
                steps.push(Step::Expr(expr));
            }
            Node::Component(component) => self.component(component, draft, steps),
            Node::Slot(slot) => self.refused_slot(slot, steps),
            // Where it does not belong it was reported.
            Node::Doctype(doctype) => {
                draft.both("<!doctype html>");
                if !doctype.is_html() {
                    steps.push(Step::Salvage(doctype.tokens.clone()));
                }
            }
            Node::If(model) => {
                draft.node_slot(Slot::Branch);
                steps.push(self.conditional(model));
            }
            Node::Match(model) => {
                draft.node_slot(Slot::Branch);
                steps.push(self.matching(model));
            }
            Node::For(model) => {
                draft.node_slot(Slot::Rows);
                let row = self.row(
                    &model.pattern,
                    self.rows.source(&model.iterator),
                    &model.body,
                );
                steps.push(Step::For { model, row });
            }
            Node::Each(model) => {
                draft.node_slot(Slot::Rows);
                let row = self.row(&model.pattern, Source::State, &model.body);
                steps.push(Step::Each { model, row });
            }
        }
    }

    fn conditional<'m>(&mut self, model: &'m If) -> Step<'m> {
        let mut branches = Vec::new();
        for branch in &model.branches {
            let mark = self.rows.enter();
            self.rows.bind_let(&branch.condition);
            branches.push((&branch.condition, self.body(&branch.body)));
            self.rows.leave(mark);
        }
        let otherwise = match &model.otherwise {
            Some(nodes) => self.body(nodes),
            None => Body::Nothing(Vec::new()),
        };
        Step::If {
            branches,
            otherwise,
        }
    }

    fn matching<'m>(&mut self, model: &'m Match) -> Step<'m> {
        let mut arms = Vec::new();
        for arm in &model.arms {
            let mark = self.rows.enter();
            self.rows.bind_arm(&model.subject, &arm.pattern);
            arms.push((&arm.pattern, self.body(&arm.body)));
            self.rows.leave(mark);
        }
        Step::Match {
            subject: &model.subject,
            arms,
        }
    }

    fn row<'m>(&mut self, pattern: &TokenStream, from: Source, body: &'m [Node]) -> Block<'m> {
        let mark = self.rows.enter_row(pattern, from);
        let row = self.block(body);
        self.rows.leave_row(mark);
        row
    }
}

/// Joins static texts that become one text node; statements between them do not part them.
fn join_texts(nodes: &[Node]) -> Vec<Item<'_>> {
    let mut items: Vec<Item<'_>> = Vec::new();
    for node in nodes {
        let Node::Text(text) = node else {
            items.push(Item::Node(node));
            continue;
        };
        if text.value.is_empty() {
            continue;
        }
        let last = items.iter_mut().rev().find(|item| !is_statement(item));
        match last {
            Some(Item::Text(before)) => before.push_str(&text.value),
            _ => items.push(Item::Text(text.value.clone())),
        }
    }
    items
}

fn is_statement(item: &Item<'_>) -> bool {
    matches!(item, Item::Node(Node::Let(_) | Node::Salvage(_)))
}

fn is_text(item: &Item<'_>) -> bool {
    matches!(item, Item::Text(_) | Item::Node(Node::Expr(_)))
}

/// Whether a text that is followed by `rest` must be kept apart from what the page's parser finds after it.
fn needs_separator(rest: &[Item<'_>], level: Level) -> bool {
    match rest.iter().find(|item| !is_statement(item)) {
        Some(Item::Node(Node::Element(_))) => false,
        Some(_) => true,
        None => level == Level::Roots,
    }
}
