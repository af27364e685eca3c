//! Why an app could not be started. Its text says what is wrong, where, and how to mend it.

use std::error::Error as StdError;
use std::fmt;

/// What kept the app from starting.
///
/// ```
/// use vango_server::{StartError, StartErrorKind};
/// /// Whether it may be different in a moment, when an earlier process has ended.
/// fn may_pass(error: &StartError) -> bool {
///     error.kind() == StartErrorKind::PortInUse
/// }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum StartErrorKind {
    /// The address is none, or can't be resolved.
    Address,
    /// Another program listens on the port.
    PortInUse,
    /// The address can't be listened on for another reason.
    Listen,
    /// A page's path is malformed or taken.
    Route,
    /// The document component fails, or is no whole document.
    Document,
    /// A static directory can't be served, or its path is malformed or taken.
    Directory,
    /// The base path is malformed, or a page's path begins with it.
    BasePath,
    /// A trusted proxy is neither an address nor a range of addresses.
    Proxy,
    /// A setting has a value that can't work.
    Setting,
    /// The operating system refused a thread or a runtime.
    System,
}

/// The app could not be started. Its text says what is wrong, where, and how to mend it.
///
/// ```
/// use vango_server::{App, StartErrorKind};
/// let error = App::new().base_path("shop").start().unwrap_err();
/// assert_eq!(error.kind(), StartErrorKind::BasePath);
/// assert!(error.to_string().starts_with("base path `shop`: write it as `/app`"));
/// ```
pub struct StartError {
    kind: StartErrorKind,
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl StartError {
    pub(crate) fn new(kind: StartErrorKind, message: String) -> Self {
        Self {
            kind,
            message,
            source: None,
        }
    }

    pub(crate) fn because(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    /// What kept the app from starting.
    pub fn kind(&self) -> StartErrorKind {
        self.kind
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.message)?;
        if let Some(source) = &self.source {
            write!(f, ": {source}")?;
        }
        Ok(())
    }
}

impl StdError for StartError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source
            .as_ref()
            .map(|source| &**source as &(dyn StdError + 'static))
    }
}
