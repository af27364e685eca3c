//! Second stage: what is wrong with a `view!` that could be read.
//!
//! Reads the model and reports; changes nothing and stops at nothing, so that one run shows every mistake. Each rule
//! stands in the file of what it is about. What only types can know (is this an attribute value? does this component
//! have that prop?) is rustc's work, on tokens that the expansion places for it.

mod accessibility;
mod attribute;
pub(crate) mod bind;
pub(crate) mod component;
mod constant;
mod content;
pub(crate) mod control;
mod document;
mod event;
mod flow;
mod handler;
mod modifier;
mod placeholder;
mod slot;
mod style;

use proc_macro2::Ident;

use crate::diagnostic::Diagnostics;
use crate::html::namespace::{Namespace, content_namespace};
use crate::parse::model::{Element, Node, Tags, View};
use crate::token::sole_ident;
use accessibility::Naming;
use document::Kind;

/// Reports every mistake of `view` that needs no types.
pub fn check(view: &View, diagnostics: &mut Diagnostics) {
    let context = view.context.as_ref().and_then(sole_ident);
    let mut check = Check {
        diagnostics,
        context: context.as_ref(),
        rows: 0,
        has_loose_key: false,
        kind: document::kind_of(&view.nodes),
        naming: Naming::of_root(&view.nodes),
    };
    if check.kind == Kind::Document {
        check.document(&view.nodes);
    }
    let mut is_first = true;
    for node in &view.nodes {
        match node {
            Node::Doctype(doctype) => check.doctype(doctype, is_first),
            node => check.node(node, &[]),
        }
        is_first &= node.place().is_none();
    }
}

struct Check<'d> {
    diagnostics: &'d mut Diagnostics,
    /// The render context, if it is a name: `each` names it again in its closure.
    context: Option<&'d Ident>,
    /// How many `for` and `each` are around.
    rows: usize,
    /// Whether the key of the `for` around was found on an element in it, and reported.
    has_loose_key: bool,
    kind: Kind,
    /// What stands around may name a control.
    naming: Naming,
}

impl Check<'_> {
    /// `ancestors`: the elements around within this `view!`, the outermost first; control flow is looked through.
    fn nodes(&mut self, nodes: &[Node], ancestors: &[&str]) {
        for node in nodes {
            self.node(node, ancestors);
        }
    }

    fn node(&mut self, node: &Node, ancestors: &[&str]) {
        match node {
            Node::Element(element) => self.element(element, ancestors),
            Node::Component(component) => {
                self.not_text(component.name.span(), ancestors);
                self.component(component);
            }
            Node::Slot(slot) => self.misplaced_slot(slot),
            Node::Doctype(doctype) => self.doctype(doctype, false),
            Node::Text(text) => self.text(text, ancestors),
            Node::Expr(expr) => {
                self.not_called(expr);
                self.render_code(&expr.tokens);
                self.not_text(expr.span, ancestors);
            }
            Node::Let(tokens) => self.render_code(tokens),
            Node::If(model) => {
                self.not_text(model.keyword, ancestors);
                for branch in &model.branches {
                    self.render_code(&branch.condition);
                    self.nodes(&branch.body, ancestors);
                }
                self.nodes(model.otherwise.as_deref().unwrap_or_default(), ancestors);
            }
            Node::Match(model) => {
                self.not_text(model.keyword, ancestors);
                self.render_code(&model.subject);
                for arm in &model.arms {
                    self.nodes(&arm.body, ancestors);
                }
            }
            Node::For(model) => {
                self.not_text(model.keyword, ancestors);
                self.repeat(model);
                self.row(&model.body, model.keyword, ancestors);
            }
            Node::Each(model) => {
                self.not_text(model.keyword, ancestors);
                self.each(model);
                self.row(&model.body, model.keyword, ancestors);
            }
            Node::Salvage(_) => {}
        }
    }

    fn element(&mut self, element: &Element, ancestors: &[&str]) {
        let around = content_namespace(ancestors);
        let name = element.name.text.as_str();
        self.element_name(element, around, ancestors);
        self.not_text(element.name.place.start(), ancestors);
        if ancestors == ["html", "head"] {
            self.in_head(Some(name), element.name.place);
        }
        let is_foreign = matches!(around, Some(Namespace::Svg | Namespace::MathMl));
        let stays = is_foreign || self.place_of(element, ancestors);
        self.attributes(element, around);
        self.accessible(element, around);
        self.content_kind(element);
        if self.is_title(element) {
            return self.nodes(&element.children, &[]);
        }
        if element.tags == Tags::Unclosed {
            // What follows it is not known to stand in it.
            return self.nodes(&element.children, &[]);
        }
        // What stands in an element that has to go elsewhere is right or wrong there.
        let mut inner = if stays { ancestors } else { &[] }.to_vec();
        inner.push(name);
        let outer = self.naming;
        self.naming = outer.inside(element);
        self.nodes(&element.children, &inner);
        self.naming = outer;
    }
}
