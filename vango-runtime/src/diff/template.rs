//! The templates that a client has been told of.
//!
//! Invariant: an index names one template for as long as the client remembers; equal markup has one index, wherever it
//! is written.

use crate::view::template::Template;

/// The templates that the client knows, by index.
#[derive(Debug, Default)]
pub(crate) struct Templates {
    list: Vec<&'static Template>,
    /// Hashes with indices, sorted.
    by_hash: Vec<(u64, u32)>,
}

/// Templates that are looked for by address, before the others are by hash: what a page begins with is what it has most.
const NEAR: usize = 8;

/// Stands for a template that the client knows and that nothing shows any more.
static UNKNOWN: Template = Template::new(0, &[""], "", &[]);

impl Templates {
    /// For a client that knows so many, of which nothing is known here.
    pub(crate) fn after(count: usize) -> Self {
        Self {
            list: vec![&UNKNOWN; count],
            by_hash: Vec::new(),
        }
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.list.capacity() * size_of::<&'static Template>()
            + self.by_hash.capacity() * size_of::<(u64, u32)>()
    }

    pub(crate) fn get(&self, index: u32) -> &'static Template {
        self.list[index as usize]
    }

    pub(crate) fn list(&self) -> &[&'static Template] {
        &self.list
    }

    /// Forgets the templates from `count` on: the client was never told of them.
    pub(crate) fn truncate(&mut self, count: usize) {
        self.list.truncate(count);
        self.by_hash.retain(|(_, index)| (*index as usize) < count);
    }

    /// Its index, and whether the client has yet to be told of it.
    pub(crate) fn index(&mut self, template: &'static Template) -> (u32, bool) {
        let mut near = self.list.iter().take(NEAR);
        if let Some(at) = near.position(|known| std::ptr::eq(*known, template)) {
            return (at as u32, false);
        }
        // One and the same markup may have been written in two places.
        let found = self
            .by_hash
            .binary_search_by_key(&template.hash, |(hash, _)| *hash);
        match found {
            Ok(at) => (self.by_hash[at].1, false),
            Err(at) => {
                let index = crate::view::slots::index(self.list.len());
                self.list.push(template);
                self.by_hash.insert(at, (template.hash, index));
                (index, true)
            }
        }
    }
}
