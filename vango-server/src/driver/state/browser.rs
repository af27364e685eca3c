//! What all tabs of a browser share: a session that has reached some of it hears of what the others write.
//!
//! Invariant: it hears of each change at least once, from this process or another one; what is told is what is stored then.

use std::sync::Arc;
use std::task::Wake;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;
use vango_runtime::persist::StoredValue;

use super::keeper::Keeper;
use super::outage::Outage;
use crate::driver::identity::BrowserId;
use crate::driver::ringer::Ringer;

/// The pause before the store is asked again after it has not answered.
const PAUSE: Duration = Duration::from_millis(500);

/// What a session hears of its browser. Dropped, nobody listens any more.
pub(crate) struct BrowserNews(watch::Receiver<Option<Arc<Vec<StoredValue>>>>);

impl BrowserNews {
    /// Begins to listen; the present values come first.
    pub(crate) fn listen(keeper: &Arc<Keeper>, browser: BrowserId, ringer: Arc<Ringer>) -> Self {
        let (sender, receiver) = watch::channel(None);
        keeper
            .runtime()
            .spawn(follow(Arc::clone(keeper), browser, ringer, sender));
        Self(receiver)
    }

    /// The values, when they have changed since the last call.
    pub(crate) fn take(&mut self) -> Option<Arc<Vec<StoredValue>>> {
        match self.0.has_changed() {
            Ok(true) => self.0.borrow_and_update().clone(),
            Ok(false) | Err(_) => None,
        }
    }
}

async fn follow(
    keeper: Arc<Keeper>,
    browser: BrowserId,
    ringer: Arc<Ringer>,
    sender: watch::Sender<Option<Arc<Vec<StoredValue>>>>,
) {
    let mut outage = Outage::new("a browser's values");
    let mut news = keeper.store().watch(&Keeper::browser_key(browser));
    loop {
        match keeper.load_browser(browser).await {
            Ok(values) => {
                outage.over();
                sender.send_replace(Some(Arc::new(values)));
                Arc::clone(&ringer).wake();
            }
            Err(error) => {
                outage.failed(&error);
                sleep(PAUSE).await;
                if sender.is_closed() {
                    return;
                }
                continue;
            }
        }
        tokio::select! {
            () = sender.closed() => return,
            _ = news.next() => {}
        }
    }
}
