//! From an upgrade request to a socket on its session's worker.
//!
//! Refused before the upgrade: what no page of this app sends (another origin, no WebSocket handshake), and what there
//! is no room for. A missing, forged or foreign cookie and an unknown session are answered *after* it, with a request to
//! reload: a browser's script can't tell a refused upgrade from a broken network and would try for ever, while a new page
//! mends all of these (the key has changed with a restart; two tabs of a new browser were opened at once).

use std::rc::Rc;

use hyper::header::{
    CONNECTION, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER, SEC_WEBSOCKET_ACCEPT,
    SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
#[cfg(feature = "http2")]
use hyper_util::server::conn::auto;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use vango_protocol::SUBPROTOCOL;

use crate::driver::{Cause, SessionId, Transport, Visitor, serve_socket};

use super::body::Body;
use super::client::Client;
use super::connection::Streams;
use super::lane::{Lane, Mail, Parcel, Ticketed, Traveller};
use super::limits::RETRY_AFTER_SECONDS;
use super::origin;
use super::response::{Reply, plain};
use super::version;

/// Length of a `Sec-WebSocket-Key`: 16 bytes in base64.
const KEY_CHARS: usize = 24;

/// Answers a request to a socket's path; `id` is what stands after its prefix.
pub(crate) fn answer(
    lane: &Rc<Lane>,
    mut request: Request<Body>,
    client: &Client,
    id: &str,
) -> Reply {
    let site = &lane.site;
    if !origin::is_allowed(request.headers(), client, &site.origins) {
        lane.worker.count(Cause::OriginRefused);
        return plain(
            StatusCode::FORBIDDEN,
            "Sockets are open to pages of this origin only.\n",
        );
    }
    let accepted = match accept(&request) {
        Ok(accepted) => accepted,
        Err(refusal) => {
            lane.worker.count(Cause::UpgradeMalformed);
            return *refusal;
        }
    };
    let Some(id) = SessionId::from_hex(id) else {
        lane.worker.count(Cause::UpgradeMalformed);
        return plain(StatusCode::NOT_FOUND, "No session has such a name.\n");
    };
    if lane.is_leaving() {
        // The client tries again in a moment, and meets the process that comes after this one.
        return busy("The server is going away.\n");
    }
    let Some(slot) = site.sockets.take() else {
        lane.worker.count(Cause::SocketLimit);
        return busy("Too many sockets are open.\n");
    };
    let ticketed = Ticketed {
        visitor: Visitor {
            id,
            browser: site.cookies.browser(request.headers()),
            number: lane.worker.commons.number_socket(),
            address: client.address(),
        },
        slot,
        streams: request.extensions_mut().remove::<Streams>(),
    };
    // Another server's streams are registered with its own runtime.
    let origin = match request.extensions().get::<Own>() {
        Some(Own) => Registered::Here,
        None => Registered::Elsewhere,
    };
    let upgrade = hyper::upgrade::on(&mut request);
    tokio::task::spawn_local(arrive(lane.clone(), upgrade, ticketed, origin));
    accepted
}

/// The answer to a complete handshake, or to what is none.
fn accept<B>(request: &Request<B>) -> Result<Reply, Box<Reply>> {
    let handshake = Handshake::read(request)?;
    Ok(handshake.accept(subprotocol(request.headers())))
}

/// The answer to a complete handshake.
pub(crate) fn shake_hands<B>(request: &Request<B>) -> Option<Reply> {
    accept(request).ok()
}

fn busy(message: &'static str) -> Reply {
    let mut reply = plain(StatusCode::SERVICE_UNAVAILABLE, message);
    let seconds = HeaderValue::from_static(RETRY_AFTER_SECONDS);
    reply.headers_mut().insert(RETRY_AFTER, seconds);
    reply
}

/// A WebSocket handshake that is complete.
#[derive(Debug)]
enum Handshake {
    /// RFC 6455, §4.2.1: an upgrade of a connection.
    Upgrade { key: String },
    /// RFC 8441, §4: a stream of an HTTP/2 connection.
    Connect,
}

impl Handshake {
    /// The handshake, or the answer to what is none.
    fn read<B>(request: &Request<B>) -> Result<Self, Box<Reply>> {
        let headers = request.headers();
        let is_connect = *request.method() == Method::CONNECT && version::is_for_websocket(request);
        let is_upgrade = *request.method() == Method::GET
            && has_token(headers, &UPGRADE, "websocket")
            && has_token(headers, &CONNECTION, "upgrade");
        if !is_connect && !is_upgrade {
            return Err(Box::new(upgrade_required()));
        }
        if headers
            .get(SEC_WEBSOCKET_VERSION)
            .is_none_or(|version| version != "13")
        {
            return Err(Box::new(other_version()));
        }
        if is_connect {
            return Ok(Self::Connect);
        }
        let key = headers
            .get(SEC_WEBSOCKET_KEY)
            .and_then(|key| key.to_str().ok())
            .filter(|key| key.len() == KEY_CHARS);
        match key {
            Some(key) => Ok(Self::Upgrade {
                key: key.to_owned(),
            }),
            None => Err(Box::new(plain(
                StatusCode::BAD_REQUEST,
                "The WebSocket key is missing or malformed.\n",
            ))),
        }
    }

    fn accept(&self, protocol: Option<HeaderValue>) -> Reply {
        let mut reply = Reply::default();
        if let Self::Upgrade { key } = self {
            *reply.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
            let headers = reply.headers_mut();
            headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
            headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
            if let Ok(accept) = HeaderValue::from_str(&derive_accept_key(key.as_bytes())) {
                headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
            }
        }
        if let Some(protocol) = protocol {
            reply.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, protocol);
        }
        reply
    }
}

