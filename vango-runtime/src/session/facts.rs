//! What is told of a page beside its markup: by the shape a browser adopts it, by the hash the render that follows is
//! compared with it.
//!
//! Invariant: told in document order, both of the same. A page that nobody will adopt has nothing told of it, and costs
//! nothing here.

use vango_protocol::ShapeWriter;

use crate::diff::{ShapeHash, Templates};
use crate::view::template::Template;

/// See the module's documentation.
pub(super) enum Facts<'o> {
    /// Markup alone is wanted.
    Unwanted,
    Wanted(Told<'o>),
}

/// What was told so far.
pub(super) struct Told<'o> {
    shape: ShapeWriter<'o>,
    hash: ShapeHash,
    /// Blocks that the client will count.
    blocks: u32,
}

/// Whether a page is to be adopted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Adoption {
    Expected,
    /// Its markup is all that is wanted.
    Never,
}

impl<'o> Facts<'o> {
    /// Begins with the root's view, of the template with this index.
    pub(super) fn begin(shape: &'o mut Vec<u8>, root: u32) -> Self {
        let mut hash = ShapeHash::default();
        hash.branch(root);
        Facts::Wanted(Told {
            shape: ShapeWriter::begin(shape, root),
            hash,
            blocks: 0,
        })
    }

    /// A block's slots follow.
    pub(super) fn block(&mut self) {
        if let Facts::Wanted(told) = self {
            told.blocks += 1;
        }
    }

    /// So many slots with text.
    pub(super) fn texts(&mut self, count: u32) {
        if let Facts::Wanted(told) = self {
            told.hash.texts(count);
            (0..count).for_each(|_| told.shape.text());
        }
    }

    /// A slot with raw HTML.
    pub(super) fn html(&mut self) {
        if let Facts::Wanted(told) = self {
            told.hash.html();
            told.shape.html();
        }
    }

    /// A slot that shows nothing.
    pub(super) fn empty(&mut self) {
        if let Facts::Wanted(told) = self {
            told.hash.empty();
            told.shape.empty();
        }
    }

    /// A slot that shows a view or a branch; its block follows.
    pub(super) fn branch(&mut self, templates: &mut Templates, template: &'static Template) {
        if let Facts::Wanted(told) = self {
            let index = templates.index(template).0;
            told.hash.branch(index);
            told.shape.branch(index);
        }
    }

    /// So many rows; their slots follow.
    pub(super) fn rows(
        &mut self,
        templates: &mut Templates,
        template: &'static Template,
        count: u32,
    ) {
        if let Facts::Wanted(told) = self {
            told.blocks += count;
            let index = templates.index(template).0;
            told.hash.rows(count, index);
            told.shape.rows(count, index);
        }
    }

    /// The hash, and how many blocks there are.
    pub(super) fn finish(self) -> Option<(u64, u32)> {
        match self {
            Facts::Unwanted => None,
            Facts::Wanted(told) => {
                told.shape.finish();
                Some((told.hash.finish(), told.blocks))
            }
        }
    }
}
