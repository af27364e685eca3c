//! The library behind Vango's macros: parse, check, expand.
