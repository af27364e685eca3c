//! State that survives, from outside: a real process with a real store, and browsers that come back to it in every way.

mod app;
mod budget;
mod crash;
mod deploy;
mod handler;
mod instance;
mod lifetime;
mod many;
mod page;
mod redis;
mod till;
mod window;

use vango_acceptance::remote as tab;
