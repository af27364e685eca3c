//! Compile-error tests of Vango.
