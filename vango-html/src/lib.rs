//! What a browser's HTML parser does with markup.
//!
//! The macros look at one `view!` (`vango-macros-core`), development runs at what several of them make together
//! (`vango-runtime`): both by the tables here, so that they never disagree.
//! Deliberately absent: a parser. [`outline`] reads what `view!` has written, which is well formed.

pub mod nesting;
pub mod outline;
