//! libFuzzer's entrance to `vango_fuzz::persisted::program`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vango_fuzz::persisted::program(bytes));
