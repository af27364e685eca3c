//! Entry points of Vango's macros.
