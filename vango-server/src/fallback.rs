//! A service that the app nests: it answers what no page does.
//!
//! It is called on the app's multi-thread runtime, where its handlers expect to be: they may block in place, and a slow one
//! holds no session up. Its answer is passed on as it is; the app's security headers are for the app's own pages.

use std::future::{Future, poll_fn};
use std::pin::Pin;

use bytes::Bytes;
use hyper::body::Body as HttpBody;
use hyper::{Request, Response, StatusCode};
use tokio::runtime::Handle;
use tower_service::Service;

use super::body::{Body, BoxError};
use super::response::{Reply, plain};

type Answer = Pin<Box<dyn Future<Output = Result<Response<Body>, BoxError>> + Send>>;

/// A nested service, whatever its type.
pub(crate) struct Fallback {
    call: Box<dyn Fn(Request<Body>) -> Answer + Send + Sync>,
}

impl Fallback {
    pub(crate) fn new<S, R>(service: S) -> Self
    where
        S: Service<Request<Body>, Response = Response<R>> + Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        R: HttpBody<Data = Bytes> + Send + 'static,
        R::Error: Into<BoxError>,
    {
        let call = move |request| {
            let mut service = service.clone();
            let answer = async move {
                poll_fn(|cx| service.poll_ready(cx))
                    .await
                    .map_err(Into::into)?;
                let answer = service.call(request).await.map_err(Into::into)?;
                Ok(answer.map(Body::other))
            };
            Box::pin(answer) as Answer
        };
        Self {
            call: Box::new(call),
        }
    }

    /// The service's answer; `None` when it has none for this path (404 without a body), so that the app's own not-found page
    /// can be shown.
    pub(crate) async fn answer(&self, runtime: &Handle, request: Request<Body>) -> Option<Reply> {
        match runtime.spawn((self.call)(request)).await {
            Ok(Ok(answer)) => {
                let is_empty = HttpBody::size_hint(answer.body()).exact() == Some(0);
                let is_none = answer.status() == StatusCode::NOT_FOUND && is_empty;
                (!is_none).then_some(answer)
            }
            Ok(Err(error)) => {
                crate::driver::failure(|| format!("the nested service failed: {error}"));
                Some(failure())
            }
            // The panic hook has reported it.
            Err(_) => Some(failure()),
        }
    }
}

fn failure() -> Reply {
    plain(
        StatusCode::INTERNAL_SERVER_ERROR,
        "The server could not answer this. Its log says why.\n",
    )
}
