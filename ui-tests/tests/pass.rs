//! Programs without a mistake: that they compile, without a warning, is the test. `build.rs` lists them.
#![deny(warnings)]

include!(concat!(env!("OUT_DIR"), "/pass.rs"));
