//! Not measured yet.

#![forbid(unsafe_code)]

fn main() -> anyhow::Result<()> {
    bench_harness::report(&[])
}
