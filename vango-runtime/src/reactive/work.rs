//! The context of work that runs off the session loop: loaders, actions and streams.
//!
//! Invariant: nothing here leads to the store. Work gets its inputs as arguments and answers with a value.
//! Deliberately absent: spawning, and the clock (the driver counts the time down).

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use super::cancel::Cancel;
use super::service::Services;
use crate::watch::Site;

/// What a loader, an action's work or a stream may use: services, and the signs that it is to end.
///
/// When the work is not wanted any more (its key has changed, its component has left, its session has ended) its future
/// is dropped at the next `.await`. Code that was moved elsewhere, such as into `spawn_blocking`, asks
/// [`Work::is_cancelled`].
///
/// ```
/// # use vango_runtime::reactive::Work;
/// # use vango_runtime::Error;
/// struct Users(Vec<String>);
/// async fn load(work: Work, id: usize) -> Result<String, Error> {
///     let users = work.service::<Users>();
///     users.0.get(id).cloned().ok_or_else(|| Error::message("nobody has this number"))
/// }
/// ```
#[derive(Clone)]
pub struct Work {
    services: Arc<Services>,
    cancel: Cancel,
}

impl Work {
    pub(super) fn new(services: Arc<Services>, cancel: Cancel) -> Self {
        Self { services, cancel }
    }

    /// The app's service of type `T`.
    ///
    /// # Panics
    /// When the app has none; the resource or action fails then. `App::service(value)` adds it.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn service<T: Send + Sync + 'static>(&self) -> Arc<T> {
        match self.services.share() {
            Some(service) => service,
            None => self.services.panic_without::<T>(Site::caller()),
        }
    }

    /// Whether the work is not wanted any more.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// Is ready as soon as the work is not wanted any more.
    pub fn cancelled(&self) -> impl Future<Output = ()> + Send + use<> {
        self.cancel.cancelled()
    }

    /// The time until the work fails with [`TaskFailure::DeadlineExceeded`](super::TaskFailure); `None` when it has no
    /// deadline, as a stream.
    pub fn remaining(&self) -> Option<Duration> {
        self.cancel.remaining()
    }
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work")
            .field("is_cancelled", &self.is_cancelled())
            .field("services", &self.services)
            .finish()
    }
}
