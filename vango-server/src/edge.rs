//! Entrances for fuzz targets: what in this module reads what anybody may have written, and is private otherwise.
//!
//! Invariant: nothing is decided here; each function hands its input to the code that serves requests and its answer back in
//! plain values. It is no part of the crate's promises.

use std::net::IpAddr;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use hyper::header::{HeaderMap, HeaderName, HeaderValue, SEC_WEBSOCKET_PROTOCOL};
use hyper::{Request, Uri};
use vango_protocol::Hello;

use crate::driver::{BrowserId, Greeting, SessionId, greet};
use vango_runtime::Error;

use super::app::Transport;
use super::client::Client;
use super::cookie::CookieKey;
use super::encoding::{Encoding, ranked};
use super::error::StartError;
use super::file::{self, Wanted};
use super::host::Hosts;
use super::links::Base;
use super::origin;
use super::param::Params;
use super::proxy::Proxies;
use super::route::{PageFn, Routes};
use super::upgrade;

/// What a socket's first frame is.
#[derive(Debug, PartialEq, Eq)]
pub enum Greeted<'f> {
    /// A greeting that is understood.
    Hello(Hello<'f>),
    /// One of another version.
    OtherVersion,
    /// None: another frame, or none at all.
    Other,
}

/// Reads a socket's first frame.
pub fn greeting(frame: &[u8]) -> Greeted<'_> {
    match greet(frame) {
        Greeting::Hello(hello) => Greeted::Hello(hello),
        Greeting::OtherVersion => Greeted::OtherVersion,
        Greeting::Early | Greeting::Malformed => Greeted::Other,
    }
}

/// A session's id from the end of its socket's path, and how it would be written there.
pub fn session_name(text: &str) -> Option<(u64, String)> {
    SessionId::from_hex(text).map(|id| (id.to_wire(), id.to_string()))
}

/// The cookie of a browser: `name=value`.
pub fn cookie(secret: &[u8], browser: [u8; 16]) -> String {
    let key = CookieKey::from_secret(secret);
    let header = key.set_cookie(BrowserId::from_bytes(browser), Transport::Plain, "/");
    let end = header.find(';').unwrap_or(header.len());
    header[..end].to_owned()
}

/// Header lines as hyper hands them over.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    headers: HeaderMap,
}

impl Lines {
    /// Leaves out what no HTTP parser lets pass.
    pub fn new<'l>(lines: impl IntoIterator<Item = (&'l str, &'l [u8])>) -> Self {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            if let (Ok(name), Ok(value)) =
                (name.parse::<HeaderName>(), HeaderValue::from_bytes(value))
            {
                headers.append(name, value);
            }
        }
        Self { headers }
    }

    /// The browser that a cookie names.
    pub fn browser(&self, secret: &[u8]) -> Option<[u8; 16]> {
        let browser = CookieKey::from_secret(secret).browser(&self.headers);
        browser.map(|browser| *browser.as_bytes())
    }

    /// Who asks; `None` when two stories about it contradict each other.
    ///
    /// # Errors
    /// When `trusted` are no addresses.
    pub fn client(
        &self,
        peer: Option<IpAddr>,
        uri: &str,
        trusted: &[String],
    ) -> Result<Option<Client>, StartError> {
        let uri: Uri = uri.parse().unwrap_or_default();
        let direct = Client::direct(peer, &uri, &self.headers);
        let proxies = Proxies::parse(trusted)?;
        Ok(proxies.resolve(direct, &self.headers).ok())
    }

    /// Whether a page of this origin may open a socket.
    pub fn may_connect(&self, client: &Client, origins: &[String]) -> bool {
        origin::is_allowed(&self.headers, client, origins)
    }

    /// The encodings that may be sent, best first.
    pub fn encodings(&self) -> Vec<&'static str> {
        let all = [Encoding::Brotli, Encoding::Gzip, Encoding::Identity];
        let ranked = ranked(&self.headers, &all).into_iter();
        ranked
            .map(|encoding| encoding.header().unwrap_or("identity"))
            .collect()
    }

    /// Whether this is a WebSocket's handshake, and the subprotocol that would be confirmed.
    pub fn handshake(&self) -> Option<Option<String>> {
        let mut request = Request::new(());
        *request.headers_mut() = self.headers.clone();
        let reply = upgrade::shake_hands(&request)?;
        let protocol = reply.headers().get(SEC_WEBSOCKET_PROTOCOL);
        Some(
            protocol
                .and_then(|protocol| protocol.to_str().ok())
                .map(str::to_owned),
        )
    }
}

/// Whether a site of these hosts answers for `host`.
///
/// # Errors
/// When `hosts` are none.
pub fn answers(hosts: &[String], host: Option<&str>) -> Result<bool, StartError> {
    Ok(Hosts::parse(hosts)?.allows(host))
}

/// The parts of a file of `len` bytes that a `Range` header asks for: `None` is the whole, an empty list what cannot be had.
pub fn ranges(header: &str, len: u64) -> Option<Vec<Range<u64>>> {
    match file::wanted(header, len) {
        Wanted::Whole => None,
        Wanted::Parts(parts) => Some(parts),
        Wanted::Unsatisfiable => Some(Vec::new()),
    }
}

/// The file below a directory that a path names.
pub fn file_path(path: &str) -> Option<PathBuf> {
    file::relative(path)
}

/// Paths of pages, below a base.
pub struct Paths {
    base: Base,
    routes: Routes,
}

impl Paths {
    /// # Errors
    /// When they are none.
    pub fn new(base: &str, pages: &[&str]) -> Result<Self, StartError> {
        let never: PageFn = Arc::new(|_| Err(Error::message("this page is never shown")));
        let pages = pages.iter().map(|path| ((*path).to_owned(), never.clone()));
        Ok(Self {
            base: Base::parse(base)?,
            routes: Routes::build(pages.collect())?,
        })
    }

    /// The parameters of the page at this path; `None` when there is none.
    pub fn find(&self, path: &str) -> Option<Params> {
        let path = self.base.strip(path);
        self.routes.find(path).map(|(_, params)| params)
    }
}

impl std::fmt::Debug for Paths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Paths").finish_non_exhaustive()
    }
}
