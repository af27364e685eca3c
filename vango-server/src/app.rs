//! The builder that an application starts with. It only collects; everything is checked together when the app starts, so
//! that the chain of calls stays free of `?`.

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use hyper::body::Body as HttpBody;
use hyper::{Request, Response};
use tower_service::Service;
use vango_store::Store;

use crate::driver::Limits;
use vango_runtime::Error;
use vango_runtime::persist::Bindings;
use vango_runtime::reactive::Services;
use vango_runtime::session::{self, DocumentShell, SessionError};
use vango_runtime::view::{ComponentDef, DefaultProps, Invocation, LayoutProps};

use super::body::{Body, BoxError};
use super::compress::Compression;
use super::fallback::Fallback;
use super::mode::Mode;
use super::param::Params;
use super::route::{LayoutFn, PageFn};

mod content;
mod network;
mod state;

/// Renders the document.
type DocumentFn = fn() -> Result<DocumentShell, SessionError>;

/// How browsers reach the app.
///
/// ```
/// use vango_server::{App, Transport};
/// // Behind a proxy that ends TLS.
/// let app = App::new().transport(Transport::Tls);
/// # drop(app);
/// ```
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
/// use vango_server::{App, Limits};
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
    pub(super) not_found: Option<vango_runtime::session::Root>,
    pub(super) styles: Vec<(String, String)>,
    pub(super) limits: Limits,
    pub(super) secret: Option<Vec<u8>>,
    pub(super) store: Option<Arc<dyn Store>>,
    /// The store is of a kind that forgets, and the app has said so.
    pub(super) forgets: bool,
    pub(super) bindings: Bindings,
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
    ///
    /// ```
    /// use vango_server::App;
    /// let app = App::new();
    /// # drop(app);
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// The title of all pages. Default: `Vango`.
    ///
    /// ```
    /// use vango_server::App;
    /// let app = App::new().title("Shop");
    /// # drop(app);
    /// ```
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The language of the pages, as in `<html lang>`. Default: `en`.
    ///
    /// ```
    /// use vango_server::App;
    /// let app = App::new().title("Laden").language("de");
    /// # drop(app);
    /// ```
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = Some(language.into());
        self
    }

    /// Shows a component without required props at a path. Paths are literal (`/about`) or have parameters, which this
    /// component doesn't see; [`page_with`](Self::page_with) hands them over.
    ///
    /// ```
    /// use vango_server::App;
    /// # use vango_runtime::view::NoRequiredProps;
    /// # #[expect(non_snake_case, reason = "components are written like types")]
    /// # fn shop(Home: impl NoRequiredProps, About: impl NoRequiredProps) -> App {
    /// App::new().page("/", Home).page("/about", About)
    /// # }
    /// ```
    pub fn page<C>(self, path: impl Into<String>, component: C) -> Self
    where
        C: ComponentDef<Props: DefaultProps<C>>,
    {
        drop(component);
        self.page_with(path, |_| Ok(Invocation::of::<C>()))
    }

    /// Shows the component that `page` makes from the path's parameters: `{id}` stands for one segment, `{*rest}` for
    /// all that follow.
    ///
    /// `page` is called more than once for one visit (for a session that has to be rebuilt), so it does nothing but
    /// choose component and props. A [`ParamError`](super::ParamError) that it returns shows the not-found page, every
    /// other error is answered 500.
    ///
    /// ```
    /// use vango_server::App;
    /// # use vango_runtime::view::{CompleteProps, ready};
    /// # fn shop<P: CompleteProps + 'static>(product: impl Fn(u64) -> P + Copy + Send + Sync + 'static) -> App {
    /// App::new().page_with("/products/{id}", move |params| {
    ///     let id = params.parse("id")?;
    ///     // With `#[component] fn Product(…, id: Prop<u64>)` this is `Product::props().id(id)`.
    ///     let product = product(id);
    ///     Ok(ready(product))
    /// })
    /// # }
    /// ```
    pub fn page_with(
        mut self,
        path: impl Into<String>,
        page: impl Fn(&Params) -> Result<Invocation, Error> + Send + Sync + 'static,
    ) -> Self {
        self.pages.push((path.into(), Arc::new(page)));
        self
    }

    /// Shows a component, with status 404, at every path that no page has. Default: a short notice.
    ///
    /// ```
    /// use vango_server::App;
    /// # use vango_runtime::view::NoRequiredProps;
    /// # #[expect(non_snake_case, reason = "components are written like types")]
    /// # fn shop(Home: impl NoRequiredProps, Lost: impl NoRequiredProps) -> App {
    /// App::new().page("/", Home).not_found(Lost)
    /// # }
    /// ```
    pub fn not_found<C>(mut self, component: C) -> Self
    where
        C: ComponentDef<Props: DefaultProps<C>>,
    {
        drop(component);
        self.not_found = Some(Arc::new(|| Invocation::of::<C>()));
        self
    }

    /// Puts a layout around all pages, the not-found page included: a component whose only required prop is `children:
    /// Slot`. It is live like the page, and its state is the page's: it is mounted anew with each page that is loaded.
    /// With several, the first is the outermost.
    ///
    /// ```
    /// use vango_server::App;
    /// # use vango_runtime::view::{Layout, NoRequiredProps};
    /// # #[expect(non_snake_case, reason = "components are written like types")]
    /// # fn shop(Home: impl NoRequiredProps, Header: impl Layout, Menu: impl Layout) -> App {
    /// // Header { Menu { Home } }
    /// App::new().layout(Header).layout(Menu).page("/", Home)
    /// # }
    /// ```
    pub fn layout<L>(mut self, layout: L) -> Self
    where
        L: ComponentDef<Props: LayoutProps<L>>,
    {
        drop(layout);
        self.layouts
            .push(Arc::new(|page| Invocation::layered::<L>(page)));
        self
    }

    /// Replaces the document around all pages: a component that begins with `<!doctype html>`, has a `<head>`, and
    /// places `{children}` in its body. It is rendered once, when the app starts, and nothing in it is live.
    /// Stylesheets are added at the end of its head, the client script after the page. [`title`](Self::title) and
    /// [`language`](Self::language) have no effect then.
    ///
    /// ```
    /// use vango_server::App;
    /// # use vango_runtime::view::{Layout, NoRequiredProps};
    /// # #[expect(non_snake_case, reason = "components are written like types")]
    /// # fn shop(Home: impl NoRequiredProps, Html: impl Layout) -> App {
    /// App::new().document(Html).page("/", Home)
    /// # }
    /// ```
    pub fn document<L>(mut self, document: L) -> Self
    where
        L: ComponentDef<Props: LayoutProps<L>>,
    {
        drop(document);
        self.document = Some(session::document::<L>);
        self
    }

    /// Nests another tower service, such as an axum router: it answers what no page and no file does, and every request
    /// that does not read (POST, PUT …). Paths come without the [base path](Self::base_path). It may make WebSockets of
    /// its own.
    ///
    /// A 404 without a body is taken for "I don't know": the not-found page is shown then. The service finds the
    /// [`Client`](super::Client) and the [`RequestSession`](super::RequestSession) in the request's extensions. Its answers get
    /// none of the app's security headers.
    ///
    /// ```
    /// # fn main() -> Result<(), vango_server::StartError> {
    /// use axum::{Router, routing::post};
    /// use vango_server::App;
    ///
    /// let api = Router::new().route("/api/echo", post(|body: String| async move { body }));
    /// let server = App::new().fallback(api).start()?;
    /// # drop(server);
    /// # Ok(())
    /// # }
    /// ```
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
    /// [`Setup::service`](vango_runtime::reactive::Setup::service), loaders and actions by
    /// [`Work::service`](vango_runtime::reactive::Work::service). A second value of a type replaces the first.
    ///
    /// ```
    /// use vango_server::App;
    /// /// Where the products are.
    /// struct Catalogue;
    ///
    /// let app = App::new().service(Catalogue);
    /// # drop(app);
    /// ```
    pub fn service<T: Send + Sync + 'static>(mut self, value: T) -> Self {
        self.services.insert(value);
        self
    }

    /// What tells this build of the app from others, the same in all processes that serve one site: a release number or
    /// a hash. A browser whose page comes from another build gets everything anew. Default: size and time of the
    /// program's file, and the version of the client script.
    ///
    /// ```
    /// use vango_server::App;
    /// let app = App::new().build_id(env!("CARGO_PKG_VERSION"));
    /// # drop(app);
    /// ```
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
