//! The three committed files: `vango_state_manifest.json` (identities and lifetimes), `vango_state_schema.json` (what
//! values look like), `vango_state_bindings.rs` (what the app includes).
//!
//! Invariant: what is written can be read and is the same then; the same state gives the same bytes. What cannot be
//! read is never written over.
//! Deliberately absent: judging a change, and merging: two branches that both applied are merged by applying again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{ErrorKind as IoErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use vango_schema::{Fingerprint, Lifetime, SchemaBuf};

use crate::state::bindings;
use crate::state::entries::Entries;
use crate::state::error::{Error, ErrorKind};
use crate::state::item::{Committed, Deploy, Item, LifetimeWord, fingerprint_word};
use crate::state::layout::to_text;
use crate::state::limits::MAX_FILE_BYTES;
use crate::state::notation::{Reader, TypeText, Types};

/// Identities, lifetimes, fingerprints, and what was given up.
pub const MANIFEST: &str = "vango_state_manifest.json";

/// What the values of each item look like.
pub const SCHEMA: &str = "vango_state_schema.json";

/// A Rust expression: `App::new().state(include!("../vango_state_bindings.rs"))`.
pub const BINDINGS: &str = "vango_state_bindings.rs";

/// The version of both JSON files.
const VERSION: u32 = 1;

