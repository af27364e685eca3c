//! Settings of an app that concern who reaches it, how, and within which bounds.

use crate::driver::Limits;

use super::super::mode::Mode;
use super::{App, Transport};

impl App {
    /// Replaces the [bounds](Limits).
    ///
    /// ```
    /// use vango_server::{App, Limits};
    /// let app = App::new().limits(Limits { sessions_per_address: 64, ..Limits::default() });
    /// # drop(app);
    /// ```
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The address to listen on, such as `127.0.0.1:3000` or `0.0.0.0:80`. [`run`](Self::run) prefers the environment
    /// variable `VANGO_ADDR`.
    ///
    /// ```
    /// # fn main() -> Result<(), vango_server::StartError> {
    /// use vango_server::App;
    /// let server = App::new().bind("127.0.0.1:0").start()?;
    /// assert!(server.addr().port() > 0);
    /// # Ok(())
    /// # }
    /// ```
    pub fn bind(mut self, address: impl Into<String>) -> Self {
        self.bind = Some(address.into());
        self
    }

    /// The number of worker threads. Default: one per core.
    ///
    /// ```
    /// # fn main() -> Result<(), vango_server::StartError> {
    /// use vango_server::App;
    /// let server = App::new().workers(1).start()?;
    /// # drop(server);
    /// # Ok(())
    /// # }
    /// ```
    pub fn workers(mut self, workers: usize) -> Self {
        self.workers = Some(workers);
        self
    }

    /// The key that cookies are signed with: at least 32 random bytes, the same in all processes that serve one site
    /// and after each restart. Default: random for each process, which makes the browsers of an earlier one load their
    /// page anew.
    ///
    /// ```
    /// # fn main() -> Result<(), vango_runtime::Error> {
    /// use vango_server::App;
    /// # let directory = std::env::temp_dir();
    /// # let file = directory.join(format!("vango-secret-{}", std::process::id()));
    /// # std::fs::write(&file, [7; 32])?;
    /// let secret = std::fs::read(&file)?;
    /// let server = App::new().secret(&secret).start()?;
    /// # drop(server);
    /// # std::fs::remove_file(&file)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn secret(mut self, secret: &[u8]) -> Self {
        self.secret = Some(secret.to_vec());
        self
    }

    /// Allows pages of another origin (`https://example.com`) to open sockets. The app's own origin is always allowed;
    /// this is needed behind a proxy that changes the `Host` header.
    ///
    /// ```
    /// use vango_server::App;
    /// let app = App::new().allow_origin("https://shop.example");
    /// # drop(app);
    /// ```
    pub fn allow_origin(mut self, origin: impl Into<String>) -> Self {
        self.origins.push(origin.into());
        self
    }

    /// How browsers reach the app. Default: [`Transport::Plain`].
    ///
    /// ```
    /// use vango_server::{App, Transport};
    /// let app = App::new().transport(Transport::Tls);
    /// # drop(app);
    /// ```
    pub fn transport(mut self, transport: Transport) -> Self {
        self.transport = transport;
        self
    }

    /// What pages do for their developer. Default: [`Mode::Development`] in a build with debug assertions, else
    /// [`Mode::Production`].
    ///
    /// ```
    /// use vango_server::{App, Mode};
    /// let app = App::new().mode(Mode::Production);
    /// # drop(app);
    /// ```
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// The path that the app lives below, such as `/shop`: behind a proxy that serves other things beside it, or nested
    /// in another server. Pages keep the paths that they were given; scripts, files, the socket and the cookie get it
    /// in front, and so do links that are made with [`Links::href`](crate::Links::href). It makes no difference
    /// whether the proxy takes the path away or not. Default: none.
    ///
    /// ```
    /// # fn main() -> Result<(), vango_server::StartError> {
    /// use vango_server::App;
    /// let server = App::new().base_path("/shop").start()?;
    /// assert!(server.url().ends_with("/shop"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn base_path(mut self, path: impl Into<String>) -> Self {
        self.base_path = Some(path.into());
        self
    }

    /// The proxies in front of the app, as addresses (`127.0.0.1`) and ranges of them (`10.0.0.0/8`). What they say in
    /// `Forwarded` (RFC 7239) or `X-Forwarded-For`, `-Proto` and `-Host` is believed: the client's address for the
    /// limits, the scheme and host for the check of the origin and the cookie. Of others it is ignored. Default: none.
    ///
    /// A proxy must *set* these headers, not pass on what came; see `docs/deploy.md`.
    ///
    /// ```
    /// use vango_server::App;
    /// let app = App::new().trusted_proxies(["127.0.0.1", "10.0.0.0/8", "fd00::/8"]);
    /// # drop(app);
    /// ```
    pub fn trusted_proxies<S: Into<String>>(mut self, ranges: impl IntoIterator<Item = S>) -> Self {
        self.proxies.extend(ranges.into_iter().map(Into::into));
        self
    }

    /// The hosts that the app answers to, as `shop.example` (on any port), `shop.example:8080` or `*.shop.example`;
    /// requests for others are answered 421. Default: all.
    ///
    /// ```
    /// use vango_server::App;
    /// let app = App::new().allowed_hosts(["shop.example", "*.shop.example"]);
    /// # drop(app);
    /// ```
    pub fn allowed_hosts<S: Into<String>>(mut self, hosts: impl IntoIterator<Item = S>) -> Self {
        self.hosts.extend(hosts.into_iter().map(Into::into));
        self
    }
}
