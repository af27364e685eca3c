//! The one error type that applications see: opaque, with its source kept.
//!
//! Handlers may use `?` on anything that implements [`std::error::Error`]. It deliberately does not implement
//! `std::error::Error` itself (as in `anyhow`), so that the conversion from every other error can exist.

use std::error::Error as StdError;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Any failure that an application's code or the framework reports to the application.
///
/// Printed with `{}` it shows the outermost message, with `{:#}` or `{:?}` the whole chain of causes.
///
/// ```
/// fn parse(text: &str) -> Result<i64, vango_runtime::Error> {
///     Ok(text.parse::<i64>()?)
/// }
/// assert!(parse("x").is_err());
/// ```
pub struct Error {
    source: Box<dyn StdError + Send + Sync + 'static>,
}

impl Error {
    /// An error that consists of a message alone.
    pub fn message(text: impl Into<String>) -> Self {
        Self {
            source: text.into().into(),
        }
    }

    /// The error that this one was made from, when it is an `E`: to tell failures apart.
    ///
    /// ```
    /// let error = vango_runtime::Error::from(std::fmt::Error);
    /// assert_eq!(error.downcast_ref(), Some(&std::fmt::Error));
    /// ```
    pub fn downcast_ref<E: StdError + 'static>(&self) -> Option<&E> {
        self.source.downcast_ref()
    }

    /// What it says, with its causes; it is gone then. Its type is the application's: its text may panic, and its end.
    #[doc(hidden)]
    pub fn describe(self) -> String {
        let text = catch_unwind(AssertUnwindSafe(|| format!("{self:?}")));
        drop_contained(self);
        text.unwrap_or_else(|_| "an error whose own text panics".to_owned())
    }

    /// The error that this one was made from.
    pub fn source(&self) -> &(dyn StdError + Send + Sync + 'static) {
        &*self.source
    }
}

impl<E: StdError + Send + Sync + 'static> From<E> for Error {
    fn from(source: E) -> Self {
        Self {
            source: Box::new(source),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        if f.alternate() {
            write_causes(&*self.source, f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        write_causes(&*self.source, f)
    }
}

fn write_causes(error: &(dyn StdError + 'static), f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut cause = error.source();
    while let Some(error) = cause {
        write!(f, ": {error}")?;
        cause = error.source();
    }
    Ok(())
}

/// Drops a value of the application's whatever its destructor does: a panic of it has been printed, and there is nobody
/// left to be told.
pub fn drop_contained<T>(value: T) {
    drop(catch_unwind(AssertUnwindSafe(|| drop(value))));
}
