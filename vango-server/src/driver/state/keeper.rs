//! The app's store: loading what a tab has there, and knowing the schemas of what is stored.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::time::timeout;
use vango_protocol::Identity;
use vango_runtime::persist::{
    Bindings, Fingerprint, Item, SchemaBook, Scope, StoredValue, Values, Write, find_schema,
};
use vango_runtime::reactive::StateBudget;
use vango_store::{Commit, Expected, Field, Key, KeyError, Record, Revision, Store, StoreError};

use super::gifts::Gifts;
use super::meta::Meta;
use super::thrift::Thrift;
use crate::driver::identity::{BrowserId, SessionId};

/// How long whoever loads a record waits for a commit of it that is under way in this process.
const SETTLE_WAIT: Duration = Duration::from_secs(2);

/// The session of an identity that a handler of an HTTP request has given to a tab without a page.
pub(crate) const NO_PAGE: u64 = 0;

/// What an app says of its state.
pub(crate) struct KeeperSettings {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) bindings: Bindings,
    pub(crate) budget: Arc<StateBudget>,
    pub(crate) thrift: Thrift,
    /// How long a record lives after the last write.
    pub(crate) lifetime: Duration,
    /// How long a store may be away before what waits for it is undone.
    pub(crate) patience: Duration,
    /// Which build of the app this is.
    pub(crate) build: u64,
    /// Where commits run.
    pub(crate) runtime: Handle,
}

/// The app's store and what is known of it; shared by all workers.
pub(crate) struct Keeper {
    settings: KeeperSettings,
    schemas: SchemaBook,
    /// Schemas that this process has stored.
    told: Mutex<HashSet<Fingerprint>>,
    /// Some session has reached a value that all tabs of a browser share: the app has such.
    uses_browser: AtomicBool,
    /// Handlers of requests have set something.
    has_visits: AtomicBool,
    /// Records that are being written by this process.
    busy: Mutex<HashMap<Key, Arc<Notify>>>,
    gifts: Mutex<Gifts>,
}

/// Where a session's values came from, and where its first write goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// What is stored of the tab.
    pub(crate) state: u64,
    /// The record's revision when it was loaded; `None`: there was none.
    pub(crate) revision: Option<Revision>,
}

impl Origin {
    /// Of a tab that has nothing yet.
    pub(crate) fn new(state: u64) -> Self {
        Self {
            state,
            revision: None,
        }
    }
}

/// What was found.
pub(crate) struct Loaded {
    pub(crate) origin: Origin,
    /// The build of the app that has written last, when it was another one.
    pub(crate) is_of_another_build: bool,
    pub(crate) values: Values,
}

impl Keeper {
    pub(crate) fn new(settings: KeeperSettings) -> Self {
        Self {
            settings,
            schemas: SchemaBook::default(),
            told: Mutex::default(),
            uses_browser: AtomicBool::new(false),
            has_visits: AtomicBool::new(false),
            busy: Mutex::default(),
            gifts: Mutex::default(),
        }
    }

    pub(super) fn has_visits(&self) -> bool {
        self.has_visits.load(Ordering::Relaxed)
    }

    pub(super) fn note_visits(&self) {
        self.has_visits.store(true, Ordering::Relaxed);
    }

