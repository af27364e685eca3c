//! Which answer a request gets.

use std::rc::Rc;

use hyper::body::Incoming;
use hyper::{Method, Request, StatusCode};

use super::asset::without_body;
use super::lane::Lane;
use super::page::{Depth, SOCKET_PREFIX, Target, is_own};
use super::response::{Reply, method_not_allowed, plain};
use super::upgrade;

/// Answers one request, on this worker's thread.
pub(crate) async fn answer(lane: &Rc<Lane>, request: Request<Incoming>) -> Reply {
    let path = request.uri().path();
    if let Some(id) = path.strip_prefix(SOCKET_PREFIX) {
        let id = id.to_owned();
        return upgrade::answer(lane, request, &id);
    }
    let depth = match *request.method() {
        Method::GET => Depth::Whole,
        Method::HEAD => Depth::Head,
        _ => return method_not_allowed(),
    };
    if is_own(path) {
        let found = lane.site.assets.answer(path, request.headers());
        let answer =
            found.unwrap_or_else(|| plain(StatusCode::NOT_FOUND, "There is no such file.\n"));
        return match depth {
            Depth::Head => without_body(answer),
            Depth::Whole => answer,
        };
    }
    let target = Target::find(&lane.site, path);
    target
        .answer(&lane.site, &lane.worker, request.headers(), path, depth)
        .await
}
