//! The builder that an application starts with. It only collects; everything is checked together when the app starts, so
//! that the chain of calls stays free of `?`.

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use hyper::body::Body as HttpBody;
use hyper::{Request, Response};
use sha2::{Digest, Sha256};
use tower_service::Service;

use crate::driver::Limits;
use crate::error::Error;
use crate::reactive::Services;
use crate::session::{self, DocumentShell, SessionError};
use crate::view::{Invocation, Layout, NoRequiredProps};

use super::asset::{asset_path, short_hash};
use super::body::{Body, BoxError};
use super::compress::Compression;
use super::fallback::Fallback;
use super::links::{Base, Links};
use super::mode::Mode;
use super::param::Params;
use super::route::{LayoutFn, PageFn};

/// Renders the document.
type DocumentFn = fn() -> Result<DocumentShell, SessionError>;

/// How browsers reach the app.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Transport {
    /// Over plain HTTP, as on the developer's own machine.
    #[default]
    Plain,
    /// Over HTTPS: a proxy in front of the app ends TLS. Cookies are sent over HTTPS only.
    Tls,
}

/// An application: its pages and settings. [`run`](App::run) serves it.
///
/// ```no_run
/// use vango_runtime::server::{App, Limits};
///
/// fn main() -> Result<(), vango_runtime::Error> {
///     App::new()
///         .title("Shop")
///         .stylesheet("app.css", "body { margin: 2rem }")
///         .limits(Limits { events_per_second: 50, ..Limits::default() })
///         .run()
/// }
/// ```
#[must_use = "an app does nothing until `run` or `start` is called"]
#[derive(Default)]
pub struct App {
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) pages: Vec<(String, PageFn)>,
    pub(super) not_found: Option<crate::session::Root>,
    pub(super) styles: Vec<(String, String)>,
    pub(super) limits: Limits,
    pub(super) secret: Option<Vec<u8>>,
    pub(super) origins: Vec<String>,
    pub(super) transport: Transport,
    pub(super) mode: Mode,
    pub(super) base_path: Option<String>,
    pub(super) proxies: Vec<String>,
    pub(super) hosts: Vec<String>,
    pub(super) directories: Vec<(String, PathBuf)>,
    pub(super) assets: Vec<(String, Bytes)>,
    pub(super) compression: Compression,
    pub(super) fallback: Option<Fallback>,
    pub(super) layouts: Vec<LayoutFn>,
    pub(super) document: Option<DocumentFn>,
    pub(super) build_id: Option<String>,
    pub(super) services: Services,
    pub(super) bind: Option<String>,
    pub(super) workers: Option<usize>,
}

impl App {
    /// An app without pages.
    pub fn new() -> Self {
        Self::default()
    }

