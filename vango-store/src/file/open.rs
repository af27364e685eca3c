//! Opening the file, once at the start and again after the disk has failed.
//!
//! Invariant: a file that is not ours is refused and stays as it is. While the file is closed, because the disk failed, every
//! call is refused; nothing is kept in memory instead.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use redb::backends::FileBackend;
use redb::{Builder, Database, DatabaseError, ReadableDatabase as _, StorageError};

use super::table::{FORMAT, META, META_FORMAT, Tables};

/// What redb may keep of the file in memory, in bytes. Sessions in use are read rarely: they have their state themselves.
const CACHE_BYTES: usize = 64 * 1024 * 1024;

/// What stands at the beginning of each file of redb.
const MAGIC: &[u8] = b"redb\x1a\x0a";

/// Why a file cannot be used as a store.
#[derive(Debug)]
pub struct RedbOpenError {
    path: PathBuf,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Locked,
    NoStore,
    OtherFormat(String),
    Damaged(String),
    Io(io::Error),
    Other(redb::Error),
}

impl RedbOpenError {
    fn new(path: &Path, kind: Kind) -> Self {
        let path = path.to_owned();
        Self { path, kind }
    }

    pub(super) fn io(path: &Path, error: io::Error) -> Self {
        Self::new(path, Kind::Io(error))
    }

    fn other(path: &Path, error: impl Into<redb::Error>) -> Self {
        let kind = match error.into() {
            redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => Kind::Locked,
            redb::Error::UpgradeRequired(version) => {
                Kind::OtherFormat(format!("redb's file format {version}"))
            }
            redb::Error::Corrupted(reason) => Kind::Damaged(reason),
            redb::Error::Io(error) => Kind::Io(error),
            error => Kind::Other(error),
        };
        Self::new(path, kind)
    }

    /// Whether another process has the file open.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        matches!(self.kind, Kind::Locked)
    }
}

impl fmt::Display for RedbOpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the store {} cannot be opened: ", self.path.display())?;
        match &self.kind {
            Kind::Locked => f.write_str(
                "another process has it open, or this one for a second time: end the other one first, \
                 or use Redis when several have to share a store",
            ),
            Kind::NoStore => f.write_str(
                "the file is there and is no store of Vango: give the store another path; the file was not changed",
            ),
            Kind::OtherFormat(format) => write!(
                f,
                "it has {format}, which this version cannot read: run the version that wrote it, \
                 or give the store another path and begin anew"
            ),
            Kind::Damaged(reason) => {
                write!(f, "the file is damaged ({reason}): put a backup in its place")
            }
            Kind::Io(error) => write!(
                f,
                "{error}: the directory must be there, and this user must be able to write in it"
            ),
            Kind::Other(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for RedbOpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Kind::Io(error) => Some(error),
            Kind::Other(error) => Some(error),
            _ => None,
        }
    }
}

/// The open file; closed only while it is opened again.
pub(super) struct StoreFile {
    path: Arc<Path>,
    database: RwLock<Option<Database>>,
}

impl StoreFile {
    pub(super) fn new(path: Arc<Path>) -> Result<Self, RedbOpenError> {
        let database = RwLock::new(Some(open(&path)?));
        Ok(Self { path, database })
    }

    /// The open file. Hold it for one transaction.
    pub(super) fn database(&self) -> RwLockReadGuard<'_, Option<Database>> {
        self.database.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens the file again, since redb refuses all work after the disk has failed once. Waits for those that read.
    pub(super) fn open_again(&self) -> Result<(), RedbOpenError> {
        let mut database = self
            .database
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        // Its lock has to go before another one can be taken.
        *database = None;
        *database = Some(open(&self.path)?);
        Ok(())
    }
}

fn open(path: &Path) -> Result<Database, RedbOpenError> {
    let io = |error| RedbOpenError::io(path, error);
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(io)?;
    let is_new = file.metadata().map_err(io)?.len() == 0;
    if !is_new && !begins_like_redb(path).map_err(io)? {
        return Err(RedbOpenError::new(path, Kind::NoStore));
    }
    let backend = FileBackend::new(file).map_err(|error| RedbOpenError::other(path, error))?;
    let database = Builder::new()
        .set_cache_size(CACHE_BYTES)
        .create_with_backend(backend)
        .map_err(|error| match error {
            DatabaseError::Storage(StorageError::Io(error))
                if error.kind() == io::ErrorKind::InvalidData =>
            {
                RedbOpenError::new(path, Kind::NoStore)
            }
            error => RedbOpenError::other(path, error),
        })?;
    check_format(&database, path)?;
    if is_new {
        sync_directory(path).map_err(io)?;
    }
    Ok(database)
}

fn begins_like_redb(path: &Path) -> io::Result<bool> {
    use std::io::Read as _;
    let mut begin = Vec::new();
    File::open(path)?
        .take(MAGIC.len() as u64)
        .read_to_end(&mut begin)?;
    Ok(begin == MAGIC)
}

/// Makes the tables of a new file; refuses another program's file, and a later format.
fn check_format(database: &Database, path: &Path) -> Result<(), RedbOpenError> {
    let other = |error: redb::Error| RedbOpenError::other(path, error);
    let is_empty = || -> Result<bool, redb::Error> {
        Ok(database.begin_read()?.list_tables()?.next().is_none())
    };
    if is_empty().map_err(other)? {
        let make = || -> Result<(), redb::Error> {
            let transaction = database.begin_write()?;
            Tables::open(&transaction)?;
            transaction.open_table(META)?.insert(META_FORMAT, FORMAT)?;
            Ok(transaction.commit()?)
        };
        return make().map_err(other);
    }
    let format = || -> Result<Option<u64>, redb::Error> {
        let meta = database.begin_read()?.open_table(META)?;
        Ok(meta.get(META_FORMAT)?.map(|format| format.value()))
    };
    match format() {
        Ok(Some(FORMAT)) => Ok(()),
        Ok(Some(format)) => {
            let format = format!("format {format} of Vango's stores");
            Err(RedbOpenError::new(path, Kind::OtherFormat(format)))
        }
        Ok(None)
        | Err(redb::Error::TableDoesNotExist(_) | redb::Error::TableTypeMismatch { .. }) => {
            Err(RedbOpenError::new(path, Kind::NoStore))
        }
        Err(error) => Err(other(error)),
    }
}

/// Without it a power failure may take away the file's name.
fn sync_directory(path: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    File::open(parent.unwrap_or(Path::new(".")))?.sync_all()
}
