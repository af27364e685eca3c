//! What sessions keep in a store: loading it, and writing it off the loop, in order.
//!
//! | module | job |
//! | --- | --- |
//! | `assign` | a value that a handler of an HTTP request has set, into a record whose session is not here |
//! | `browser` | what all tabs of a browser share, and hearing of it |
//! | `keeper` | one for an app: the store, the schemas that were met, loading |
//! | `meta` | what a record says of its owner |
//! | `outage` | a store that does not answer, as a log tells of it |
//! | `owner`, `writers` | one for an app: updates of globals, one after the other; which process has written what |
//! | `saver` | one for a session that persists: its writes, one commit after the other |
//! | `seal` | who may resume what: secrets that any process with the app's key can check |
//! | `held` | frames that wait until what they show is stored |
//! | `thrift` | how much of the budgets is used |
//! | `visits` | what such handlers have written into a record, so that no session takes it for another session's |
//!
//! A *record* belongs to a tab, not to a session: the pages of a tab follow one another, and each takes the record over with its
//! first write. Whoever finds that another session has taken it (a duplicated tab, a page that came back) goes on in a record of
//! its own. So nothing that two sessions write is lost, and no session has to ask whether another one lives.
//!
//! A handler that writes leaves the owner as it is, and a note: the owner takes over what it has written and goes on.
//!
//! Invariant: a frame leaves when everything that was written before it is stored; what a user sees is there after a crash.

mod assign;
mod browser;
mod gifts;
mod held;
mod keeper;
mod meta;
mod outage;
mod owner;
mod saver;
mod seal;
mod thrift;
mod visits;
mod writers;

pub(crate) use assign::For;
pub(crate) use browser::BrowserNews;
pub(crate) use held::Held;
pub(crate) use keeper::{Keeper, KeeperSettings, Loaded, NO_PAGE, Origin};
pub(crate) use owner::{Owner, Progress};
pub(crate) use saver::{Outcome, Saver};
pub(crate) use seal::Seal;
pub(crate) use thrift::{Audience, Keeps, Thrift};
