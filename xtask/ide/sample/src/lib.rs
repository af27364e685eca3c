//! The app that `cargo xtask ide` opens in an editor: `part` holds types and components, `page` a page that is right, `typing` the
//! file that the cases are typed into.

pub mod page;
pub mod part;
pub mod typing;
