//! What handlers of HTTP requests have written into a tab's record since a session has: by it the session that has the record
//! knows that nobody else has taken it, and goes on.
//!
//! Invariant: it is true as long as the record's [`Meta`] is the one that it names. A session's commit replaces that, so
//! nobody has to take an old note away.

use bytes::Bytes;
use vango_store::{Expected, Field, Record, Revision};

use super::meta::Meta;

const NAME: &str = "h";

/// See the module's documentation. Eight bytes (0: none), little endian, then those of `meta`, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Visits {
    /// The revision after which handlers alone have written; `None`: one of them has made the record.
    base: Option<Revision>,
    /// The session's last commit before; `None`: no session has written the record yet.
    meta: Option<Meta>,
}

impl Visits {
    pub(super) fn field() -> Field {
        Field::new(NAME).expect("it is a name")
    }

    /// What the record says, if it is still so.
    fn of(record: &Record) -> Option<Self> {
        let visits = Self::decode(record.fields.get(&Self::field())?)?;
        (visits.meta == Meta::of(record)).then_some(visits)
    }

    /// Whether handlers have written the record since a session has.
    pub(super) fn is_in(record: &Record) -> bool {
        Self::of(record).is_some()
    }

    /// Whether a handler has made the record, and no session has written it yet.
    pub(super) fn has_made(record: &Record) -> bool {
        Self::of(record).is_some_and(|visits| visits.meta.is_none())
    }

    /// With one more by a handler that has found this.
    pub(super) fn after(found: Option<&Record>) -> Self {
        let earlier = found.and_then(Self::of).and_then(|visits| visits.base);
        Self {
            base: earlier.or(found.map(|record| record.revision)),
            meta: found.and_then(Meta::of),
        }
    }

    /// Whether handlers alone have written the record since it was as expected.
    pub(super) fn explain(record: &Record, expected: Expected) -> bool {
        let Some(visits) = Self::of(record) else {
            return false;
        };
        match expected {
            Expected::Any => true,
            Expected::Absent => visits.meta.is_none(),
            Expected::Revision(own) => visits.base.is_some_and(|base| base <= own),
        }
    }

    pub(super) fn encode(&self) -> Bytes {
        let base = self.base.map_or(0, |Revision(number)| number);
        let mut bytes = base.to_le_bytes().to_vec();
        bytes.extend(self.meta.iter().flat_map(Meta::encode));
        bytes.into()
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let (base, meta) = bytes.split_first_chunk()?;
        let base = u64::from_le_bytes(*base);
        let meta = match meta {
            [] => None,
            meta => Some(Meta::decode(meta)?),
        };
        Some(Self {
            base: (base > 0).then_some(Revision(base)),
            meta,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::identity::SessionId;

    fn meta(commit: u64) -> Meta {
        Meta {
            owner: SessionId::from_wire(7),
            commit,
            build: 1,
        }
    }

    fn record(revision: u64, visits: Visits, meta: Option<Meta>) -> Record {
        let visits = (Visits::field(), visits.encode());
        let meta = meta.map(|meta| (Meta::field(), meta.encode()));
        Record::new(
            Revision(revision),
            [visits].into_iter().chain(meta).collect(),
        )
    }

    #[test]
    fn handlers_that_follow_one_another_are_no_other_session() {
        let at = |revision| Expected::Revision(Revision(revision));
        let plain = Record::new(
            Revision(5),
            [(Meta::field(), meta(1).encode())].into_iter().collect(),
        );
        let first = record(6, Visits::after(Some(&plain)), Some(meta(1)));
        let second = record(7, Visits::after(Some(&first)), Some(meta(1)));
        for expected in [at(5), at(6)] {
            assert!(Visits::explain(&second, expected), "{expected:?}");
        }
        assert!(!Visits::explain(&second, at(4)), "a session wrote since");
        assert!(!Visits::explain(&second, Expected::Absent));
        // A session writes after them: their note stays and says nothing any more.
        let other = record(8, Visits::after(Some(&first)), Some(meta(2)));
        assert!(!Visits::explain(&other, at(7)));
        assert!(!Visits::explain(&plain, at(4)));
        let later = record(9, Visits::after(Some(&other)), Some(meta(2)));
        assert!(Visits::explain(&later, at(8)) && !Visits::explain(&later, at(7)));
    }

    #[test]
    fn a_record_that_a_handler_has_made_is_as_good_as_none() {
        let made = record(3, Visits::after(None), None);
        assert!(Visits::explain(&made, Expected::Absent));
        assert!(
            !Visits::explain(&made, Expected::Revision(Revision(2))),
            "it has expired meanwhile"
        );
        let again = record(4, Visits::after(Some(&made)), None);
        assert!(Visits::explain(&again, Expected::Absent));
        assert!(Visits::explain(&again, Expected::Revision(Revision(3))));
        assert!(!Visits::explain(&again, Expected::Revision(Revision(2))));
    }

    #[test]
    fn it_is_read_as_it_was_written_and_nothing_else_is() {
        for visits in [Visits::after(None), {
            let (base, meta) = (Some(Revision(9)), Some(meta(4)));
            Visits { base, meta }
        }] {
            let bytes = visits.encode();
            assert_eq!(Visits::decode(&bytes), Some(visits));
            assert_eq!(Visits::decode(&bytes[..7]), None);
            assert_eq!(Visits::decode(&[&bytes[..], b"x"].concat()), None);
        }
    }
}
