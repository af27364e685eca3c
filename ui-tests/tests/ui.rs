//! Runs every case; a `fail` case has its expected error beside it.

/// One test for all cases: trybuild compiles them together.
#[test]
fn cases() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/*/pass/*.rs");
    cases.compile_fail("tests/ui/*/fail/*.rs");
}
