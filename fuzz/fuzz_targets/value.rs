//! libFuzzer's entrance to `vango_fuzz::persisted::value`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vango_fuzz::persisted::value(bytes));
