//! Elements.

use super::attribute::Tag;
use super::program::Step;
use super::template::Draft;
use super::{Level, Lower};
use crate::html;
use crate::parse::model::{Element, Node};

impl Lower {
    pub(super) fn element<'m>(
        &mut self,
        element: &'m Element,
        draft: &mut Draft,
        steps: &mut Vec<Step<'m>>,
    ) {
        let tag = element.name.text.as_str();
        draft.both("<");
        draft.both(tag);
        let rows = &self.rows;
        Tag {
            element,
            rows,
            draft,
            steps,
        }
        .attributes();
        draft.both(">");
        if html::is_void(tag) {
            return;
        }
        if html::drops_newline(tag) {
            draft.both("\n");
        }
        if element
            .children
            .iter()
            .any(|child| matches!(child, Node::Let(_)))
        {
            let mut scope = Vec::new();
            self.nodes(&element.children, Level::Children, draft, &mut scope);
            steps.push(Step::Scope(scope));
        } else {
            self.nodes(&element.children, Level::Children, draft, steps);
        }
        draft.both(&format!("</{tag}>"));
    }
}
