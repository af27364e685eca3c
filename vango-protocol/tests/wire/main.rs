//! The protocol from outside: golden vectors, property tests, and the examples of `docs/protocol.md`.

mod allocation;
mod bound;
mod case;
mod document;
mod model;
mod property;
mod vector;
