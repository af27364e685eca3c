//! Vango.
