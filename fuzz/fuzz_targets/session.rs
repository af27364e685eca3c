//! libFuzzer's entrance to `vango_fuzz::session::session`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vango_fuzz::session::session(bytes));
