//! From a path to a page: literal segments, `{name}` for one segment, `{*name}` for the rest.

use std::sync::Arc;

use matchit::Router;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::error::Error;
use crate::session::Root;
use crate::view::Invocation;

use super::error::{StartError, StartErrorKind};
use super::param::Params;

/// Makes a page's component and props from the path. Called again when a session has to be rebuilt.
pub(crate) type PageFn = Arc<dyn Fn(&Params) -> Result<Invocation, Error> + Send + Sync>;

/// Puts a layout around a page.
pub(crate) type LayoutFn = Arc<dyn Fn(Root) -> Invocation + Send + Sync>;

/// A page with its layouts around it, the first of which is the outermost.
pub(crate) fn within(page: Root, layouts: &[LayoutFn]) -> Root {
    layouts.iter().rev().fold(page, |page, layout| {
        let layout = layout.clone();
        Arc::new(move || layout(page.clone()))
    })
}

/// The prefix of everything that the framework itself serves.
pub(crate) const OWN_PREFIX: &str = "/_vango/";

/// What browsers percent-encode in a path besides everything that is not ASCII.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');

pub(crate) struct Routes {
    router: Router<PageFn>,
}

impl Routes {
    pub(crate) fn build(pages: Vec<(String, PageFn)>) -> Result<Self, StartError> {
        let mut router = Router::new();
        for (path, page) in pages {
            let refuse = |problem: String| {
                StartError::new(StartErrorKind::Route, format!("page `{path}`: {problem}"))
            };
            if !path.starts_with('/') {
                return Err(refuse(format!(
                    "a path starts with a slash: write `/{path}`"
                )));
            }
            if path.starts_with(OWN_PREFIX) {
                return Err(refuse(format!(
                    "paths below `{OWN_PREFIX}` are the framework's; choose another"
                )));
            }
            // Requests come percent-encoded; so do the literal segments then.
            let encoded = utf8_percent_encode(&path, ENCODED).to_string();
            router
                .insert(encoded, page)
                .map_err(|error| refuse(error.to_string()))?;
        }
        Ok(Self { router })
    }

    /// The page at a request's path (without query) and its parameters.
    pub(crate) fn find(&self, path: &str) -> Option<(&PageFn, Params)> {
        let found = self.router.at(path).ok()?;
        Some((found.value, Params::decode(found.params.iter())?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes(paths: &[&str]) -> Result<Routes, StartError> {
        let page: PageFn = Arc::new(|_| Err(Error::message("not called")));
        Routes::build(
            paths
                .iter()
                .map(|path| ((*path).to_owned(), page.clone()))
                .collect(),
        )
    }

    #[test]
    fn literal_paths_win_over_parameters() {
        let routes = routes(&["/", "/u/{id}", "/u/new", "/files/{*rest}", "/café"])
            .unwrap_or_else(|e| panic!("{e}"));
        let find = |path| routes.find(path).map(|(_, params)| params);
        assert_eq!(find("/"), Some(Params::default()));
        assert_eq!(find("/u/new"), Some(Params::default()));
        assert_eq!(find("/u/a%20b"), Some(Params::from_pairs([("id", "a b")])));
        assert_eq!(
            find("/files/a/b"),
            Some(Params::from_pairs([("rest", "a/b")]))
        );
        assert_eq!(find("/caf%C3%A9"), Some(Params::default()));
        for path in ["/u", "/u/", "/u/1/2", "/u/%ff", "/x"] {
            assert_eq!(find(path), None, "{path}");
        }
    }

    #[test]
    fn a_bad_path_is_an_error_that_names_it() {
        for (paths, needle) in [
            (&["a"][..], "write `/a`"),
            (&["/_vango/x"], "the framework's"),
            (&["/a", "/a"], "page `/a`"),
            (&["/u/{id}", "/u/{name}"], "page `/u/{name}`"),
            (&["/{"], "page `/{`"),
        ] {
            let error = routes(paths)
                .err()
                .map(|error| error.to_string())
                .unwrap_or_default();
            assert!(error.contains(needle), "{paths:?}: {error:?}");
        }
    }
}
