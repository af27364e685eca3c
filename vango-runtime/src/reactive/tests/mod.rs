//! Tests of the reactive store.
