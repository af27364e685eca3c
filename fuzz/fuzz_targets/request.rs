//! libFuzzer's entrance to `vango_fuzz::edge::request`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vango_fuzz::edge::request(bytes));
