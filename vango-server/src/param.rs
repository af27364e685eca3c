//! Parameters of a path such as `/u/{id}`: percent-decoded, by name.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use vango_runtime::persist::{Persist, Values};
use vango_runtime::reactive::{SessionKey, Shared};

use super::links::Links;

/// The parameters of the path that a page was requested with.
///
/// ```
/// use vango_server::Params;
/// let params = Params::from_pairs([("id", "7"), ("name", "a b")]);
/// assert_eq!(params.get("name"), Some("a b"));
/// assert_eq!(params.parse::<u32>("id").unwrap(), 7);
/// assert!(params.parse::<u32>("name").is_err());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params {
    pairs: Vec<(Box<str>, Box<str>)>,
    links: Links,
    stored: Stored,
}

/// What is stored of the tab. It does not tell two requests apart.
#[derive(Clone, Default)]
struct Stored(Option<Arc<Values>>);

impl PartialEq for Stored {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Stored {}

impl fmt::Debug for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stored")
    }
}

impl Params {
    /// From decoded values, for tests of an application's own page functions.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self {
            pairs: pairs
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
            links: Links::default(),
            stored: Stored::default(),
        }
    }

    pub(crate) fn with_stored(mut self, stored: Option<Values>) -> Self {
        self.stored = Stored(stored.map(Arc::new));
        self
    }

    /// What the tab has under a session key, as it is stored when the page is made. A first visit has what the key begins with.
    ///
    /// ```
    /// use vango_runtime::reactive::SessionKey;
    /// use vango_server::Params;
    /// // `#[session_key] static PLAN: Option<String> = None;`
    /// fn is_customer(params: &Params, plan: &'static SessionKey<String>) -> bool {
    ///     params.session_key(plan).is_some()
    /// }
    /// ```
    pub fn session_key<T: Persist>(&self, key: &'static SessionKey<T>) -> Option<T> {
        key.stored(self.stored.0.as_deref().unwrap_or(&Values::default()))
    }

    /// What the tab has in a shared value, as it is stored when the page is made.
    pub fn shared<T: Persist>(&self, value: &'static Shared<T>) -> T {
        value.stored(self.stored.0.as_deref().unwrap_or(&Values::default()))
    }

    pub(crate) fn with_links(mut self, links: Links) -> Self {
        self.links = links;
        self
    }

    /// The URLs of the app, for components that link to its pages and files.
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// The path of a page of this app as browsers see it; see [`Links::href`].
    pub fn href(&self, path: &str) -> String {
        self.links.href(path)
    }

    /// `None` when a value is not UTF-8 after percent-decoding: no page has such a path.
    pub(crate) fn decode<'a>(raw: impl Iterator<Item = (&'a str, &'a str)>) -> Option<Self> {
        let decoded = raw.map(|(name, value)| {
            let value = percent_decode_str(value).decode_utf8().ok()?;
            Some((name.into(), value.into()))
        });
        Some(Self {
            pairs: decoded.collect::<Option<_>>()?,
            links: Links::default(),
            stored: Stored::default(),
        })
    }

    /// The value of the parameter `name`, percent-decoded; `None` when the route has no such parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(own, _)| &**own == name)
            .map(|(_, value)| &**value)
    }

    /// The value of the parameter `name` as a `T`.
    ///
    /// # Errors
    /// When the route has no such parameter or its value is no `T`. Returned from a page function it is answered with
    /// the not-found page: the path names nothing that exists.
    pub fn parse<T: FromStr>(&self, name: &str) -> Result<T, ParamError> {
        let Some(value) = self.get(name) else {
            return Err(ParamError {
                name: name.into(),
                problem: Problem::Missing,
            });
        };
        value.parse().map_err(|_| ParamError {
            name: name.into(),
            problem: Problem::Invalid {
                wanted: std::any::type_name::<T>(),
            },
        })
    }
}

/// A path parameter is missing or not of the wanted type; a page function that answers with it shows the not-found page.
///
/// ```
/// use vango_server::Params;
/// let params = Params::from_pairs([("id", "seven")]);
/// let error = params.parse::<u32>("id").unwrap_err();
/// assert_eq!(error.to_string(), "the parameter `id` of the path is no `u32`");
/// ```
///
/// The value is left out on purpose: it comes from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamError {
    name: Box<str>,
    problem: Problem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Problem {
    Missing,
    Invalid { wanted: &'static str },
}

impl fmt::Display for ParamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match self.problem {
            Problem::Missing => {
                write!(
                    f,
                    "the route has no parameter `{name}`: write `{{{name}}}` into its path"
                )
            }
            Problem::Invalid { wanted } => {
                write!(f, "the parameter `{name}` of the path is no `{wanted}`")
            }
        }
    }
}

impl std::error::Error for ParamError {}

/// What a page function answers for a path that names nothing: the not-found page, with status 404.
///
/// ```no_run
/// use vango_server::{App, NotFound};
/// # use vango_runtime::view::Invocation;
/// # fn find(id: u32) -> Option<String> { None }
/// # fn show(name: String) -> Invocation { unimplemented!() }
/// App::new().page_with("/users/{id}", |params| {
///     let name = find(params.parse("id")?).ok_or(NotFound)?;
///     Ok(show(name))
/// });
/// ```
///
/// What is loaded later, by a resource, is too late for a status: the page is on its way then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NotFound;

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the path names nothing that exists")
    }
}

impl std::error::Error for NotFound {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded_and_must_be_utf8() {
        let params = Params::decode([("id", "a%20b%2Fc"), ("x", "+")].into_iter()).unwrap();
        assert_eq!(params.get("id"), Some("a b/c"));
        assert_eq!(params.get("x"), Some("+"));
        assert_eq!(params.get("y"), None);
        assert_eq!(Params::decode([("id", "%ff")].into_iter()), None);
    }

    #[test]
    fn errors_name_the_parameter_and_the_mend() {
        let params = Params::from_pairs([("id", "x")]);
        assert_eq!(
            params.parse::<u8>("di").unwrap_err().to_string(),
            "the route has no parameter `di`: write `{di}` into its path"
        );
        assert_eq!(
            params.parse::<u8>("id").unwrap_err().to_string(),
            "the parameter `id` of the path is no `u8`"
        );
    }
}
