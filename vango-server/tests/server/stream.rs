//! Sockets over any stream, for tests whose connection is no plain TCP: a stream of HTTP/2, TLS.

use std::pin::pin;
use std::time::Duration;

use futures_core::Stream;
use futures_sink::Sink;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use vango_protocol::{ClientFrame, Payload, ServerFrame};

use super::browser::{Tab, encode};
use super::component::BUTTON;

/// Runs an async test, which fails when it takes longer than anything here can.
pub(crate) fn run<F: Future>(test: impl FnOnce() -> F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        tokio::time::timeout(Duration::from_secs(20), test())
            .await
            .unwrap()
    })
}

/// A WebSocket over any stream.
pub(crate) type Socket<S> = WebSocketStream<S>;

pub(crate) async fn send<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut Socket<S>,
    frame: Vec<u8>,
) {
    let mut socket = pin!(socket);
    std::future::poll_fn(|cx| socket.as_mut().poll_ready(cx))
        .await
        .unwrap();
    socket
        .as_mut()
        .start_send(Message::Binary(frame.into()))
        .unwrap();
    std::future::poll_fn(|cx| socket.as_mut().poll_flush(cx))
        .await
        .unwrap();
}

pub(crate) async fn hear<S: AsyncRead + AsyncWrite + Unpin>(socket: &mut Socket<S>) -> Vec<u8> {
    let mut socket = pin!(socket);
    loop {
        let message = std::future::poll_fn(|cx| socket.as_mut().poll_next(cx)).await;
        match message.expect("the socket is open").unwrap() {
            Message::Binary(frame) => return frame.to_vec(),
            Message::Ping(_) | Message::Pong(_) => {}
            other => panic!("unexpected: {other:?}"),
        }
    }
}

/// The greeting of a page's first socket, up to its welcome.
pub(crate) async fn greet<S: AsyncRead + AsyncWrite + Unpin>(socket: &mut Socket<S>, tab: &Tab) {
    send(socket, tab.hello(Some(tab.ticket))).await;
    let welcome = hear(socket).await;
    let welcome = ServerFrame::decode(&welcome);
    assert!(
        matches!(welcome, Ok(ServerFrame::Welcome(_))),
        "{welcome:?}"
    );
}

/// Clicks the test component's counting button; the answer.
pub(crate) async fn click<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut Socket<S>,
    seq: u8,
) -> Vec<u8> {
    let (block, slot) = BUTTON;
    let payload = Payload::None;
    let event = ClientFrame::Event {
        seq,
        ack: 0,
        block,
        slot,
        payload,
    };
    send(socket, encode(&event)).await;
    hear(socket).await
}

/// Skips frames up to the close frame; its code.
pub(crate) async fn closed<S: AsyncRead + AsyncWrite + Unpin>(socket: &mut Socket<S>) -> u16 {
    let mut socket = pin!(socket);
    loop {
        let message = std::future::poll_fn(|cx| socket.as_mut().poll_next(cx)).await;
        match message.expect("a close frame comes first").unwrap() {
            Message::Close(Some(close)) => return close.code.into(),
            Message::Close(None) => panic!("the close frame says nothing"),
            _ => {}
        }
    }
}
