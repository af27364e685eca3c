//! What a type may become without a stored value being lost: each row of the table in docs/persistence.md, with bytes that the
//! old type has written and the new one reads, held against what `vango_schema::compare` says before.

mod bytes;
mod evolution;
