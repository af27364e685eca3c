//! libFuzzer's entrance to `vango_fuzz::edge::path`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vango_fuzz::edge::path(bytes));
