//! Responses and the headers that every one of them has.

use bytes::Bytes;
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::{Response, StatusCode};

use super::body::Body;

pub(crate) type Reply = Response<Body>;

/// Scripts, stylesheets, images and connections (WebSocket included) from this origin alone; nothing inline runs. Data
/// blocks such as the page's boot data are no scripts and pass. `style` attributes pass as well, `<style>` elements don't:
/// `docs/adr/0005-style-attributes-pass.md` says why.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; \
                      style-src-attr 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'self'";

const SECURITY_HEADERS: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "strict-origin-when-cross-origin"),
    // For browsers that don't know `frame-ancestors`.
    (X_FRAME_OPTIONS, "SAMEORIGIN"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

pub(crate) const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// A response with a body, its type, the security headers, and no caching.
pub(crate) fn reply(
    status: StatusCode,
    content_type: &'static str,
    body: impl Into<Bytes>,
) -> Reply {
    let mut reply = Response::new(Body::from(body.into()));
    *reply.status_mut() = status;
    let headers = reply.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in SECURITY_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    reply
}

/// A short message for people and programs.
pub(crate) fn plain(status: StatusCode, message: &'static str) -> Reply {
    reply(status, TEXT, Bytes::from_static(message.as_bytes()))
}

/// 405 for everything but reading.
pub(crate) fn method_not_allowed() -> Reply {
    let mut reply = plain(
        StatusCode::METHOD_NOT_ALLOWED,
        "This address can only be read (GET, HEAD).\n",
    );
    reply
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    reply
}
