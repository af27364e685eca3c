//! State that survives, from outside: a real process with a real store, and browsers that come back to it in every way.

mod app;
mod crash;
mod deploy;
mod instance;
mod many;
mod page;
mod redis;
mod till;
mod window;

use vango_acceptance::remote as tab;
