//! What a store says when it did not do what it was asked.
//!
//! Invariant: the kind tells whether the change was applied: certainly not, or perhaps. It never tells "certainly".

use std::fmt;

use crate::record::Revision;

/// Why a store did not answer as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreError {
    /// Not applied: the record is not what was expected, so somebody else has written. Read it again.
    Conflict {
        /// The revision that the record has; `None` when there is no record.
        found: Option<Revision>,
    },
    /// Certainly not applied: the store cannot be reached, or has refused. Later it may be well again.
    Unavailable {
        /// What happened, for a person.
        reason: String,
    },
    /// Perhaps applied: the request was sent, and no answer came. Read again to learn which. What was sent may still be on
    /// its way; if it expected a revision or none, it is of no effect as soon as another commit was acknowledged.
    Unknown {
        /// What happened, for a person.
        reason: String,
    },
    /// Not applied: a bound of [`limits`](crate::limits) would be exceeded.
    TooLarge {
        /// What is too large.
        what: Size,
        /// How large it is.
        size: usize,
        /// How large it may be.
        limit: usize,
    },
    /// What stands in the store under this key is no record, or a damaged one. Nothing was changed.
    Corrupt {
        /// What is wrong, for a person.
        reason: String,
    },
}

/// What has a bound.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Size {
    /// The value of this field, in bytes ([`FIELD_BYTES`](crate::limits::FIELD_BYTES)).
    Field(crate::Field),
    /// The record with its names and values, in bytes ([`RECORD_BYTES`](crate::limits::RECORD_BYTES)).
    Record,
    /// The fields of the record ([`RECORD_FIELDS`](crate::limits::RECORD_FIELDS)).
    Fields,
    /// The changes of the commit ([`COMMIT_CHANGES`](crate::limits::COMMIT_CHANGES)).
    Changes,
}

impl StoreError {
    #[cfg(any(feature = "redb", feature = "redis", feature = "encryption"))]
    pub(crate) fn unavailable(reason: impl Into<String>) -> Self {
        Self::Unavailable {
            reason: reason.into(),
        }
    }

    #[cfg(any(feature = "redb", feature = "redis"))]
    pub(crate) fn unknown(reason: impl Into<String>) -> Self {
        Self::Unknown {
            reason: reason.into(),
        }
    }

    /// Whether the change was certainly not applied, so that the same one can be sent again without being applied twice.
    ///
    /// ```
    /// use vango_store::StoreError;
    /// assert!(StoreError::Conflict { found: None }.is_certain());
    /// let lost = StoreError::Unknown { reason: "the connection broke".to_owned() };
    /// assert!(!lost.is_certain());
    /// ```
    #[must_use]
    pub fn is_certain(&self) -> bool {
        !matches!(self, Self::Unknown { .. })
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict { found: Some(found) } => write!(
                f,
                "not applied: the record has revision {} by now, so somebody else has written: read it again",
                found.0
            ),
            Self::Conflict { found: None } => f.write_str(
                "not applied: there is no such record, so it was deleted, has expired or never was: read it again",
            ),
            Self::Unavailable { reason } => {
                write!(
                    f,
                    "not applied: the store is not available: {reason}: try again later"
                )
            }
            Self::Unknown { reason } => write!(
                f,
                "perhaps applied: the store has not answered: {reason}: read again to learn which"
            ),
            Self::TooLarge { what, size, limit } => {
                let unit = match what {
                    Size::Field(_) | Size::Record => "bytes",
                    Size::Fields => "fields",
                    Size::Changes => "changes",
                };
                let what = match what {
                    Size::Field(field) => format!("the value of `{field}`"),
                    Size::Record | Size::Fields => "the record".to_owned(),
                    Size::Changes => "the commit".to_owned(),
                };
                write!(
                    f,
                    "not applied: {what} would have {size} {unit}, more than {limit}: keep less, or in several records"
                )
            }
            Self::Corrupt { reason } => write!(f, "the record cannot be read: {reason}"),
        }
    }
}

impl std::error::Error for StoreError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Field;

    #[test]
    fn errors_say_whether_it_was_applied_and_what_to_do() {
        let error = StoreError::unavailable("connection refused");
        assert_eq!(
            error.to_string(),
            "not applied: the store is not available: connection refused: try again later"
        );
        let what = Size::Field(Field::new("shop:CART").unwrap());
        let (size, limit) = (9, 8);
        assert_eq!(
            StoreError::TooLarge { what, size, limit }.to_string(),
            "not applied: the value of `shop:CART` would have 9 bytes, more than 8: keep less, or in several records"
        );
    }
}
