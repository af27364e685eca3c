//! The app as a tower service, for a server that does more: an axum router, a TLS server, a test without a socket.
//!
//! The app keeps threads of its own, one worker per core, where its sessions live; a request goes there through a channel
//! and its answer comes back. A socket's stream goes there too, once it is upgraded, so that its frames need no hop where
//! it is plain TCP. It deliberately doesn't listen and handles no signals: that is the other server's business.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::Body as HttpBody;
use hyper::header::{HeaderValue, RETRY_AFTER};
use hyper::{Request, Response, StatusCode};
use tokio::sync::oneshot;
use tower_service::Service;
use vango_runtime::session::Finding;

use crate::driver::Counters;

use super::app::App;
use super::body::{Body, BoxError};
use super::crew::Phase;
use super::error::StartError;
use super::lane::{Handover, Mail};
use super::limits::RETRY_AFTER_SECONDS;
use super::response::{Reply, plain};
use super::start::Engine;

/// An app as a tower [`Service`]. Clones are handles of one app, which stops when the last one is dropped.
///
/// It answers every request, so that it never fails; its requests may have any body. Where it is nested below a path, tell
/// the app by [`App::base_path`]; whether the outer server takes the prefix away (axum's `nest_service`) or not
/// (`route_service`, a proxy) makes no difference. See [`Peer`](super::Peer) for the client's address.
///
/// ```
/// use axum::{Router, routing::get};
/// use vango_server::App;
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let app = App::new().base_path("/app").into_service()?;
/// let router = Router::new()
///     .route("/hello", get(|| async { "hello" }))
///     .nest_service("/app", app.clone());
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
/// axum::serve(listener, router).await?;
/// app.shutdown().await;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct AppService {
    shared: Arc<Shared>,
}

struct Shared {
    engine: Engine,
    turn: AtomicUsize,
}

/// The answer that an [`AppService`] is working on. It never fails, and needs no runtime of a certain kind.
///
/// ```
/// use tower_service::Service;
/// use vango_server::{App, Body, ServiceFuture};
///
/// let mut app = App::new().into_service()?;
/// let answer: ServiceFuture = app.call(hyper::Request::new(Body::empty()));
/// # drop(answer);
/// # Ok::<(), vango_server::StartError>(())
/// ```
pub type ServiceFuture =
    Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send + 'static>>;

impl App {
    /// Starts the app's workers and returns it as a service for another server. The settings of
    /// [`bind`](App::bind) are of no use then.
    ///
    /// # Errors
    /// When the app can't be started; the error says what to change.
    pub fn into_service(self) -> Result<AppService, StartError> {
        let engine = self.plan()?.start()?;
        let turn = AtomicUsize::new(0);
        Ok(AppService {
            shared: Arc::new(Shared { engine, turn }),
        })
    }
}

impl AppService {
    /// Begins to stop, as [`Server::stop`](super::Server::stop) does: stop the outer server's listener after
    /// [`Limits::drain_ms`](super::Limits::drain_ms).
    pub fn stop(&self) {
        self.shared.engine.crew.enter(Phase::Draining);
    }

    /// [Stops](Self::stop), and waits until all is done or [`Limits::shutdown_ms`](super::Limits::shutdown_ms) have passed.
    /// Requests that come later are answered 503.
    pub async fn shutdown(&self) {
        self.stop();
        self.shared.engine.crew.ended().await;
    }

    /// What has happened since the start, by cause.
    pub fn counters(&self) -> Counters {
        self.shared.engine.counters.clone()
    }

    /// As [`Server::findings`](crate::Server::findings).
    pub fn findings(&self) -> Vec<Finding> {
        self.shared.engine.findings()
    }

    /// The number of sockets that are open now.
    pub fn open_sockets(&self) -> usize {
        self.shared.engine.site.sockets.taken()
    }

    /// Bytes that all sessions together hold now; see [`Server::session_bytes`](super::Server::session_bytes).
    pub fn session_bytes(&self) -> usize {
        self.shared.engine.session_bytes()
    }

    /// Bytes that the persisted values of all sessions take now; see [`Server::state_bytes`](super::Server::state_bytes).
    pub fn state_bytes(&self) -> usize {
        self.shared.engine.state_bytes()
    }

    /// Sends a request to a worker; the answer comes through the channel.
    fn send(&self, request: Request<Body>) -> Option<oneshot::Receiver<Reply>> {
        let engine = &self.shared.engine;
        let slot = engine.connections.take()?;
        let (answer, answered) = oneshot::channel();
        let turn = self.shared.turn.fetch_add(1, Ordering::Relaxed) % engine.mailboxes.len();
        let handover = Handover {
            request,
            answer,
            slot,
        };
        let mail = Mail::Request(Box::new(handover));
        engine.mailboxes[turn].send(mail).ok()?;
        Some(answered)
    }
}

impl<B> Service<Request<B>> for AppService
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = ServiceFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> ServiceFuture {
        let answered = self.send(request.map(Body::other));
        // The app lives as long as somebody waits for its answer.
        let app = self.clone();
        Box::pin(async move {
            let answer = match answered {
                Some(answered) => answered.await.ok(),
                None => None,
            };
            drop(app);
            Ok(answer.unwrap_or_else(unavailable))
        })
    }
}

/// The workers have stopped, or as many requests are under way as connections are allowed.
fn unavailable() -> Reply {
    let mut reply = plain(
        StatusCode::SERVICE_UNAVAILABLE,
        "The app takes no requests right now.\n",
    );
    let seconds = HeaderValue::from_static(RETRY_AFTER_SECONDS);
    reply.headers_mut().insert(RETRY_AFTER, seconds);
    reply
}

impl fmt::Debug for AppService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AppService")
            .field(&self.shared.engine)
            .finish()
    }
}
