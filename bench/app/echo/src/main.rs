//! The floor of a live path: a WebSocket server that does nothing. It answers each binary message with one of a fixed
//! size.
//!
//! - The WebSocket library, its version and its buffer sizes are those of Vango's driver.
//! - One single-threaded runtime per core, connections handed out in turn by one accepting thread, as in Vango. A runtime
//!   that is shared by all cores (`--runtime shared`, Tokio's default) is there to compare.
//! - No timers, no limits, no rate, no session, and the answer is made once: sending it allocates nothing.

#![forbid(unsafe_code)]

use std::net::TcpListener as StdListener;
use std::net::TcpStream as StdStream;
use std::thread;

use anyhow::{Context as _, Result, bail};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio_tungstenite::accept_async_with_config;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

/// As `vango_server::driver::limits` has them.
const READ_BUFFER_BYTES: usize = 1024;
const WRITE_GATHER_BYTES: usize = 4096;

const USAGE: &str =
    "usage: bench-app-echo --listen ADDRESS --answer-bytes COUNT [--runtime cores|shared]";

/// Where tasks run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Runtime {
    /// A thread of its own for each core, tasks stay.
    Cores,
    /// One pool, tasks are stolen.
    Shared,
}

struct Options {
    listen: String,
    answer: bytes::Bytes,
    runtime: Runtime,
}

impl Options {
    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let (mut listen, mut bytes, mut runtime) = (None, None, Runtime::Cores);
        while let Some(name) = arguments.next() {
            let value = arguments.next().context(USAGE)?;
            match (name.as_str(), value.as_str()) {
                ("--listen", _) => listen = Some(value),
                ("--answer-bytes", _) => bytes = Some(value.parse::<usize>().context(USAGE)?),
                ("--runtime", "cores") => runtime = Runtime::Cores,
                ("--runtime", "shared") => runtime = Runtime::Shared,
                _ => bail!(USAGE),
            }
        }
        Ok(Self {
            listen: listen.context(USAGE)?,
            answer: vec![b'.'; bytes.context(USAGE)?].into(),
            runtime,
        })
    }
}

fn main() -> Result<()> {
    let options = Options::parse(std::env::args().skip(1))?;
    let listener = StdListener::bind(&options.listen)
        .with_context(|| format!("{} can't be listened on", options.listen))?;
    println!("listening on {}", listener.local_addr()?);
    match options.runtime {
        Runtime::Cores => serve_cores(&listener, &options.answer),
        Runtime::Shared => serve_shared(listener, &options.answer),
    }
}

fn serve_cores(listener: &StdListener, answer: &bytes::Bytes) -> Result<()> {
    let cores = thread::available_parallelism()?.get();
    let workers: Vec<_> = (0..cores)
        .map(|_| {
            let (sender, streams) = unbounded_channel();
            let answer = answer.clone();
            thread::spawn(move || work(streams, &answer));
            sender
        })
        .collect();
    for turn in (0..cores).cycle() {
        let (stream, _) = listener.accept()?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        workers[turn]
            .send(stream)
            .ok()
            .context("a worker has ended")?;
    }
    Ok(())
}

fn work(mut streams: UnboundedReceiver<StdStream>, answer: &bytes::Bytes) -> Result<()> {
    let runtime = Builder::new_current_thread()
        .enable_io()
        .build_local(tokio::runtime::LocalOptions::default())?;
    runtime.block_on(async {
        while let Some(stream) = streams.recv().await {
            tokio::task::spawn_local(echo(TcpStream::from_std(stream)?, answer.clone()));
        }
        Ok(())
    })
}

fn serve_shared(listener: StdListener, answer: &bytes::Bytes) -> Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = Builder::new_multi_thread().enable_io().build()?;
    runtime.block_on(async {
        let listener = TcpListener::from_std(listener)?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            tokio::spawn(echo(stream, answer.clone()));
        }
    })
}

/// Answers until the client goes; how it goes is of no interest here.
async fn echo(stream: TcpStream, answer: bytes::Bytes) {
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(WRITE_GATHER_BYTES);
    let Ok(mut socket) = accept_async_with_config(stream, Some(config)).await else {
        return;
    };
    while let Some(Ok(message)) = socket.next().await {
        if message.is_binary() && socket.send(Message::Binary(answer.clone())).await.is_err() {
            return;
        }
    }
}