    pub(super) fn gifts(&self) -> MutexGuard<'_, Gifts> {
        lock(&self.gifts)
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.settings.store
    }

    pub(crate) fn runtime(&self) -> &Handle {
        &self.settings.runtime
    }

    pub(crate) fn lifetime(&self) -> Duration {
        self.settings.lifetime
    }

    pub(crate) fn patience(&self) -> Duration {
        self.settings.patience
    }

    pub(crate) fn build(&self) -> u64 {
        self.settings.build
    }

    pub(crate) fn budget(&self) -> Arc<StateBudget> {
        Arc::clone(&self.settings.budget)
    }

    /// Who watches how much of it is used.
    pub(crate) fn thrift(&self) -> &Thrift {
        &self.settings.thrift
    }

    /// Bytes that the values of all sessions here take of it.
    pub(crate) fn taken_bytes(&self) -> usize {
        self.settings.budget.taken.load(Ordering::Relaxed)
    }

    /// Nothing stored.
    pub(crate) fn no_values(&self) -> Values {
        Values::new(self.settings.bindings, self.schemas.clone())
    }

    /// The record of a tab.
    pub(crate) fn key(state: u64) -> Key {
        Key::new(format!("tab:{state:016x}")).expect("hexadecimal digits are a name")
    }

    /// From now on pages are rendered with what their browser shares.
    pub(crate) fn note_browser(&self) {
        self.uses_browser.store(true, Ordering::Relaxed);
    }

    /// Adds what the browser shares, if the app is known to have such values.
    pub(crate) async fn add_browser(
        &self,
        browser: BrowserId,
        values: &mut Values,
    ) -> Result<(), StoreError> {
        if self.uses_browser.load(Ordering::Relaxed) {
            for value in self.load_browser(browser).await? {
                values.push(value);
            }
        }
        Ok(())
    }

    /// The record that all tabs of a browser share.
    pub(crate) fn browser_key(browser: BrowserId) -> Key {
        let digits = u128::from_be_bytes(*browser.as_bytes());
        Key::new(format!("browser:{digits:032x}")).expect("hexadecimal digits are a name")
    }

    /// What all tabs of a browser share.
    pub(crate) async fn load_browser(
        &self,
        browser: BrowserId,
    ) -> Result<Vec<StoredValue>, StoreError> {
        let Some(record) = self.store().get(&Self::browser_key(browser)).await? else {
            return Ok(Vec::new());
        };
        let values = self.values_of(&record).await?;
        Ok(values.into_scope(Scope::Browser))
    }

    /// What the tab of this page has: in the record that the page's session has made for itself, or else in the tab's.
    pub(crate) async fn load(&self, identity: &Identity) -> Result<Loaded, StoreError> {
        match self.find(identity).await? {
            (state, Some(record)) => self.read(state, record).await,
            (state, None) => Ok(Loaded {
                origin: Origin::new(state),
                is_of_another_build: false,
                values: self.no_values(),
            }),
        }
    }

    /// The record of this page's session, or else of its tab; its name, when there is none yet.
    pub(super) async fn find(
        &self,
        identity: &Identity,
    ) -> Result<(u64, Option<Record>), StoreError> {
        let page = Some(identity.session).filter(|session| *session != NO_PAGE);
        for state in page.into_iter().chain([identity.state]) {
            let key = Self::key(state);
            self.wait_until_idle(&key).await;
            if let Some(record) = self.store().get(&key).await? {
                return Ok((state, Some(record)));
            }
        }
        Ok((identity.state, None))
    }

    async fn read(&self, state: u64, record: Record) -> Result<Loaded, StoreError> {
        let values = self.values_of(&record).await?;
        let origin = Origin {
            state,
            revision: Some(record.revision),
        };
        let meta = Meta::of(&record);
        Ok(Loaded {
            origin,
            is_of_another_build: meta.is_some_and(|meta| meta.build != self.build()),
            values,
        })
    }

    /// The items' values in a record; the schemas that they were written with are known then.
    pub(super) async fn values_of(&self, record: &Record) -> Result<Values, StoreError> {
        let mut values = self.no_values();
        for (field, bytes) in &record.fields {
            if let Some(value) = StoredValue::from_field(field.as_str(), bytes) {
                values.push(value);
            }
        }
        for unreadable in &record.unreadable {
            crate::driver::failure(|| format!("a stored value was left: {}", unreadable.reason));
        }
        let unknown: HashSet<Fingerprint> = values
            .fingerprints()
            .filter(|fingerprint| !self.schemas.has(*fingerprint))
            .collect();
        for fingerprint in unknown {
            self.learn(fingerprint).await?;
        }
        Ok(values)
    }

    /// Fetches a schema that values were written with.
    async fn learn(&self, fingerprint: Fingerprint) -> Result<(), StoreError> {
        let record = self.store().get(&schema_key(fingerprint)).await?;
        let embedded = record.and_then(|mut record| record.fields.remove(&schema_field()));
        if let Some(schema) = embedded.and_then(|embedded| find_schema(&embedded)) {
            self.schemas.insert(fingerprint, schema);
        }
        Ok(())
    }

    /// Stores the schema of an item that is written, once.
    async fn tell(&self, item: &Item) -> Result<(), StoreError> {
        let fingerprint = item.fingerprint();
        if lock(&self.told).contains(&fingerprint) {
            return Ok(());
        }
        let commit = Commit::new(Expected::Absent).set(schema_field(), item.embedded());
        match self.store().commit(&schema_key(fingerprint), commit).await {
            Ok(_) | Err(StoreError::Conflict { .. }) => {
                lock(&self.told).insert(fingerprint);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Stores the schemas of what is written, those that are not stored yet.
    pub(super) async fn tell_all(&self, writes: &[Write]) -> Result<(), StoreError> {
        for item in writes.iter().filter_map(|write| write.item.as_ref()) {
            self.thrift().keep(item.path());
            self.tell(item).await?;
        }
        Ok(())
    }

    /// Nobody loads the record until [`Keeper::release`].
    pub(super) fn occupy(&self, key: &Key) {
        lock(&self.busy).entry(key.clone()).or_default();
    }

    pub(super) fn release(&self, key: &Key) {
        if let Some(notify) = lock(&self.busy).remove(key) {
            notify.notify_waiters();
        }
    }

    /// Waits, not for ever, until this process writes the record no more.
    pub(super) async fn wait_until_idle(&self, key: &Key) {
        let Some(notify) = lock(&self.busy).get(key).cloned() else {
            return;
        };
        let released = notify.notified();
        if lock(&self.busy).contains_key(key) {
            // What is stored then is older than what was written last: it counts.
            let _in_time = timeout(SETTLE_WAIT, released).await;
        }
    }

    /// Waits until all that was written is stored, or cannot be.
    pub(crate) async fn settle(&self) {
        loop {
            let Some(key) = lock(&self.busy).keys().next().cloned() else {
                return;
            };
            self.wait_until_idle(&key).await;
        }
    }
}

/// Adds writes to a commit.
pub(super) fn add_writes(mut commit: Commit, writes: &[Write]) -> Result<Commit, KeyError> {
    for write in writes {
        let field = Field::new(write.field.clone())?;
        commit = match &write.bytes {
            Some(bytes) => commit.set(field, bytes.clone()),
            None => commit.remove(field),
        };
    }
    Ok(commit)
}

/// The record of a session's own, beside the one of its tab.
pub(super) fn own_key(session: SessionId) -> Key {
    Keeper::key(session.to_wire())
}

fn schema_key(fingerprint: Fingerprint) -> Key {
    Key::new(format!("schema:{fingerprint}")).expect("hexadecimal digits are a name")
}

fn schema_field() -> Field {
    Field::new("record").expect("it is a name")
}

/// Nothing that could panic runs under these locks, so what is poisoned is whole.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