    /// The title of all pages. Default: `Vango`.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The language of the pages, as in `<html lang>`. Default: `en`.
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = Some(language.into());
        self
    }

    /// Shows a component without required props at a path. Paths are literal (`/about`) or have parameters, which this
    /// component doesn't see; [`page_with`](Self::page_with) hands them over.
    pub fn page<C: NoRequiredProps>(self, path: impl Into<String>, component: C) -> Self {
        drop(component);
        self.page_with(path, |_| Ok(Invocation::of::<C>()))
    }

    /// Shows the component that `page` makes from the path's parameters: `{id}` stands for one segment, `{*rest}` for
    /// all that follow.
    ///
    /// `page` is called more than once for one visit (for a session that has to be rebuilt), so it does nothing but
    /// choose component and props. A [`ParamError`](super::ParamError) that it returns shows the not-found page, every
    /// other error is answered 500.
    pub fn page_with(
        mut self,
        path: impl Into<String>,
        page: impl Fn(&Params) -> Result<Invocation, Error> + Send + Sync + 'static,
    ) -> Self {
        self.pages.push((path.into(), Arc::new(page)));
        self
    }

    /// Shows a component, with status 404, at every path that no page has. Default: a short notice.
    pub fn not_found<C: NoRequiredProps>(mut self, component: C) -> Self {
        drop(component);
        self.not_found = Some(Arc::new(|| Invocation::of::<C>()));
        self
    }

    /// Puts a layout around all pages, the not-found page included: a component whose only required prop is
    /// `children: Slot`. It is live like the page, and its state is the page's: it is mounted anew with each page that is
    /// loaded. With several, the first is the outermost.
    pub fn layout<L: Layout>(mut self, layout: L) -> Self {
        drop(layout);
        self.layouts
            .push(Arc::new(|page| Invocation::layered::<L>(page)));
        self
    }

    /// Replaces the document around all pages: a component that begins with `<!doctype html>`, has a `<head>`, and places
    /// `{children}` in its body. It is rendered once, when the app starts, and nothing in it is live. Stylesheets are added at
    /// the end of its head, the client script after the page. [`title`](Self::title) and [`language`](Self::language) have
    /// no effect then.
    pub fn document<L: Layout>(mut self, document: L) -> Self {
        drop(document);
        self.document = Some(session::document::<L>);
        self
    }

    /// Adds a stylesheet to all pages, in the order of the calls. It is served under a name with a hash of its content
    /// and cached for ever. A page may have `style:` attributes, but no `<style>` elements: the content security policy
    /// forbids them.
    pub fn stylesheet(mut self, name: impl Into<String>, css: impl Into<String>) -> Self {
        self.styles.push((name.into(), css.into()));
        self
    }

    /// Replaces the [bounds](Limits).
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The address to listen on, such as `127.0.0.1:3000` or `0.0.0.0:80`. [`run`](Self::run) prefers the environment
    /// variable `VANGO_ADDR`.
    pub fn bind(mut self, address: impl Into<String>) -> Self {
        self.bind = Some(address.into());
        self
    }

    /// The number of worker threads. Default: one per core.
    pub fn workers(mut self, workers: usize) -> Self {
        self.workers = Some(workers);
        self
    }

    /// The key that cookies are signed with: at least 32 random bytes, the same in all processes that serve one site and
    /// after each restart. Default: random for each process, which makes the browsers of an earlier one load their
    /// page anew.
    pub fn secret(mut self, secret: &[u8]) -> Self {
        self.secret = Some(secret.to_vec());
        self
    }

    /// Allows pages of another origin (`https://example.com`) to open sockets. The app's own origin is always allowed; this
    /// is needed behind a proxy that changes the `Host` header.
    pub fn allow_origin(mut self, origin: impl Into<String>) -> Self {
        self.origins.push(origin.into());
        self
    }

    /// How browsers reach the app. Default: [`Transport::Plain`].
    pub fn transport(mut self, transport: Transport) -> Self {
        self.transport = transport;
        self
    }

    /// What pages do for their developer. Default: [`Mode::Development`] in a build with debug assertions, else
    /// [`Mode::Production`].
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// The path that the app lives below, such as `/shop`: behind a proxy that serves other things beside it, or nested in
    /// another server. Pages keep the paths that they were given; scripts, files, the socket and the cookie get it in front,
    /// and so do links that are made with [`Links::href`](super::Links::href). It makes no difference whether the proxy takes
    /// the path away or not. Default: none.
    pub fn base_path(mut self, path: impl Into<String>) -> Self {
        self.base_path = Some(path.into());
        self
    }

    /// The proxies in front of the app, as addresses (`127.0.0.1`) and ranges of them (`10.0.0.0/8`). What they say in
    /// `Forwarded` (RFC 7239) or `X-Forwarded-For`, `-Proto` and `-Host` is believed: the client's address for the limits, the
    /// scheme and host for the check of the origin and the cookie. Of others it is ignored. Default: none.
    ///
    /// A proxy must *set* these headers, not pass on what came; see `docs/deploy.md`.
    pub fn trusted_proxies<S: Into<String>>(mut self, ranges: impl IntoIterator<Item = S>) -> Self {
        self.proxies.extend(ranges.into_iter().map(Into::into));
        self
    }

    /// The hosts that the app answers to, as `shop.example` (on any port), `shop.example:8080` or `*.shop.example`; requests
    /// for others are answered 421. Default: all.
    pub fn allowed_hosts<S: Into<String>>(mut self, hosts: impl IntoIterator<Item = S>) -> Self {
        self.hosts.extend(hosts.into_iter().map(Into::into));
        self
    }

    /// Serves the files of a directory below a path: `static_dir("/assets", "public/assets")`. At `/` they come after the
    /// pages, elsewhere before.
    ///
    /// Files have a strong `ETag` and `Last-Modified`, conditional and range requests are answered, and a compressed sibling
    /// (`app.js.br`, `app.js.gz`) is sent to browsers that take it. A name with a hash of at least 16 hexadecimal digits
    /// (`app-0123456789abcdef.js`) is cached for ever, others are asked for each time. Directories are not listed; names that
    /// begin with a dot and links that lead out of the directory are not served.
    pub fn static_dir(mut self, path: impl Into<String>, directory: impl Into<PathBuf>) -> Self {
        self.directories.push((path.into(), directory.into()));
        self
    }

    /// Serves a file that is part of the program, usually by `include_bytes!`. Its path has a hash of its content, so that
    /// browsers may keep it for ever: ask [`asset_url`](Self::asset_url) or [`Links::asset`](super::Links::asset) for it.
    pub fn asset(mut self, name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        self.assets.push((name.into(), content.into()));
        self
    }

    /// The path of a file that was [embedded](Self::asset) before, as browsers see it. Give the
    /// [base path](Self::base_path) first. `None`: no file has this name.
    ///
    /// ```
    /// let app = vango_runtime::server::App::new().asset("logo.svg", "<svg/>");
    /// let logo = app.asset_url("logo.svg").expect("it was added");
    /// assert!(logo.starts_with("/_vango/logo-") && logo.ends_with(".svg"));
    /// ```
    pub fn asset_url(&self, name: &str) -> Option<String> {
        self.links().asset(name)
    }

    /// The URLs of what was added until now. A base path that is none is left out here and reported at the start.
    pub fn links(&self) -> Links {
        let base = self.base_path.as_deref().map(Base::parse);
        let base = base.and_then(Result::ok).unwrap_or_default();
        let paths = self.assets.iter().map(|(name, content)| {
            let hash = short_hash(Sha256::digest(content).as_slice());
            (name.clone(), asset_path(name, &hash))
        });
        Links::new(base, paths.collect())
    }

    /// Whether pages are compressed. Default: [`Compression::Gzip`].
    pub fn compression(mut self, compression: Compression) -> Self {
        self.compression = compression;
        self
    }

    /// Nests another tower service, such as an axum router: it answers what no page and no file does, and every request that
    /// does not read (POST, PUT …). Paths come without the [base path](Self::base_path). It may make WebSockets of its own.
    ///
    /// A 404 without a body is taken for "I don't know": the not-found page is shown then. The service finds the
    /// [`Client`](super::Client) in the request's extensions. Its answers get none of the app's security headers.
    pub fn fallback<S, R>(mut self, service: S) -> Self
    where
        S: Service<Request<Body>, Response = Response<R>> + Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        R: HttpBody<Data = Bytes> + Send + 'static,
        R::Error: Into<BoxError>,
    {
        self.fallback = Some(Fallback::new(service));
        self
    }

    /// Adds a value that all sessions share, such as a database pool. Components get it by
    /// [`Setup::service`](crate::reactive::Setup::service), loaders and actions by
    /// [`Work::service`](crate::reactive::Work::service). A second value of a type replaces the first.
    pub fn service<T: Send + Sync + 'static>(mut self, value: T) -> Self {
        self.services.insert(value);
        self
    }

    /// What tells this build of the app from others, the same in all processes that serve one site: a release number or a
    /// hash. A browser whose page comes from another build gets everything anew. Default: size and time of the program's
    /// file, and the version of the client script.
    pub fn build_id(mut self, id: impl Into<String>) -> Self {
        self.build_id = Some(id.into());
        self
    }
}

impl std::fmt::Debug for App {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let pages: Vec<&str> = self.pages.iter().map(|(path, _)| path.as_str()).collect();
        f.debug_struct("App")
            .field("title", &self.title)
            .field("pages", &pages)
            .finish_non_exhaustive()
    }
}
