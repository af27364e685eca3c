//! From an upgrade request to a socket on its session's worker.
//!
//! Refused before the upgrade: what no page of this app sends (another origin, no WebSocket handshake), and what there
//! is no room for. A missing, forged or foreign cookie and an unknown session are answered *after* it, with a request to
//! reload: a browser's script can't tell a refused upgrade from a broken network and would try for ever, while a new page
//! mends all of these (the key has changed with a restart; two tabs of a new browser were opened at once).

use std::rc::Rc;

use hyper::body::Incoming;
use hyper::header::{
    CONNECTION, HeaderMap, HeaderName, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY,
    SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use vango_protocol::SUBPROTOCOL;

use crate::driver::{Arrival, BrowserId, Cause, SessionId, serve_socket};

use super::lane::{Lane, Mail, Traveller};
use super::origin;
use super::response::{Reply, plain};
use super::slot::Slot;

/// Length of a `Sec-WebSocket-Key`: 16 bytes in base64.
const KEY_CHARS: usize = 24;

/// Answers a request to a socket's path; `id` is what stands after its prefix.
pub(crate) fn answer(lane: &Rc<Lane>, mut request: Request<Incoming>, id: &str) -> Reply {
    let site = &lane.site;
    let headers = request.headers();
    if !origin::is_allowed(headers, &site.origins) {
        lane.worker.count(Cause::OriginRefused);
        return plain(
            StatusCode::FORBIDDEN,
            "Sockets are open to pages of this origin only.\n",
        );
    }
    let key = match handshake_key(request.method(), headers) {
        Ok(key) => key,
        Err(refusal) => {
            lane.worker.count(Cause::UpgradeMalformed);
            return *refusal;
        }
    };
    let Some(id) = SessionId::from_hex(id) else {
        lane.worker.count(Cause::UpgradeMalformed);
        return plain(StatusCode::NOT_FOUND, "No session has such a name.\n");
    };
    let Some(slot) = site.sockets.take() else {
        lane.worker.count(Cause::SocketLimit);
        return plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "Too many sockets are open.\n",
        );
    };
    let accept = derive_accept_key(key.as_bytes());
    let protocol = subprotocol(headers);
    let browser = site.cookies.browser(headers);
    let upgrade = hyper::upgrade::on(&mut request);
    tokio::task::spawn_local(arrive(
        lane.clone(),
        upgrade,
        Ticketed { id, browser, slot },
    ));
    switching(&accept, protocol)
}

/// The client's key, or the answer to what is no WebSocket handshake (RFC 6455, §4.2.1).
fn handshake_key<'h>(method: &Method, headers: &'h HeaderMap) -> Result<&'h str, Box<Reply>> {
    if *method != Method::GET
        || !has_token(headers, &UPGRADE, "websocket")
        || !has_token(headers, &CONNECTION, "upgrade")
    {
        let mut reply = plain(StatusCode::UPGRADE_REQUIRED, "Only WebSockets live here.\n");
        reply
            .headers_mut()
            .insert(UPGRADE, HeaderValue::from_static("websocket"));
        reply
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("Upgrade"));
        return Err(Box::new(reply));
    }
    if headers
        .get(SEC_WEBSOCKET_VERSION)
        .is_none_or(|version| version != "13")
    {
        let mut reply = plain(
            StatusCode::UPGRADE_REQUIRED,
            "Only version 13 of WebSocket is spoken.\n",
        );
        reply
            .headers_mut()
            .insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
        return Err(Box::new(reply));
    }
    let key = headers
        .get(SEC_WEBSOCKET_KEY)
        .and_then(|key| key.to_str().ok());
    key.filter(|key| key.len() == KEY_CHARS).ok_or_else(|| {
        Box::new(plain(
            StatusCode::BAD_REQUEST,
            "The WebSocket key is missing or malformed.\n",
        ))
    })
}

fn has_token(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    let values = headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .any(|part| part.trim().eq_ignore_ascii_case(token))
}

