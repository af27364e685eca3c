//! The server: from a TCP connection to a page, a script or a live socket.
//!
//! | module | job |
//! | --- | --- |
//! | `app` | the builder that applications use |
//! | `site` | what the builder was told, checked and ready to serve; shared by all workers |
//! | `start`, `accept`, `lane` | threads: one acceptor, one worker per core; start and shutdown |
//! | `connection`, `service` | HTTP/1.1 by hyper; which answer a request gets |
//! | `page`, `document` | a page: open a session, write the document |
//! | `asset`, `encoding` | scripts and stylesheets with precompressed variants |
//! | `upgrade`, `origin`, `cookie` | who may open a socket |
//! | `route`, `param` | paths |
//!
//! Invariant: a request that this module refuses never reaches a session. What a socket may do after its upgrade is the
//! driver's business.

mod accept;
mod app;
mod asset;
mod bundle;
mod connection;
mod cookie;
mod document;
mod encoding;
mod error;
mod lane;
mod origin;
mod page;
mod param;
mod response;
mod route;
mod service;
mod site;
mod slot;
mod start;
mod upgrade;

pub use crate::driver::{Cause, Counters, Limits};
pub use app::{App, Transport};
pub use error::{StartError, StartErrorKind};
pub use param::{ParamError, Params};
pub use start::Server;
