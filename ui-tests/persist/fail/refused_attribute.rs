//! What is stored can be seen in the type: otherwise no deploy could be judged.
use serde::{Deserialize, Serialize};
use vango::Persist;

#[derive(Serialize, Deserialize, Persist)]
struct Price {
    #[serde(with = "cents")]
    amount: u64,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
}

#[derive(Serialize, Deserialize, Persist)]
#[serde(untagged)]
enum Id {
    Number(u64),
    Text(String),
}

#[derive(Serialize, Deserialize, Persist)]
#[persist(schema = "my shop's cart")]
struct Cart {
    #[serde(flatten)]
    owner: Owner,
}

#[derive(Serialize, Deserialize, Persist)]
struct Owner {
    name: String,
}

mod cents {
    pub fn serialize<S: serde::Serializer>(amount: &u64, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&amount.to_string())
    }

    pub fn deserialize<'d, D: serde::Deserializer<'d>>(from: D) -> Result<u64, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

fn main() {}
