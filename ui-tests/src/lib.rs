//! Compile-error tests of Vango: `tests/ui/AREA/{pass,fail}/RULE.rs`, one rule a file.
//!
//! `TRYBUILD=overwrite cargo test -p vango-ui-tests` writes the expected errors anew; they are asserted on the one
//! toolchain that `rust-toolchain.toml` pins.
