//! HTTP/2 with prior knowledge, as a proxy speaks it, and WebSockets over it (RFC 8441).

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper::ext::Protocol;
use hyper::{Method, Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::Role;
use vango_server::{Cause, Limits, Server};

use super::browser::{Answer, Tab, tab};
use super::component::app;
use super::stream::{click, greet, run};

type Sender = SendRequest<Empty<Bytes>>;

async fn connect(server: &Server) -> Sender {
    let stream = TcpStream::connect(server.addr()).await.unwrap();
    let (sender, connection) = handshake(TokioExecutor::new(), TokioIo::new(stream))
        .await
        .unwrap();
    tokio::spawn(connection);
    sender
}

async fn get(server: &Server, sender: &mut Sender, path: &str) -> Answer {
    let request = Request::get(format!("http://{}{path}", server.addr())).body(Empty::new());
    let answer: Response<_> = sender.send_request(request.unwrap()).await.unwrap();
    let (head, body) = answer.into_parts();
    let headers = head.headers.iter();
    Answer {
        status: head.status.as_u16(),
        headers: headers
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect(),
        body: body.collect().await.unwrap().to_bytes().to_vec(),
    }
}

type Socket = super::stream::Socket<TokioIo<hyper::upgrade::Upgraded>>;

/// An extended CONNECT; `Err` is the status of a refusal.
async fn upgrade(sender: &mut Sender, tab: &Tab, origin: &str) -> Result<Socket, u16> {
    let request = Request::builder()
        .method(Method::CONNECT)
        .uri(format!("http://{}{}", tab.addr, tab.socket))
        .extension(Protocol::from_static("websocket"))
        .header("Origin", origin)
        .header("Cookie", &tab.cookie)
        .header("Sec-WebSocket-Version", "13")
        .header("Sec-WebSocket-Protocol", "vango.1")
        .body(Empty::new())
        .unwrap();
    let answer = sender.send_request(request).await.unwrap();
    if answer.status() != 200 {
        return Err(answer.status().as_u16());
    }
    assert_eq!(answer.headers()["sec-websocket-protocol"], "vango.1");
    let stream = TokioIo::new(hyper::upgrade::on(answer).await.unwrap());
    Ok(WebSocketStream::from_raw_socket(stream, Role::Client, None).await)
}

#[test]
fn pages_and_files_come_over_one_connection() {
    let server = app().start().unwrap();
    run(|| async {
        let mut sender = connect(&server).await;
        let page = get(&server, &mut sender, "/").await;
        assert_eq!(page.status, 200);
        assert!(page.header("set-cookie").is_some());
        let text = page.text();
        let script = text.split("<script type=\"module\" src=\"").nth(1).unwrap();
        let script = get(&server, &mut sender, &script[..script.find('"').unwrap()]).await;
        assert_eq!(script.status, 200);
        assert_eq!(get(&server, &mut sender, "/nowhere").await.status, 404);
        assert_eq!(server.open_connections(), 1);
    });
}

#[test]
fn a_socket_is_a_stream_of_the_connection() {
    for workers in [1, 2] {
        let server = app().workers(workers).start().unwrap();
        run(|| async {
            let mut sender = connect(&server).await;
            for _ in 0..3 {
                let page = get(&server, &mut sender, "/").await;
                let tab = tab(server.addr(), "/", &page);
                let mut socket = upgrade(&mut sender, &tab, &tab.origin).await.unwrap();
                greet(&mut socket, &tab).await;
                for seq in 1..=5 {
                    let patch = click(&mut socket, seq).await;
                    let digit = b'0' + seq;
                    assert!(patch.contains(&digit), "{patch:?}");
                }
                let evil = upgrade(&mut sender, &tab, "http://evil.example").await;
                assert_eq!(evil.err(), Some(403));
            }
        });
        assert_eq!(server.counters().get(Cause::Attached), 3);
    }
}

#[test]
fn a_connection_lives_as_long_as_its_sockets() {
    let limits = Limits {
        connection_lifetime_ms: 50,
        ..Limits::default()
    };
    let server = app().workers(1).limits(limits).start().unwrap();
    run(|| async {
        let mut sender = connect(&server).await;
        let page = get(&server, &mut sender, "/").await;
        let tab = tab(server.addr(), "/", &page);
        let mut socket = upgrade(&mut sender, &tab, &tab.origin).await.unwrap();
        greet(&mut socket, &tab).await;
        tokio::time::sleep(Duration::from_millis(400)).await;
        click(&mut socket, 1).await;
        assert_eq!(server.counters().get(Cause::ConnectionExpired), 0);
        // It takes no new requests any more, and ends with its last socket.
        let another = Request::get(format!("http://{}/", server.addr())).body(Empty::new());
        assert!(sender.send_request(another.unwrap()).await.is_err());
        drop(socket);
        while server.open_connections() > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
}

#[test]
fn a_plain_connect_is_no_socket() {
    let server = app().start().unwrap();
    run(|| async {
        let mut sender = connect(&server).await;
        let page = get(&server, &mut sender, "/").await;
        let tab = tab(server.addr(), "/", &page);
        let request = Request::builder()
            .method(Method::CONNECT)
            .uri(server.addr().to_string())
            .header("Origin", &tab.origin)
            .body(Empty::new());
        let answer = sender.send_request(request.unwrap()).await.unwrap();
        assert_eq!(answer.status(), 405);
    });
}
