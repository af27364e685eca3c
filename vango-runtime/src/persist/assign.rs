//! A value for one item from outside of any session: what a handler of an HTTP request has set.
//!
//! Invariant: it becomes the newest of the item's values, as if the session had written it, and keeps the same budgets.
//! Deliberately absent: where the values were read and where the writes go.

use std::sync::atomic::Ordering;

use super::item::{Definition, Item};
use super::values::{Scope, StoredValue, Values, Write};
use super::{Budget, BudgetUse, CodecError, Persist, PersistError, encode};
use crate::reactive::StateBudget;

/// An item and the bytes of its new value, which are within the budget of one value.
#[derive(Clone, Debug)]
pub struct Assignment {
    item: Item,
    bytes: Vec<u8>,
}

impl Assignment {
    /// # Errors
    /// When the value is larger than one may be, or cannot be written.
    pub fn new<T: Persist>(
        definition: &Definition<T>,
        value: &T,
        budget: &StateBudget,
    ) -> Result<Self, PersistError> {
        definition.claim();
        let item = definition.item;
        encode_for(&item, || encode(value, budget.value_bytes)).map(|bytes| Self { item, bytes })
    }

    /// Whose value it is.
    pub fn path(&self) -> &'static str {
        self.item.path()
    }
}

/// The bytes of an item's value, or why there are none.
pub(crate) fn encode_for(
    item: &Item,
    encode: impl FnOnce() -> Result<Vec<u8>, CodecError>,
) -> Result<Vec<u8>, PersistError> {
    let path = item.path();
    encode().map_err(|error| match error {
        CodecError::TooLarge { max_bytes } => PersistError::OverBudget {
            path,
            budget: Budget::Value,
            max_bytes,
        },
        other => PersistError::Codec {
            path,
            reason: other.to_string(),
        },
    })
}

/// What an assignment makes of stored values.
#[derive(Clone, Debug)]
pub struct Assigned {
    /// To be stored; none when the value was there already.
    pub writes: Vec<Write>,
    /// The item's newest value.
    pub value: StoredValue,
    /// Budgets of which it makes half be used, or more.
    pub uses: Vec<BudgetUse>,
}

impl Values {
    /// Gives one item another value. These are all values of a session, as they are stored.
    ///
    /// # Errors
    /// When they would be more than a session's, or all sessions', may be.
    pub fn assign(
        &mut self,
        assignment: &Assignment,
        budget: &StateBudget,
    ) -> Result<Assigned, PersistError> {
        let Assignment { item, bytes } = assignment;
        let (id, fingerprint) = (self.id(item.path()), item.fingerprint());
        let known = self.find(&id, fingerprint).cloned();
        let newest = self.list().iter().filter(|value| value.id == id);
        let newest = newest.max_by_key(|value| value.order);
        if let Some(known) = &known
            && newest == Some(known)
            && known.bytes == bytes[..]
        {
            return Ok(Assigned {
                writes: Vec::new(),
                value: known.clone(),
                uses: Vec::new(),
            });
        }
        let total = self.total_bytes() + bytes.len() - known.as_ref().map_or(0, |known| known.len);
        let taken = budget.taken.load(Ordering::Relaxed);
        if let Some((exceeded, max_bytes)) = budget.exceeded(total, taken) {
            return Err(PersistError::OverBudget {
                path: item.path(),
                budget: exceeded,
                max_bytes,
            });
        }
        let order = self.last_order() + 1;
        let mut write = Write::put(&id, fingerprint, order, bytes);
        write.item = Some(*item);
        let mut writes = vec![write];
        let value = StoredValue {
            id,
            fingerprint,
            order,
            scope: Scope::of(item),
            len: bytes.len(),
            bytes: bytes.clone().into(),
        };
        self.set(value.clone(), &mut writes);
        let uses = budget.uses(item.path(), bytes.len(), total).collect();
        Ok(Assigned {
            writes,
            value,
            uses,
        })
    }

    /// Adds values that count more than these: as if they were written now. What is there of their items as the same type
    /// goes.
    pub fn overlay(&mut self, others: Self) {
        let mut others = others.take_list();
        others.sort_by_key(|value| value.order);
        for value in others {
            let order = self.last_order() + 1;
            self.set(StoredValue { order, ..value }, &mut Vec::new());
        }
    }
}
