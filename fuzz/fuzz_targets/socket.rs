//! libFuzzer's entrance to `vango_fuzz::socket::socket`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vango_fuzz::socket::socket(bytes));
