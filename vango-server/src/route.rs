//! From a path to a page: literal segments, `{name}` for one segment, `{*name}` for the rest.

use std::sync::Arc;

use matchit::{InsertError, Router};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use vango_runtime::Error;
use vango_runtime::session::Root;
use vango_runtime::view::Invocation;

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
            check(&path).map_err(refuse)?;
            // Requests come percent-encoded; so do the literal segments then.
            let encoded = utf8_percent_encode(&path, ENCODED).to_string();
            router
                .insert(encoded, page)
                .map_err(|error| refuse(explain(&path, &error)))?;
        }
        Ok(Self { router })
    }

    /// The page at a request's path (without query) and its parameters.
    pub(crate) fn find(&self, path: &str) -> Option<(&PageFn, Params)> {
        let found = self.router.at(path).ok()?;
        Some((found.value, Params::decode(found.params.iter())?))
    }
}

/// What no request can reach, or what is written in another framework's way, is better said than served never.
fn check(path: &str) -> Result<(), String> {
    if !path.starts_with('/') {
        return Err(format!("a path starts with a slash: write `/{path}`"));
    }
    if path.starts_with(OWN_PREFIX) {
        return Err(format!(
            "paths below `{OWN_PREFIX}` are the framework's; choose another"
        ));
    }
    if path.contains(['?', '#']) {
        return Err(
            "a path has no query and no fragment: leave out what begins with `?` or `#`".to_owned(),
        );
    }
    for segment in path.split('/') {
        let mend =
            match segment.as_bytes() {
                [b':', _, ..] => format!("{{{}}}", &segment[1..]),
                [b'*'] => "{*rest}".to_owned(),
                [b'*', ..] => format!("{{{segment}}}"),
                b"." | b".." => return Err(
                    "browsers take the segments `.` and `..` out of a path: write it without them"
                        .to_owned(),
                ),
                _ => continue,
            };
        return Err(format!(
            "a parameter stands in braces: write `{mend}` for `{segment}`"
        ));
    }
    Ok(())
}

/// Why the router refused a path, in the words of pages.
fn explain(path: &str, error: &InsertError) -> String {
    match error {
        InsertError::Conflict { with } => {
            let with = percent_decode_str(with).decode_utf8_lossy();
            if with == path {
                return "another page has this path already: remove one of them".to_owned();
            }
            format!("the page `{with}` answers the same paths: remove one of them, or give it another path")
        }
        InsertError::InvalidParamSegment => {
            "a segment has one parameter at most: put a slash between two, or take one and parse it".to_owned()
        }
        InsertError::InvalidParam => {
            "a parameter is a name in braces, such as `{id}`; a brace that is meant as such is doubled, `{{`".to_owned()
        }
        InsertError::InvalidCatchAll => {
            "a parameter with `*` takes all that follows, so it stands last and has a segment of its own".to_owned()
        }
        other => other.to_string(),
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
            (
                &["a"][..],
                "page `a`: a path starts with a slash: write `/a`",
            ),
            (&[""], "write `/`"),
            (&["/_vango/x"], "the framework's"),
            (&["/é b", "/é b"], "page `/é b`: another page has this path"),
            (
                &["/u/{id}", "/u/{name}"],
                "the page `/u/{id}` answers the same",
            ),
            (&["/{", "page `/{`"], "a name in braces"),
            (&["/{}"], "a name in braces"),
            (&["/{a}{b}"], "one parameter at most"),
            (&["/{*rest}/b"], "stands last"),
            (&["/u/:id"], "write `{id}` for `:id`"),
            (&["/files/*rest"], "write `{*rest}` for `*rest`"),
            (&["/files/*"], "write `{*rest}` for `*`"),
            (&["/a?b=c"], "no query"),
            (&["/a/../b"], "`..`"),
        ] {
            let error = routes(paths)
                .err()
                .map(|error| error.to_string())
                .unwrap_or_default();
            assert!(error.contains(needle), "{paths:?}: {error:?}");
        }
    }
}
