//! The peer on the live path: dioxus-liveview on axum, as its documentation has it in production.
//!
//! | path | what it shows |
//! | --- | --- |
//! | `/counter` | what `examples/counter.rs` shows |
//! | `/inline/{n}` | the table of `examples/rows.rs` with n rows; the loop's body is written in the loop |
//! | `/rows/{n}` | the same; each row is a component, which Dioxus leaves alone while its props are equal |
//!
//! It is favoured where its interface lets one favour it: a release build (no development tools), `TCP_NODELAY`, and the
//! small WebSocket buffers that Vango has too. axum's defaults are slower to set up and keep 128 KiB more per socket.

#![forbid(unsafe_code)]

mod counter;
mod table;

use anyhow::{Result, bail};
use axum::Router;
use axum::extract::{Path, State, WebSocketUpgrade};
use axum::http::Uri;
use axum::response::{Html, Response};
use axum::routing::get;
use axum::serve::ListenerExt as _;
use dioxus::prelude::VirtualDom;
use dioxus_liveview::{LiveViewPool, axum_socket, interpreter_glue};
use tokio::net::TcpListener;

/// As `vango_server::driver::limits` has them.
const READ_BUFFER_BYTES: usize = 256;
const WRITE_GATHER_BYTES: usize = 4096;

#[tokio::main]
async fn main() -> Result<()> {
    let listener = TcpListener::bind(address(std::env::args().skip(1))?).await?;
    println!("listening on {}", listener.local_addr()?);
    let listener = listener.tap_io(|stream| {
        // Where this fails the socket is slower, not broken.
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, router()).await?;
    Ok(())
}

fn router() -> Router {
    Router::new()
        .route("/counter", get(page))
        .route("/counter/ws", get(counter))
        .route("/inline/{n}", get(page))
        .route("/inline/{n}/ws", get(inline))
        .route("/rows/{n}", get(page))
        .route("/rows/{n}/ws", get(rows))
        .with_state(LiveViewPool::new())
}

/// A page as `LiveviewRouter` of dioxus-liveview makes it: empty, with its client in a script.
async fn page(uri: Uri) -> Html<String> {
    let glue = interpreter_glue(&format!("{}/ws", uri.path()));
    Html(format!(
        "<!DOCTYPE html><html><head><title>Bench</title></head>\
         <body><div id=\"main\"></div></body>{glue}</html>"
    ))
}

async fn counter(State(pool): State<LiveViewPool>, upgrade: WebSocketUpgrade) -> Response {
    live(pool, upgrade, || VirtualDom::new(counter::Home))
}

async fn inline(
    State(pool): State<LiveViewPool>,
    Path(count): Path<u64>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let props = table::InlineProps { count };
    live(pool, upgrade, || {
        VirtualDom::new_with_props(table::Inline, props)
    })
}

async fn rows(
    State(pool): State<LiveViewPool>,
    Path(count): Path<u64>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let props = table::RowsProps { count };
    live(pool, upgrade, || {
        VirtualDom::new_with_props(table::Rows, props)
    })
}

/// The socket of a page, as `LiveviewRouter` makes it but for the size of the buffers.
fn live(
    pool: LiveViewPool,
    upgrade: WebSocketUpgrade,
    make: impl FnOnce() -> VirtualDom + Send + 'static,
) -> Response {
    upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(WRITE_GATHER_BYTES)
        .on_upgrade(move |socket| async move {
            // It fails when the client has gone.
            let _ = pool.launch_virtualdom(axum_socket(socket), make).await;
        })
}

/// What stands behind `--listen`.
fn address(mut arguments: impl Iterator<Item = String>) -> Result<String> {
    match (
        arguments.next().as_deref(),
        arguments.next(),
        arguments.next(),
    ) {
        (Some("--listen"), Some(address), None) => Ok(address),
        _ => bail!("usage: bench-app-dioxus --listen ADDRESS, such as 127.0.0.1:0"),
    }
}