/// A file by name, and what is to stand in it.
pub type Written = (&'static str, String);

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestFile {
    version: u32,
    items: Vec<ItemEntry>,
    retired: Vec<ItemEntry>,
    deploys: Vec<Deploy>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemEntry {
    id: String,
    path: String,
    #[serde(with = "LifetimeWord")]
    lifetime: Lifetime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    was: Option<String>,
    #[serde(with = "fingerprint_word")]
    fingerprint: Fingerprint,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemaFile {
    version: u32,
    items: Entries<String>,
    /// Types that items had before, the oldest first.
    earlier: Entries<Vec<String>>,
    types: Entries<TypeText>,
}

/// What is committed in a directory; `None` when nothing was applied there yet.
///
/// # Errors
/// When a file cannot be read, is not what [`render`] writes, or one of the two is missing.
pub fn load(directory: &Path) -> Result<Option<Committed>, Error> {
    let manifest = read_text(&directory.join(MANIFEST))?;
    let schema = read_text(&directory.join(SCHEMA))?;
    match (manifest, schema) {
        (None, None) => Ok(None),
        (Some(manifest), Some(schema)) => parse(&manifest, &schema, directory).map(Some),
        (manifest, _) => {
            let (there, missing) = match manifest {
                Some(_) => (MANIFEST, SCHEMA),
                None => (SCHEMA, MANIFEST),
            };
            let what = format!("{} holds {there} and no {missing}", directory.display());
            Err(Error::new(ErrorKind::Committed, what)
                .hint("they belong together: restore the one that is missing from version control"))
        }
    }
}

/// The three files that describe a state.
///
/// ```
/// use cargo_vango::state::{Committed, render};
/// let [manifest, schema, bindings] = render(&Committed::default());
/// assert!(manifest.1.starts_with("{\n  \"version\": 1,\n  \"items\": [],\n"));
/// assert_eq!(schema.0, "vango_state_schema.json");
/// assert!(bindings.1.contains("::vango::persist::Bindings::new(&["));
/// ```
pub fn render(state: &Committed) -> [Written; 3] {
    let entries = |items: &[Item]| items.iter().map(entry).collect();
    let manifest = ManifestFile {
        version: VERSION,
        items: entries(&state.items),
        retired: entries(&state.retired),
        deploys: state.deploys.clone(),
    };
    let mut types = Types::default();
    let all = state.items.iter().chain(&state.retired);
    let items: BTreeMap<String, String> = all
        .map(|item| (item.id.clone(), types.expression(&item.schema)))
        .collect();
    let all = state.items.iter().chain(&state.retired);
    let all = all.filter(|item| !item.earlier.is_empty());
    let earlier: BTreeMap<String, Vec<String>> = all
        .map(|item| {
            let earlier = item.earlier.iter().map(|schema| types.expression(schema));
            (item.id.clone(), earlier.collect())
        })
        .collect();
    let schema = SchemaFile {
        version: VERSION,
        earlier: Entries(earlier),
        items: Entries(items),
        types: Entries(types.into_table()),
    };
    [
        (MANIFEST, to_text(&manifest)),
        (SCHEMA, to_text(&schema)),
        (BINDINGS, bindings::render(&state.items)),
    ]
}

/// Writes files into a directory: all of them beside their places first, and then each at once to its place.
///
/// # Errors
/// When one cannot be written, or the bindings' place is taken by a file that `apply` has not written.
pub fn write(directory: &Path, files: &[Written]) -> Result<(), Error> {
    for (name, _) in files {
        let path = directory.join(name);
        let before = if *name == BINDINGS {
            read_text(&path)?
        } else {
            None
        };
        if before.is_some_and(|before| !before.starts_with(bindings::HEADER)) {
            let what = format!("{} was not written by `apply`", path.display());
            return Err(Error::new(ErrorKind::Committed, what).hint(
                "move it away: this name is for the bindings, which are written anew each time",
            ));
        }
    }
    let beside = |name: &str| directory.join(format!(".{name}.{}.new", std::process::id()));
    let written = files.iter().try_for_each(|(name, text)| {
        let path = beside(name);
        write_whole(&path, text).map_err(|error| Error::io("written", &path, error))
    });
    let moved = written.and_then(|()| {
        files.iter().try_for_each(|(name, _)| {
            let path = directory.join(name);
            fs::rename(beside(name), &path).map_err(|error| Error::io("written", &path, error))
        })
    });
    if moved.is_err() {
        // They are of no use to anybody; that one is not there is what is wanted.
        files
            .iter()
            .for_each(|(name, _)| drop(fs::remove_file(beside(name))));
    }
    moved
}

/// What stands in a file; `None` when there is none.
pub(crate) fn read_text(path: &Path) -> Result<Option<String>, Error> {
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == IoErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io("read", path, error)),
    };
    let mut text = String::new();
    let read = file.take(MAX_FILE_BYTES + 1).read_to_string(&mut text);
    let length = read.map_err(|error| Error::io("read", path, error))?;
    match length as u64 <= MAX_FILE_BYTES {
        true => Ok(Some(text)),
        false => Err(Error::new(
            ErrorKind::Committed,
            format!("{} has more than {MAX_FILE_BYTES} bytes", path.display()),
        )),
    }
}

fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn entry(item: &Item) -> ItemEntry {
    ItemEntry {
        id: item.id.clone(),
        path: item.path.clone(),
        lifetime: item.lifetime,
        was: item.was.clone(),
        fingerprint: item.fingerprint(),
    }
}

/// Reads the texts of [`MANIFEST`] and [`SCHEMA`]; `directory` is for messages.
///
/// # Errors
/// When they are not what [`render`] writes, or do not belong together.
pub fn parse(manifest: &str, schema: &str, directory: &Path) -> Result<Committed, Error> {
    let (manifest_path, schema_path) = (directory.join(MANIFEST), directory.join(SCHEMA));
    let manifest: ManifestFile = parse_one(manifest, &manifest_path)?;
    let schema: SchemaFile = parse_one(schema, &schema_path)?;
    let mut schemas = schemas(&schema, &schema_path)?;
    let mut item = |entry: ItemEntry| {
        let Some(Schemas { schema, earlier }) = schemas.remove(&entry.id) else {
            let what = format!("it has no item `{}`, of which {MANIFEST} tells", entry.id);
            return Err(malformed(&schema_path, &what));
        };
        if Fingerprint::of_buf(&schema) != entry.fingerprint {
            let what = format!(
                "the schema of `{}` is another than the fingerprint in {MANIFEST} says",
                entry.id
            );
            return Err(malformed(&schema_path, &what));
        }
        Ok(Item {
            id: entry.id,
            path: entry.path,
            lifetime: entry.lifetime,
            was: entry.was,
            schema,
            earlier,
        })
    };
    unique(&manifest, &manifest_path)?;
    let mut read = |entries: Vec<ItemEntry>| {
        entries
            .into_iter()
            .map(&mut item)
            .collect::<Result<Vec<_>, Error>>()
    };
    let state = Committed {
        items: read(manifest.items)?,
        retired: read(manifest.retired)?,
        deploys: manifest.deploys,
    };
    match schemas.keys().next() {
        Some(id) => Err(malformed(
            &schema_path,
            &format!("{MANIFEST} tells of no item `{id}`"),
        )),
        None => Ok(state),
    }
}

fn parse_one<T: for<'de> Deserialize<'de>>(text: &str, path: &Path) -> Result<T, Error> {
    let wrong = |error: serde_json::Error| malformed(path, &error.to_string()).caused_by(error);
    let Versioned { version } = serde_json::from_str(text).map_err(wrong)?;
    if version != VERSION {
        let what = format!(
            "{} has version {version} of the format, and this is for {VERSION}",
            path.display()
        );
        let newer = "use the `cargo-vango` of the version that wrote it: it is not written over";
        return Err(Error::new(ErrorKind::Committed, what).hint(newer));
    }
    serde_json::from_str(text).map_err(wrong)
}

/// What an item's values look like, and looked like.
struct Schemas {
    schema: SchemaBuf,
    earlier: Vec<SchemaBuf>,
}

fn schemas(file: &SchemaFile, path: &Path) -> Result<BTreeMap<String, Schemas>, Error> {
    let mut reader = Reader::new(&file.types.0);
    let mut read = |text: &str, place: &str, id: &str| {
        let read = reader.schema(text);
        read.map_err(|problem| malformed(path, &problem.at(format!("{place}, {id}")).to_string()))
    };
    let mut all = BTreeMap::new();
    for (id, text) in &file.items.0 {
        let schema = read(text, "items", id)?;
        let earlier = file
            .earlier
            .0
            .get(id)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let earlier = earlier.iter().map(|text| read(text, "earlier", id));
        let earlier = earlier.collect::<Result<_, Error>>()?;
        all.insert(id.clone(), Schemas { schema, earlier });
    }
    match file.earlier.0.keys().find(|id| !all.contains_key(*id)) {
        Some(id) => Err(malformed(
            path,
            &format!("earlier, {id}: there is no such item"),
        )),
        None => Ok(all),
    }
}

/// No id is given twice, and no two living items stand in one place.
fn unique(manifest: &ManifestFile, path: &Path) -> Result<(), Error> {
    let mut ids = BTreeSet::new();
    let mut paths = BTreeSet::new();
    let all = manifest.items.iter().chain(&manifest.retired);
    for (at, item) in all.enumerate() {
        if !ids.insert(&item.id) {
            return Err(malformed(
                path,
                &format!("two items have the id `{}`", item.id),
            ));
        }
        if at < manifest.items.len() && !paths.insert(&item.path) {
            return Err(malformed(
                path,
                &format!("two items have the path `{}`", item.path),
            ));
        }
    }
    Ok(())
}

fn malformed(path: &Path, what: &str) -> Error {
    let path: PathBuf = path.to_owned();
    Error::new(ErrorKind::Committed, format!("{}: {what}", path.display())).hint(
        "it is written by `cargo vango state apply` and not by hand: restore it from version control; \
         after a merge that went wrong take one side of both JSON files, and apply again",
    )
}
