//! Under which names items are stored, and which schemas stored values were written with.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use vango_schema::{Effect, Fingerprint, Schema, SchemaBuf, compare, find_records};

/// One item of [`Bindings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where the item stands now.
    pub path: &'static str,
    /// What its values are stored under, wherever it stood before.
    pub id: &'static str,
}

/// What items are stored under: the expression in `vango_state_bindings.rs`, which `cargo vango state apply` writes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bindings(&'static [Binding]);

impl Bindings {
    /// These.
    pub const fn new(bindings: &'static [Binding]) -> Self {
        Self(bindings)
    }

    /// What the item at `path` is stored under; its path when nothing else was said.
    pub fn id(&self, path: &'static str) -> &'static str {
        let found = self.0.iter().find(|binding| binding.path == path);
        found.map_or(path, |binding| binding.id)
    }
}

/// The schema in an item's embedded record.
pub fn find_schema(embedded: &[u8]) -> Option<SchemaBuf> {
    let records = find_records(embedded).ok()?;
    records.into_iter().next().map(|record| record.schema)
}

/// The schemas that stored values were written with, by fingerprint. All sessions of an app share one.
#[derive(Clone, Debug, Default)]
pub struct SchemaBook(Arc<RwLock<BTreeMap<Fingerprint, Arc<SchemaBuf>>>>);

impl SchemaBook {
    /// Whether it is known.
    pub fn has(&self, fingerprint: Fingerprint) -> bool {
        self.get(fingerprint).is_some()
    }

    /// Adds one.
    pub fn insert(&self, fingerprint: Fingerprint, schema: SchemaBuf) {
        // Nothing that could panic runs under the lock, so a poisoned map is whole.
        let mut schemas = self.0.write().unwrap_or_else(PoisonError::into_inner);
        schemas.insert(fingerprint, Arc::new(schema));
    }

    fn get(&self, fingerprint: Fingerprint) -> Option<Arc<SchemaBuf>> {
        let schemas = self.0.read().unwrap_or_else(PoisonError::into_inner);
        schemas.get(&fingerprint).cloned()
    }

    /// Why values written as `from` cannot be read as `schema`; `None` when they can.
    pub(super) fn objection(&self, from: Fingerprint, schema: &Schema) -> Option<String> {
        let Some(old) = self.get(from) else {
            return Some(format!("nothing is known of the type {from}"));
        };
        let changes = compare(&old, &SchemaBuf::from(schema));
        let lossy = changes
            .iter()
            .find(|change| change.effect == Effect::Lossy)?;
        Some(lossy.to_string())
    }
}
