//! Who sent a request, and to which address of this site: as the connection shows it, or as trusted proxies say.

use std::net::{IpAddr, SocketAddr};

use hyper::Uri;
use hyper::header::{HOST, HeaderMap, HeaderName};

/// How the browser reached the site, as a trusted proxy says.
///
/// ```
/// use vango_server::{Client, Scheme};
/// /// Whether a nested service may show what is secret.
/// fn is_private(client: &Client) -> bool {
///     client.scheme() == Some(Scheme::Https)
/// }
/// assert!(!is_private(&Client::default()), "nobody has said so");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scheme {
    /// Without encryption.
    Http,
    /// Over TLS.
    Https,
}

impl Scheme {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "http" | "ws" => Some(Self::Http),
            "https" | "wss" => Some(Self::Https),
            _ => None,
        }
    }

    /// As it stands in a URL, with its colon and slashes.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::Http => "http://",
            Self::Https => "https://",
        }
    }

    /// The port that a URL of this scheme leaves out, with its colon.
    pub(crate) fn default_port(self) -> &'static str {
        match self {
            Self::Http => ":80",
            Self::Https => ":443",
        }
    }
}

/// The address at the other end of the connection, for an app that runs inside another server.
///
/// A request that comes through [`AppService`](super::AppService) shows no address by itself. A layer around the app puts
/// this into the request's extensions; without it neither the limit per address nor
/// [`App::trusted_proxies`](super::App::trusted_proxies) can work. With axum:
///
/// ```
/// use std::net::SocketAddr;
///
/// use axum::Router;
/// use axum::extract::{ConnectInfo, Request};
/// use axum::middleware::map_request;
/// use vango_server::{App, Peer, StartError};
///
/// fn router(app: App) -> Result<Router, StartError> {
///     let service = app.trusted_proxies(["10.0.0.0/8"]).into_service()?;
///     let tell_peer = map_request(
///         |ConnectInfo(address): ConnectInfo<SocketAddr>, mut request: Request| async move {
///             request.extensions_mut().insert(Peer(address));
///             request
///         },
///     );
///     // Serve it by `into_make_service_with_connect_info::<SocketAddr>()`.
///     Ok(Router::new().fallback_service(service).layer(tell_peer))
/// }
/// # router(App::new())?;
/// # Ok::<(), StartError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Peer(pub SocketAddr);

/// Who sent a request. A nested service finds it in the request's extensions.
///
/// ```
/// use axum::{Extension, Router, routing::get};
/// use vango_server::{App, Client};
///
/// async fn whoami(Extension(client): Extension<Client>) -> String {
///     format!("{:?} asks for {:?}", client.address(), client.host())
/// }
///
/// let app = App::new().fallback(Router::new().route("/whoami", get(whoami)));
/// # drop(app);
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Client {
    pub(crate) address: Option<IpAddr>,
    pub(crate) scheme: Option<Scheme>,
    pub(crate) host: Option<String>,
}

impl Client {
    /// The client's address: behind [trusted proxies](super::App::trusted_proxies) the one that they name. `None` when
    /// nobody knows it.
    pub fn address(&self) -> Option<IpAddr> {
        self.address
    }

    /// How the browser reached the site, when a trusted proxy says so.
    pub fn scheme(&self) -> Option<Scheme> {
        self.scheme
    }

    /// The host that the browser asked for, with its port if it named one.
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// As the connection itself shows it.
    pub(crate) fn direct(peer: Option<IpAddr>, uri: &Uri, headers: &HeaderMap) -> Self {
        // HTTP/2 has the host in its pseudo-header; where both are, they must not differ (RFC 9113, §8.3.1).
        let authority = uri.authority().map(|authority| authority.as_str());
        let host = match (authority, only(headers, &HOST)) {
            (Some(authority), Some(host)) if !authority.eq_ignore_ascii_case(host) => None,
            (authority, host) => authority.or(host),
        };
        Self {
            address: peer.map(|peer| peer.to_canonical()),
            scheme: None,
            host: host.map(str::to_owned),
        }
    }
}

/// The value of a header that stands there once. Two are no browser's doing.
pub(crate) fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    if values.next().is_some() {
        return None;
    }
    first.to_str().ok()
}
