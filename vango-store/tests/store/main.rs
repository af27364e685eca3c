//! The stores as their users have them: the suite on each of them, plain and encrypted, and what it cannot know: files, servers
//! and processes that end. The engines' tests need `--all-features`.

#[cfg(all(feature = "redb", feature = "redis"))]
mod crash;
#[cfg(feature = "redb")]
mod file;
mod memory;
#[cfg(any(feature = "redb", feature = "redis"))]
mod place;
#[cfg(feature = "redis")]
mod remote;
mod sealed;
#[cfg(feature = "redis")]
mod server;