/// The subprotocol to confirm. To a client that only offers others the first of them is confirmed: a browser would drop
/// the socket otherwise, and its client could not be told that its version is too old.
fn subprotocol(headers: &HeaderMap) -> Option<HeaderValue> {
    let offered = || {
        let values = headers
            .get_all(SEC_WEBSOCKET_PROTOCOL)
            .iter()
            .filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).map(str::trim)
    };
    let chosen = offered()
        .find(|name| *name == SUBPROTOCOL)
        .or_else(|| offered().find(|name| name.starts_with("vango.")));
    HeaderValue::from_str(chosen?).ok()
}

fn switching(accept: &str, protocol: Option<HeaderValue>) -> Reply {
    let mut reply = Reply::default();
    *reply.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = reply.headers_mut();
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    if let Ok(accept) = HeaderValue::from_str(accept) {
        headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    }
    if let Some(protocol) = protocol {
        headers.insert(SEC_WEBSOCKET_PROTOCOL, protocol);
    }
    reply
}

/// A socket that was let through, before it is taken out of hyper.
struct Ticketed {
    id: SessionId,
    browser: Option<BrowserId>,
    slot: Slot,
}

/// Waits for the upgrade and brings the socket to its session's worker.
async fn arrive(lane: Rc<Lane>, upgrade: OnUpgrade, socket: Ticketed) {
    let running = lane.tasks.enter();
    // An error is a client that went away in between.
    let Ok(upgraded) = upgrade.await else { return };
    let Some((stream, leftover)) = unwrap(upgraded) else {
        return;
    };
    let Ticketed { id, browser, slot } = socket;
    let home = id.worker();
    if home == lane.index || home >= lane.mailboxes.len() {
        // An index that no worker has is an id of another process; here it is as unknown as anywhere.
        drop(running);
        return settle(
            lane,
            Arrival {
                stream: stream.into(),
                leftover,
                id,
                browser,
            },
            slot,
        );
    }
    let Ok(stream) = stream.into_std() else {
        return;
    };
    // It fails only when that worker has stopped; the socket closes then, as all others do.
    let _ = lane.mailboxes[home].send(Mail::Socket(Traveller {
        stream,
        leftover,
        id,
        browser,
        slot,
    }));
    lane.worker.count(Cause::SocketTravelled);
}

/// The TCP stream inside, and what was read from it beyond the request. Copied out of hyper's read buffer, which would stay
/// alive as long as the smallest view of it.
fn unwrap(upgraded: Upgraded) -> Option<(TcpStream, Vec<u8>)> {
    let parts = upgraded.downcast::<TokioIo<TcpStream>>().ok()?;
    Some((parts.io.into_inner(), parts.read_buf.to_vec()))
}

/// Starts the task of a socket that is on its worker. A task of its own: the one that waited for the upgrade carries the
/// size of that wait.
pub(crate) fn settle(lane: Rc<Lane>, arrival: Arrival, slot: Slot) {
    tokio::task::spawn_local(async move {
        let _running = lane.tasks.enter();
        let _slot = slot;
        serve_socket(lane.worker.clone(), arrival).await;
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|&(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    const GOOD: [(&str, &str); 4] = [
        ("upgrade", "WebSocket"),
        ("connection", "keep-alive, Upgrade"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];

    #[test]
    fn a_handshake_needs_all_its_parts() {
        assert!(handshake_key(&Method::GET, &headers(&GOOD)).is_ok());
        assert!(handshake_key(&Method::POST, &headers(&GOOD)).is_err());
        for (missing, part) in GOOD.iter().enumerate() {
            let mut parts = GOOD.to_vec();
            parts.remove(missing);
            assert!(
                handshake_key(&Method::GET, &headers(&parts)).is_err(),
                "{part:?}"
            );
        }
    }

    #[test]
    fn the_own_subprotocol_comes_first_then_any_version() {
        let choose = |offered| subprotocol(&headers(&[("sec-websocket-protocol", offered)]));
        assert_eq!(
            choose("vango.9, vango.1"),
            Some(HeaderValue::from_static("vango.1"))
        );
        assert_eq!(
            choose("other, vango.9"),
            Some(HeaderValue::from_static("vango.9"))
        );
        assert_eq!(choose("other"), None);
        assert_eq!(subprotocol(&HeaderMap::new()), None);
    }
}
