//! The builder that an application starts with. It only collects; everything is checked together when the app starts, so
//! that the chain of calls stays free of `?`.

use std::sync::Arc;

use bytes::Bytes;

use crate::driver::Limits;
use crate::error::Error;
use crate::view::{Invocation, NoRequiredProps};

use super::asset::{Asset, Assets};
use super::bundle;
use super::cookie::CookieKey;
use super::document::Frame;
use super::error::{StartError, StartErrorKind};
use super::origin;
use super::param::Params;
use super::route::{OWN_PREFIX, PageFn, Routes};
use super::site::Site;
use super::slot::Slots;

/// How browsers reach the app.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Transport {
    /// Over plain HTTP, as on the developer's own machine.
    #[default]
    Plain,
    /// Over HTTPS: a proxy in front of the app ends TLS. Cookies are sent over HTTPS only.
    Tls,
}

/// Least length of a configured secret, in bytes: that of the HMAC's output.
const MIN_SECRET_BYTES: usize = 32;

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
    title: Option<String>,
    language: Option<String>,
    pages: Vec<(String, PageFn)>,
    not_found: Option<crate::session::Root>,
    styles: Vec<(String, String)>,
    limits: Limits,
    secret: Option<Vec<u8>>,
    origins: Vec<String>,
    transport: Transport,
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

    /// Adds a stylesheet to all pages, in the order of the calls. It is served under a name with a hash of its content
    /// and cached for ever; pages may not have inline styles (the content security policy forbids them).
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

    /// Checks everything and makes it ready to serve.
    pub(super) fn into_site(self) -> Result<Site, StartError> {
        let mut assets = Assets::default();
        let (script, client) = bundle::client();
        assets.insert(script.clone(), client);
        let styles = insert_styles(&mut assets, self.styles)?;
        check_origins(&self.origins)?;
        let title = self.title.as_deref().unwrap_or("Vango");
        let language = self.language.as_deref().unwrap_or("en");
        Ok(Site {
            routes: Routes::build(self.pages)?,
            not_found: self.not_found,
            frame: Frame::new(title, language, &styles, &script),
            assets,
            cookies: cookie_key(self.secret.as_deref())?,
            transport: self.transport,
            origins: self.origins,
            sockets: Slots::new(self.limits.sockets),
            limits: Arc::new(self.limits),
        })
    }
}

fn insert_styles(
    assets: &mut Assets,
    styles: Vec<(String, String)>,
) -> Result<Vec<String>, StartError> {
    let mut paths = Vec::new();
    for (name, css) in styles {
        let Some(stem) = name.strip_suffix(".css").filter(|stem| is_plain(stem)) else {
            return Err(StartError::new(
                StartErrorKind::Setting,
                format!(
                    "stylesheet `{name}`: its name must be letters, digits, `-` and `_`, then `.css`"
                ),
            ));
        };
        let asset = Asset::new("text/css; charset=utf-8", Bytes::from(css));
        let path = format!("{OWN_PREFIX}{stem}-{}.css", asset.hash());
        assets.insert(path.clone(), asset);
        paths.push(path);
    }
    Ok(paths)
}

fn is_plain(stem: &str) -> bool {
    !stem.is_empty()
        && stem
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

fn check_origins(origins: &[String]) -> Result<(), StartError> {
    for allowed in origins {
        if let Err(problem) = origin::check_configured(allowed) {
            return Err(StartError::new(
                StartErrorKind::Setting,
                format!("allowed origin `{allowed}`: {problem}"),
            ));
        }
    }
    Ok(())
}

fn cookie_key(secret: Option<&[u8]>) -> Result<CookieKey, StartError> {
    match secret {
        None => Ok(CookieKey::random()),
        Some(secret) if secret.len() >= MIN_SECRET_BYTES => Ok(CookieKey::from_secret(secret)),
        Some(secret) => Err(StartError::new(
            StartErrorKind::Setting,
            format!(
                "the secret has {} bytes; it must be {MIN_SECRET_BYTES} random bytes or more",
                secret.len()
            ),
        )),
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
