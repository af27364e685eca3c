//! Programs with a mistake; the expected error stands beside each.

/// One test for all cases: trybuild compiles them together.
#[test]
fn cases() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("*/fail/*.rs");
}
