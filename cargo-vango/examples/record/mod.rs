//! Items as the macros of Vango leave them in a program: a static that refers to the bytes of its record.
//!
//! By hand, so that the programs that `cargo vango state` is tested with compile without the framework.

use vango_schema::{Content, Field, Schema};

/// A static of this name whose record is in the program.
macro_rules! item {
    ($name:ident = $record:expr) => {
        static $name: &[u8] = {
            const RECORD: ::vango_schema::Record = $record;
            const BYTES: [u8; RECORD.encoded_len()] = RECORD.encode();
            &BYTES
        };
    };
}
pub(crate) use item;

/// A field that stored values have.
pub(crate) const fn field(name: &'static str, schema: &'static Schema) -> Field {
    Field {
        name,
        aliases: &[],
        has_default: false,
        schema,
    }
}

/// A struct without an id.
pub(crate) const fn fields(name: &'static str, fields: &'static [Field]) -> Schema {
    Schema::Named {
        name,
        id: None,
        content: Content::Struct(fields),
    }
}
