//! Why files could not be found, read or written.

use std::fmt;
use std::path::Path;

/// What went wrong, and how to mend it. What is wrong in a file is a [`crate::fmt::Fault`].
#[derive(Debug)]
pub(super) struct Error {
    what: String,
    hint: Option<String>,
}

impl Error {
    pub(super) fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            hint: Some(hint.into()),
        }
    }

    /// A file that could not be read or written.
    pub(super) fn io(doing: &str, path: &Path, error: &std::io::Error) -> Self {
        Self {
            what: format!("{} cannot be {doing}: {error}", path.display()),
            hint: None,
        }
    }

    pub(super) fn mend(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}
