//! URLs of an app: below which path it lives, and under which names its files are served.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::error::{StartError, StartErrorKind};

/// The URLs of an app: its [base path](super::App::base_path) and its [embedded files](super::App::asset).
///
/// A page function gets it from [`Params::links`](super::Params::links) and hands it to components that link to other pages;
/// it is cheap to clone and equal to itself, so it can be a prop.
///
/// ```
/// use vango_server::App;
/// let app = App::new().base_path("/shop").asset("logo.svg", "<svg/>");
/// let links = app.links();
/// assert_eq!(links.href("/cart?from=home"), "/shop/cart?from=home");
/// assert_eq!(links.href("https://example.com/"), "https://example.com/");
/// assert!(links.asset("logo.svg").is_some_and(|path| path.starts_with("/shop/_vango/logo-")));
/// ```
#[derive(Clone, Default)]
pub struct Links {
    inner: Arc<Inner>,
}

#[derive(Clone, Default, PartialEq, Eq)]
struct Inner {
    base: Base,
    /// Paths of embedded files, without the base, by the names that the app gave them.
    assets: HashMap<String, String>,
}

impl Links {
    pub(crate) fn new(base: Base, assets: HashMap<String, String>) -> Self {
        Self {
            inner: Arc::new(Inner { base, assets }),
        }
    }

    /// The path (with query and fragment) of a page of this app as browsers see it: with the base path in front. What does
    /// not begin with a single slash is returned as it is.
    pub fn href(&self, path: &str) -> String {
        if path.starts_with('/') && !path.starts_with("//") {
            self.inner.base.join(path)
        } else {
            path.to_owned()
        }
    }

    /// The path of an [embedded file](super::App::asset) as browsers see it, with the hash of its content in its name.
    /// `None`: the app has no file of that name.
    pub fn asset(&self, name: &str) -> Option<String> {
        let path = self.inner.assets.get(name)?;
        Some(self.inner.base.join(path))
    }

    pub(crate) fn base(&self) -> &Base {
        &self.inner.base
    }
}

impl PartialEq for Links {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner) || self.inner == other.inner
    }
}

impl Eq for Links {}

impl fmt::Debug for Links {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Links").field(&self.inner.base.0).finish()
    }
}

/// The path that an app lives below: empty, or with a slash at its beginning and none at its end.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Base(String);

impl Base {
    pub(crate) fn parse(path: &str) -> Result<Self, StartError> {
        let trimmed = path.trim_end_matches('/');
        let legal =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
        let mut segments = trimmed.split('/').skip(1);
        let is_path = trimmed.is_empty()
            || (trimmed.starts_with('/')
                && segments.all(|segment| {
                    !segment.is_empty() && !segment.starts_with('.') && segment.bytes().all(legal)
                }));
        if path.is_empty() || !is_path {
            let message = format!(
                "base path `{path}`: write it as `/app` or `/team/app`, of letters, digits, `-`, `_`, `.` and `~`"
            );
            return Err(StartError::new(StartErrorKind::BasePath, message));
        }
        Ok(Self(trimmed.to_owned()))
    }

    /// A path of the app as browsers see it.
    pub(crate) fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The path that cookies are bound to.
    pub(crate) fn cookie_path(&self) -> &str {
        if self.0.is_empty() { "/" } else { &self.0 }
    }

    /// The path within the app. A proxy may have taken the base away or not: no page's path begins with it
    /// ([`check_page`](Self::check_page)), so that both can be told apart.
    pub(crate) fn strip<'p>(&self, path: &'p str) -> &'p str {
        match path.strip_prefix(&self.0) {
            Some("") => "/",
            Some(rest) if rest.starts_with('/') => rest,
            _ => path,
        }
    }

    /// A page must not begin with the base: its path would be taken for another page's.
    pub(crate) fn check_page(&self, path: &str) -> Result<(), StartError> {
        if self.0.is_empty() || self.strip(path) == path {
            return Ok(());
        }
        let message = format!(
            "page `{path}` begins with the base path `{}`: a page's path is written without it",
            self.0
        );
        Err(StartError::new(StartErrorKind::BasePath, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(path: &str) -> Base {
        Base::parse(path).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_path_is_found_with_and_without_the_base() {
        let base = base("/team/app/");
        for (path, expect) in [
            ("/team/app", "/"),
            ("/team/app/", "/"),
            ("/team/app/a/b", "/a/b"),
            ("/a/b", "/a/b"),
            ("/", "/"),
            ("/team/apples", "/team/apples"),
            ("/team", "/team"),
        ] {
            assert_eq!(base.strip(path), expect, "{path}");
        }
        assert_eq!(base.join("/a"), "/team/app/a");
        assert_eq!(base.cookie_path(), "/team/app");
        assert!(base.check_page("/a").is_ok() && base.check_page("/team/app/a").is_err());
    }

    #[test]
    fn no_base_changes_nothing() {
        for none in [Base::default(), base("/")] {
            assert_eq!((none.strip("/a"), none.strip("/")), ("/a", "/"));
            assert_eq!((none.join("/a").as_str(), none.cookie_path()), ("/a", "/"));
            assert!(none.check_page("/a").is_ok());
        }
    }

    #[test]
    fn what_is_no_path_is_an_error() {
        for path in [
            "",
            "app",
            "//",
            "/a//b",
            "/a b",
            "/../a",
            "/{x}",
            "/a?b",
            "/é",
            "https://a.example/x",
        ] {
            let error = Base::parse(path).err();
            let kind = error.map(|error| error.kind());
            // Slashes alone are the root.
            let expect = (path != "//").then_some(StartErrorKind::BasePath);
            assert_eq!(kind, expect, "{path:?}");
        }
    }
}
