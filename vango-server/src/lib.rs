//! The server: from a TCP connection, or a request of another server, to a page, a file or a live socket.
//!
//! | module | job |
//! | --- | --- |
//! | `app` | the builder that applications use |
//! | `plan`, `site` | what the builder was told, checked and ready to serve; shared by all workers |
//! | `start`, `listen`, `signal`, `accept` | an app that listens by itself |
//! | `nest` | an app inside another server, as a tower service |
//! | `crew`, `lane` | threads: one worker per core, and how they are told to stop |
//! | `connection`, `service` | HTTP/1.1 and 2 by hyper; which answer a request gets |
//! | `client`, `proxy`, `forwarded`, `host` | who asks, and for which site |
//! | `page`, `document`, `compress` | a page: open a session, write the document |
//! | `asset`, `bundle`, `mode`, `file`, `encoding` | files inside the program and on disk |
//! | `fallback`, `keys` | a service that the app nests; session keys in its handlers |
//! | `probe` | health and readiness |
//! | `upgrade`, `origin`, `cookie` | who may open a socket |
//! | `route`, `param`, `links` | paths |
//! | `edge` | entrances for fuzz targets |
//!
//! Invariant: a request that this module refuses never reaches a session. What a socket may do after its upgrade is the
//! driver's business.

mod accept;
mod app;
mod asset;
mod body;
mod build;
mod bundle;
mod client;
mod compress;
mod connection;
mod cookie;
mod crew;
mod document;
pub mod driver;
#[doc(hidden)]
pub mod edge;
mod encoding;
mod error;
mod fallback;
mod file;
mod forwarded;
mod host;
mod keys;
mod lane;
mod limits;
mod links;
mod listen;
mod mode;
mod nest;
mod origin;
mod page;
mod param;
mod plan;
mod probe;
mod proxy;
mod response;
mod route;
mod service;
mod signal;
mod site;
mod slot;
mod start;
mod upgrade;
mod version;

pub use crate::driver::{Cause, Counters, Limits};
pub use app::{App, Transport};
pub use body::{Body, BoxError};
pub use client::{Client, Peer, Scheme};
pub use compress::Compression;
pub use error::{StartError, StartErrorKind};
pub use keys::{RequestSession, RequestSessionError};
pub use links::Links;
pub use mode::Mode;
pub use nest::{AppService, ServiceFuture};
pub use param::{NotFound, ParamError, Params};
pub use start::Server;
/// Stores of persisted values.
pub use vango_store as store;
