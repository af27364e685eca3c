//! Whether browsers help the developer or spare the visitor.

use crate::driver::Audience;

/// What the pages of an app do for its developer.
///
/// ```
/// use vango_server::{App, Mode};
/// // A demonstration that is built with `cargo run`, but shown to visitors.
/// let app = App::new().mode(Mode::Production);
/// # drop(app);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// The client loads a second script, which watches the nodes of the page and names those that other code has changed.
    /// The server has this script only in this mode, and browsers ask for it anew each time. The log warns, once for each item,
    /// when a persisted value uses half of a budget. In a build with debug assertions, sessions look for mistakes of the app's
    /// author, and each is told once ([`Server::findings`](crate::Server::findings)).
    Development,
    /// Nothing besides the client.
    Production,
}

impl Mode {
    /// Who reads the log.
    pub(crate) fn audience(self) -> Audience {
        match self {
            Self::Development => Audience::Developers,
            Self::Production => Audience::Operators,
        }
    }

    /// The mode's flags in the boot data.
    pub(crate) fn flags(self) -> u32 {
        match self {
            Self::Development => 1,
            Self::Production => 0,
        }
    }
}

impl Default for Mode {
    /// [`Development`](Self::Development) in a build with debug assertions, as `cargo run` makes it, else
    /// [`Production`](Self::Production).
    fn default() -> Self {
        if cfg!(debug_assertions) {
            Self::Development
        } else {
            Self::Production
        }
    }
}
