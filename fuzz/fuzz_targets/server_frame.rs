//! libFuzzer's entrance to `vango_fuzz::wire::server_frame`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vango_fuzz::wire::server_frame(bytes));
