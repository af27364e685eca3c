//! Settings of an app that concern files, inside the program and on disk, and how content is sent.

use std::path::PathBuf;

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::super::asset::{asset_path, short_hash};
use super::super::compress::Compression;
use super::super::links::{Base, Links};
use super::App;

impl App {
    /// Adds a stylesheet to all pages, in the order of the calls. It is served under a name with a hash of its content
    /// and cached for ever. A page may have `style:` attributes, but no `<style>` elements: the content security policy
    /// forbids them.
    ///
    /// ```
    /// use vango_server::App;
    /// let app = App::new().stylesheet("shop.css", "body { margin: 2rem }");
    /// # drop(app);
    /// ```
    pub fn stylesheet(mut self, name: impl Into<String>, css: impl Into<String>) -> Self {
        self.styles.push((name.into(), css.into()));
        self
    }

    /// Serves the files of a directory below a path: `static_dir("/assets", "public/assets")`. At `/` they come after
    /// the pages, elsewhere before.
    ///
    /// Files have a strong `ETag` and `Last-Modified`, conditional and range requests are answered, and a compressed
    /// sibling (`app.js.br`, `app.js.gz`) is sent to browsers that take it. A name with a hash of at least 16
    /// hexadecimal digits (`app-0123456789abcdef.js`) is cached for ever, others are asked for each time. Directories
    /// are not listed; names that begin with a dot and links that lead out of the directory are not served.
    ///
    /// ```
    /// # fn main() -> Result<(), vango_server::StartError> {
    /// use vango_server::App;
    /// // Relative paths begin where the program was started.
    /// let server = App::new().static_dir("/source", "src").start()?;
    /// # drop(server);
    /// # Ok(())
    /// # }
    /// ```
    pub fn static_dir(mut self, path: impl Into<String>, directory: impl Into<PathBuf>) -> Self {
        self.directories.push((path.into(), directory.into()));
        self
    }

    /// Serves a file that is part of the program, usually by `include_bytes!`. Its path has a hash of its content, so
    /// that browsers may keep it for ever: ask [`asset_url`](Self::asset_url) or
    /// [`Links::asset`](crate::Links::asset) for it.
    ///
    /// ```
    /// use vango_server::App;
    /// let app = App::new().asset("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    /// # drop(app);
    /// ```
    pub fn asset(mut self, name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        self.assets.push((name.into(), content.into()));
        self
    }

    /// The path of a file that was [embedded](Self::asset) before, as browsers see it. Give the
    /// [base path](Self::base_path) first. `None`: no file has this name.
    ///
    /// ```
    /// let app = vango_server::App::new().asset("logo.svg", "<svg/>");
    /// let logo = app.asset_url("logo.svg").expect("it was added");
    /// assert!(logo.starts_with("/_vango/logo-") && logo.ends_with(".svg"));
    /// ```
    pub fn asset_url(&self, name: &str) -> Option<String> {
        self.links().asset(name)
    }

    /// The URLs of what was added until now. A base path that is none is left out here and reported at the start.
    ///
    /// ```
    /// use vango_server::App;
    /// let links = App::new().base_path("/shop").links();
    /// assert_eq!(links.href("/cart"), "/shop/cart");
    /// ```
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
    ///
    /// ```
    /// use vango_server::{App, Compression};
    /// let app = App::new().compression(Compression::Off);
    /// # drop(app);
    /// ```
    pub fn compression(mut self, compression: Compression) -> Self {
        self.compression = compression;
        self
    }
}
