//! The cases of `cargo xtask ide` are typed in here; on disk there is nothing.
