//! What compiles in Vango, what does not, and what the error says.
//!
//! | where | what |
//! | --- | --- |
//! | `AREA/fail/RULE.rs` | breaks one rule of the catalogue; `RULE.stderr` is the error. Generated from the rule's page |
//! | `AREA/pass/RULE.rs` | what the page says to write instead |
//! | `AREA/fail/dodge_….rs` | ways around a rule of the layer *type* that a clever user would try |
//! | `AREA/fail`, `AREA/pass`, other names | more of the same: variants, several mistakes in one file |
//! | `AREA/recover/….rs` | markup and items that a half-typed token must not break; read by `vango-macros-core`'s tests |
//! | `corpus/….rs` | valid programs, which compile without a false alarm |
//!
//! `tests/fail.rs` compiles what must fail, `tests/pass.rs` what must not, `tests/catalogue` holds pages, fixtures and the
//! catalogue together. After a change of a page: `BLESS=1 cargo test -p vango-ui-tests --test catalogue`, then
//! `TRYBUILD=overwrite cargo test -p vango-ui-tests --test fail`, then the first once more. Errors are asserted on the one
//! toolchain that `rust-toolchain.toml` pins.