fn upgrade_required() -> Reply {
    let mut reply = plain(StatusCode::UPGRADE_REQUIRED, "Only WebSockets live here.\n");
    let headers = reply.headers_mut();
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    reply
}

fn other_version() -> Reply {
    let mut reply = plain(
        StatusCode::UPGRADE_REQUIRED,
        "Only version 13 of WebSocket is spoken.\n",
    );
    let version = HeaderValue::from_static("13");
    reply.headers_mut().insert(SEC_WEBSOCKET_VERSION, version);
    reply
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

/// Which runtime a socket's stream is registered with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Registered {
    Here,
    Elsewhere,
}

/// In the extensions of a request that this app has read itself.
#[derive(Clone, Copy)]
pub(crate) struct Own;

/// Waits for the upgrade and brings the socket to its session's worker.
async fn arrive(lane: Rc<Lane>, upgrade: OnUpgrade, ticketed: Ticketed, registered: Registered) {
    let running = lane.tasks.enter();
    // An error is a client that went away in between.
    let Ok(upgraded) = upgrade.await else { return };
    let (stream, leftover) = unwrap(upgraded);
    // An index that no worker has is an id of another process: its sessions are made anew on one worker, always the same.
    let home = ticketed.visitor.id.worker() % lane.mailboxes.len();
    let is_home = home == lane.index;
    if is_home && registered == Registered::Here {
        drop(running);
        return settle(lane, stream, leftover, ticketed);
    }
    let parcel = match stream {
        Transport::Foreign(stream) => Parcel::Foreign(stream),
        Transport::Tcp(stream) => match stream.into_std() {
            Ok(stream) => Parcel::Tcp(stream),
            Err(_) => return,
        },
    };
    let to = if is_home { lane.index } else { home };
    // It fails only when that worker has stopped; the socket closes then, as all others do.
    let _ = lane.mailboxes[to].send(Mail::Socket(Traveller {
        parcel,
        leftover,
        ticketed,
    }));
    if !is_home {
        lane.worker.count(Cause::SocketTravelled);
    }
}

/// The TCP stream inside, if there is one, and what was read from it beyond the request. That is copied out of hyper's read
/// buffer, which would stay alive as long as the smallest view of it.
fn unwrap(upgraded: Upgraded) -> (Transport, Vec<u8>) {
    // The server that speaks both versions, here and in axum, has a layer of its own around the stream.
    #[cfg(feature = "http2")]
    let upgraded = match auto::upgrade::downcast::<TokioIo<TcpStream>>(upgraded) {
        Ok(parts) => return (parts.io.into_inner().into(), parts.read_buf.to_vec()),
        Err(upgraded) => upgraded,
    };
    match upgraded.downcast::<TokioIo<TcpStream>>() {
        Ok(parts) => (parts.io.into_inner().into(), parts.read_buf.to_vec()),
        Err(upgraded) => (
            Transport::Foreign(Box::new(TokioIo::new(upgraded))),
            Vec::new(),
        ),
    }
}

/// Starts the task of a socket that is on its worker. A task of its own: the one that waited for the upgrade carries the
/// size of that wait.
pub(crate) fn settle(lane: Rc<Lane>, stream: Transport, leftover: Vec<u8>, ticketed: Ticketed) {
    let running = lane.tasks.enter();
    let (arrival, held) = ticketed.arrive(stream, leftover);
    let worker = lane.worker.clone();
    tokio::task::spawn_local(serve_socket(worker, arrival, (running, held)));
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

    fn request(method: Method, pairs: &[(&'static str, &'static str)]) -> Request<()> {
        let mut request = Request::new(());
        *request.method_mut() = method;
        *request.headers_mut() = headers(pairs);
        request
    }

    #[test]
    fn a_handshake_needs_all_its_parts() {
        assert!(Handshake::read(&request(Method::GET, &GOOD)).is_ok());
        assert!(Handshake::read(&request(Method::POST, &GOOD)).is_err());
        for (missing, part) in GOOD.iter().enumerate() {
            let mut parts = GOOD.to_vec();
            parts.remove(missing);
            let incomplete = Handshake::read(&request(Method::GET, &parts));
            assert!(incomplete.is_err(), "{part:?}");
        }
    }

    #[cfg(feature = "http2")]
    #[test]
    fn a_stream_needs_its_protocol_and_the_version() {
        let connect = |protocol: Option<&'static str>, version: &[(&'static str, &'static str)]| {
            let mut request = request(Method::CONNECT, version);
            if let Some(protocol) = protocol {
                let protocol = hyper::ext::Protocol::from_static(protocol);
                request.extensions_mut().insert(protocol);
            }
            Handshake::read(&request)
        };
        let version = [("sec-websocket-version", "13")];
        assert!(matches!(
            connect(Some("websocket"), &version),
            Ok(Handshake::Connect)
        ));
        assert!(connect(Some("websocket"), &[]).is_err());
        assert!(connect(Some("connect-udp"), &version).is_err());
        assert!(connect(None, &version).is_err());
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
