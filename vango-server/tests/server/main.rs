//! The server and the driver over real sockets, on free ports: what a browser, a broken browser and an attacker get.
//!
//! Clients here are blocking and hand-made on purpose: they send what no proper client would.

mod answer;
mod asset;
mod blocking;
mod browser;
mod component;
mod compress;
mod contain;
mod corpus;
mod deploy;
mod document;
mod drain;
mod file;
mod forged;
mod front;
mod handshake;
mod http;
#[cfg(feature = "http2")]
mod http2;
mod limit;
mod live;
mod memory;
mod nest;
mod nginx;
mod proxy;
mod shutdown;
mod sleep;
mod slow;
mod start;
mod stream;
mod tab;

use std::alloc::System;

use vango_server::driver::CountingAllocator;

/// The memory of sessions is measured, not estimated.
#[global_allocator]
static ALLOCATOR: CountingAllocator<System> = CountingAllocator::new(System);
