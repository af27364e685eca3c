//! What load balancers and supervisors ask: does the process live, and may it get visitors?
//!
//! Both answer on every host, because such a question is asked by address. They say one word and nothing about the inside.

use std::rc::Rc;

use hyper::StatusCode;
use hyper::header::{HeaderValue, RETRY_AFTER};

use super::lane::Lane;
use super::limits::RETRY_AFTER_SECONDS;
use super::response::{Reply, plain};

/// 200 for as long as the process answers at all.
const HEALTH: &str = "/_vango/health";

/// 200 while new visitors are welcome.
const READY: &str = "/_vango/ready";

/// The answer to a probe, if the path is one's.
pub(crate) fn answer(lane: &Rc<Lane>, path: &str) -> Option<Reply> {
    match path {
        HEALTH => Some(plain(StatusCode::OK, "ok\n")),
        READY if lane.is_leaving() => Some(not_ready("draining\n")),
        READY if lane.site.sockets.are_taken() || !lane.worker.has_room() => {
            Some(not_ready("overloaded\n"))
        }
        READY => Some(plain(StatusCode::OK, "ready\n")),
        _ => None,
    }
}

fn not_ready(reason: &'static str) -> Reply {
    let mut reply = plain(StatusCode::SERVICE_UNAVAILABLE, reason);
    let seconds = HeaderValue::from_static(RETRY_AFTER_SECONDS);
    reply.headers_mut().insert(RETRY_AFTER, seconds);
    reply
}
