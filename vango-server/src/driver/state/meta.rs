//! What a record says of itself: which session writes it, and which of its commits it shows.

use bytes::Bytes;
use vango_store::{Field, Record};

use crate::driver::identity::SessionId;

const NAME: &str = "m";

/// See the module's documentation. 24 bytes, little endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meta {
    /// The session that has written last.
    pub(crate) owner: SessionId,
    /// Which of its commits this is: by it a commit whose answer was lost is known again.
    pub(crate) commit: u64,
    /// The build of the app that has made it.
    pub(crate) build: u64,
}

impl Meta {
    pub(crate) fn field() -> Field {
        Field::new(NAME).expect("it is a name")
    }

    /// `None`: no session has written the record.
    pub(crate) fn of(record: &Record) -> Option<Self> {
        Self::decode(record.fields.get(&Self::field())?)
    }

    pub(crate) fn encode(&self) -> Bytes {
        let mut bytes = Vec::with_capacity(24);
        bytes.extend(self.owner.to_wire().to_le_bytes());
        bytes.extend(self.commit.to_le_bytes());
        bytes.extend(self.build.to_le_bytes());
        bytes.into()
    }

    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let (owner, rest) = bytes.split_first_chunk()?;
        let (commit, rest) = rest.split_first_chunk()?;
        let (build, rest) = rest.split_first_chunk()?;
        rest.is_empty().then(|| Self {
            owner: SessionId::from_wire(u64::from_le_bytes(*owner)),
            commit: u64::from_le_bytes(*commit),
            build: u64::from_le_bytes(*build),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_was_written_and_nothing_else_is() {
        let meta = Meta {
            owner: SessionId::mint(7),
            commit: 1 << 40,
            build: u64::MAX - 3,
        };
        let bytes = meta.encode();
        assert_eq!(Meta::decode(&bytes), Some(meta));
        for end in 0..bytes.len() {
            assert_eq!(Meta::decode(&bytes[..end]), None);
        }
        assert_eq!(Meta::decode(&[&bytes[..], b"x"].concat()), None);
    }
}
