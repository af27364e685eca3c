//! Why a handler did not get, or could not change, what a tab has.

use std::fmt;

use hyper::StatusCode;
use vango_runtime::persist::PersistError;

/// Why a session key was not read or written. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestSessionError {
    /// Nothing shows that a page of this app has sent the request; another site may have.
    CrossSite {
        /// The key.
        path: &'static str,
    },
    /// A script has sent the request, and not said from which tab.
    UnknownTab {
        /// The key.
        path: &'static str,
    },
    /// The value is too large, cannot be written, or the store did not take it.
    Refused(PersistError),
    /// The store did not answer, or not with a value.
    Unread {
        /// What it says.
        reason: String,
    },
}

impl RequestSessionError {
    /// A status to answer with: 403, 409, 413, 500 or 503.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::CrossSite { .. } => StatusCode::FORBIDDEN,
            Self::UnknownTab { .. } => StatusCode::CONFLICT,
            Self::Refused(PersistError::OverBudget { .. }) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Refused(PersistError::Store { .. }) | Self::Unread { .. } => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Refused(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<PersistError> for RequestSessionError {
    fn from(error: PersistError) -> Self {
        Self::Refused(error)
    }
}

impl fmt::Display for RequestSessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CrossSite { path } => write!(
                f,
                "`{path}` was not changed: nothing shows that a page of this app has sent the request (no \
                 `Sec-Fetch-Site: same-origin`, and no `Origin` of this site); write session keys in answer to a POST, and name \
                 other origins of the site with `App::allow_origin`"
            ),
            Self::UnknownTab { path } => write!(
                f,
                "`{path}` was not changed: the request does not prove of which tab it is; have the script send the header \
                 `Vango-Tab` with `sessionStorage.getItem(\"vango:tab\")`, read for this request and from a page of this browser, \
                 and the cookies (`credentials`), before the answer begins"
            ),
            Self::Refused(error) => error.fmt(f),
            Self::Unread { reason } => {
                write!(f, "what is stored of the tab could not be read: {reason}")
            }
        }
    }
}

impl std::error::Error for RequestSessionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Refused(error) => Some(error),
            _ => None,
        }
    }
}
