//! Why a command did not get as far as an answer.

use std::fmt;
use std::path::Path;

/// What went wrong, where, and how to mend it.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    what: String,
    hint: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Whose matter an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file could not be read or written.
    Io,
    /// Which program or which package is meant is not known, or it is not built.
    Artifact,
    /// A committed file is not what `apply` writes.
    Committed,
    /// What the source says of its items contradicts itself.
    Source,
    /// The plan is cold, and nobody has accepted that.
    Cold,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, what: impl Into<String>) -> Self {
        Self {
            kind,
            what: what.into(),
            hint: None,
            source: None,
        }
    }

    /// A file that could not be read or written.
    pub(crate) fn io(doing: &str, path: &Path, error: std::io::Error) -> Self {
        let what = format!("{} cannot be {doing}: {error}", path.display());
        Self::new(ErrorKind::Io, what).caused_by(error)
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn caused_by(
        mut self,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    /// Whose matter it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// How to mend it, when that is known.
    pub fn mend(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
