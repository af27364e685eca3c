//! libFuzzer's entrance to `vango_fuzz::wire::serial`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vango_fuzz::wire::serial(bytes));
