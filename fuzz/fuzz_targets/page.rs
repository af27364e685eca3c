//! libFuzzer's entrance to `vango_fuzz::page::page`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vango_fuzz::page::page(bytes));
