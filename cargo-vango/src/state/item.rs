//! Persisted items as the committed files know them.

use serde::{Deserialize, Serialize};
use vango_schema::{Fingerprint, Lifetime, SchemaBuf};

/// What the committed files say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    /// Items of the version that was applied last, by id.
    pub items: Vec<Item>,
    /// Items that versions before it had, by id: their values are in the store until they expire.
    pub retired: Vec<Item>,
    /// Cold deploys that somebody has accepted, the latest at the end.
    pub deploys: Vec<Deploy>,
}

/// A persisted item that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Under which it is stored: the path that it had when it was applied first.
    pub id: String,
    /// Where it stands, or stood last.
    pub path: String,
    /// Whose value it is.
    pub lifetime: Lifetime,
    /// What its attribute said when it was applied: said again, it is no other move.
    pub was: Option<String>,
    /// Of its value.
    pub schema: SchemaBuf,
    /// Of versions before, the oldest first: a value that was not written since is still stored as one of these.
    pub earlier: Vec<SchemaBuf>,
}

impl Item {
    /// Of its schema.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of_buf(&self.schema)
    }
}

/// A cold deploy that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deploy {
    /// Why, in the words of whoever accepted it.
    pub reason: String,
    /// When, in their words too: no clock is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What was lost.
    pub lost: Vec<Loss>,
}

/// An item whose stored values were given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loss {
    /// Its id.
    pub id: String,
    /// What the plan said.
    pub why: String,
}

/// How files and reports name a [`Lifetime`].
#[derive(Serialize, Deserialize)]
#[serde(remote = "Lifetime", rename_all = "lowercase")]
pub(crate) enum LifetimeWord {
    Session,
    Browser,
    Global,
    Key,
}

/// A [`Fingerprint`] as text: 32 hexadecimal digits.
pub(crate) mod fingerprint_word {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use vango_schema::Fingerprint;

    pub(crate) fn serialize<S: Serializer>(
        fingerprint: &Fingerprint,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_str(fingerprint)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Fingerprint, D::Error> {
        let text = String::deserialize(from)?;
        let is_written_so = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u128::from_str_radix(&text, 16).ok();
        let number = number.filter(|_| is_written_so);
        number.map(Fingerprint).ok_or_else(|| {
            D::Error::custom(format_args!(
                "`{text}` is no fingerprint: 32 hexadecimal digits"
            ))
        })
    }
}
