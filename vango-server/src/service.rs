//! Which answer a request gets.
//!
//! | order | what | where |
//! | --- | --- | --- |
//! | 1 | health and readiness | `probe` |
//! | 2 | is the host one of this site's? | `host` |
//! | 3 | sockets, scripts, embedded files: everything below `/_vango/` | `upgrade`, `asset` |
//! | 4 | static directories, but for the one at `/` | `file` |
//! | 5 | pages | `page` |
//! | 6 | the static directory at `/` | `file` |
//! | 7 | the nested service | `fallback` |
//! | 8 | the not-found page | `page` |

use std::net::IpAddr;
use std::rc::Rc;
use std::sync::Arc;

use hyper::header::{CONNECTION, HeaderMap, HeaderValue};
use hyper::{Method, Request, StatusCode, Uri, Version};

use crate::driver::{Cause, Inheritance};

use super::body::Body;
use super::client::Client;
use super::connection::Streams;
use super::encoding::{self, Encoding};
use super::file::Directory;
use super::keys::RequestSession;
use super::lane::Lane;
use super::page::{Depth, SOCKET_PREFIX, Target, Visit, is_own};
use super::response::{Reply, method_not_allowed, plain};
use super::{probe, upgrade};

/// Answers one request, on this worker's thread. `peer` is the address at the other end of the connection.
pub(crate) async fn answer(lane: &Rc<Lane>, request: Request<Body>, peer: Option<IpAddr>) -> Reply {
    let version = request.version();
    let mut reply = route(lane, request, peer).await;
    if lane.is_leaving() && version < Version::HTTP_2 {
        // The client's next request goes to another process.
        let close = HeaderValue::from_static("close");
        reply.headers_mut().insert(CONNECTION, close);
    }
    reply
}

async fn route(lane: &Rc<Lane>, request: Request<Body>, peer: Option<IpAddr>) -> Reply {
    let site = &lane.site;
    let direct = Client::direct(peer, request.uri(), request.headers());
    let Ok(client) = site.proxies.resolve(direct, request.headers()) else {
        lane.worker.count(Cause::ForwardedRefused);
        return plain(
            StatusCode::BAD_REQUEST,
            "The headers `Forwarded` and `X-Forwarded-…` contradict each other.\n",
        );
    };
    let path = site.links.base().strip(request.uri().path()).to_owned();
    if let Some(answer) = probe::answer(lane, &path) {
        return answer;
    }
    if !site.hosts.allows(client.host()) {
        lane.worker.count(Cause::HostRefused);
        return plain(
            StatusCode::MISDIRECTED_REQUEST,
            "This server does not answer for that host.\n",
        );
    }
    if let Some(id) = path.strip_prefix(SOCKET_PREFIX) {
        return upgrade::answer(lane, request, &client, id);
    }
    let depth = match *request.method() {
        Method::GET => Some(Depth::Whole),
        Method::HEAD => Some(Depth::Head),
        _ => None,
    };
    if is_own(&path) {
        return own_file(lane, &path, request.headers(), depth);
    }
    if let Some((directory, rest)) = site.directories.find(&path) {
        let Some(depth) = depth else {
            return refuse_method(lane);
        };
        let found = file(lane, directory, rest, request.headers(), depth).await;
        return found.unwrap_or_else(|| no_file(lane));
    }
    let visit = Visit::new(site, &client, &path, request.headers());
    if let Some(depth) = depth {
        if let Some(answer) = page(lane, &visit, &path, depth).await {
            return answer;
        }
        if let Some(directory) = site.directories.root() {
            let rest = path.trim_start_matches('/');
            if let Some(found) = file(lane, directory, rest, request.headers(), depth).await {
                return found;
            }
        }
    }
    if let Some(found) = nested(lane, request, client, &visit, &path).await {
        return found;
    }
    match depth {
        Some(depth) => {
            Target::not_found(site)
                .answer(lane, &visit, None, depth)
                .await
        }
        None => refuse_method(lane),
    }
}

/// The page at a path, if there is one. What its tab has is asked for first: the page function may look at it.
async fn page(lane: &Lane, visit: &Visit, path: &str, depth: Depth) -> Option<Reply> {
    let site = &lane.site;
    let found = site.routes.find(path)?;
    let inheritance = match depth {
        Depth::Whole => visit.inheritance(&lane.worker).await,
        Depth::Head => None,
    };
    let stored = inheritance.as_ref().map(Inheritance::values);
    let target = Target::at(site, path, found, stored);
    Some(target.answer(lane, visit, inheritance, depth).await)
}

fn own_file(lane: &Lane, path: &str, headers: &HeaderMap, depth: Option<Depth>) -> Reply {
    let Some(depth) = depth else {
        return refuse_method(lane);
    };
    let found = lane.site.assets.answer(path, headers, depth);
    found.unwrap_or_else(|| no_file(lane))
}

fn no_file(lane: &Lane) -> Reply {
    lane.worker.count(Cause::NotFound);
    plain(StatusCode::NOT_FOUND, "There is no such file.\n")
}

fn refuse_method(lane: &Lane) -> Reply {
    lane.worker.count(Cause::MethodRefused);
    method_not_allowed()
}

/// A file of a static directory, if the path names one.
async fn file(
    lane: &Rc<Lane>,
    directory: &Arc<Directory>,
    path: &str,
    headers: &HeaderMap,
    depth: Depth,
) -> Option<Reply> {
    let all = [Encoding::Brotli, Encoding::Gzip, Encoding::Identity];
    let accepted = encoding::ranked(headers, &all);
    let opening = {
        let (directory, path) = (directory.clone(), path.to_owned());
        tokio::task::spawn_blocking(move || directory.open(&path, &accepted))
    };
    let problem = match opening.await {
        Ok(Ok(found)) => return Some(found?.answer(headers, depth)),
        Ok(Err(error)) => error.to_string(),
        Err(error) => error.to_string(),
    };
    lane.worker.count(Cause::FileFailed);
    crate::driver::failure(|| format!("the file {path:?} can't be served: {problem}"));
    let text = "The server could not read this file. Its log says why.\n";
    Some(plain(StatusCode::INTERNAL_SERVER_ERROR, text))
}

/// The nested service sees paths as the app's pages do: without the base.
fn rewrite(request: &mut Request<Body>, path: &str) {
    let uri = request.uri();
    if uri.path() == path {
        return;
    }
    let mut parts = uri.clone().into_parts();
    let target = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    // It is a part of a path that has been parsed before.
    if let Ok(target) = target.parse() {
        parts.path_and_query = Some(target);
        if let Ok(uri) = Uri::from_parts(parts) {
            *request.uri_mut() = uri;
        }
    }
}

/// What the nested service answers, if there is one and it knows the path.
async fn nested(
    lane: &Lane,
    mut request: Request<Body>,
    client: Client,
    visit: &Visit,
    path: &str,
) -> Option<Reply> {
    let site = &lane.site;
    let fallback = site.fallback.as_ref()?;
    rewrite(&mut request, path);
    let session = RequestSession::of(lane, &client, request.headers());
    request.extensions_mut().insert(session.clone());
    request.extensions_mut().insert(client);
    if let Some(streams) = request.extensions().get::<Streams>() {
        streams.lose_sight();
    }
    let mut found = fallback.answer(&site.runtime, request).await?;
    if let Some(gift) = session.gift() {
        visit.give(&gift, site, &mut found);
    }
    Some(found)
}
