//! Directories on disk: which file a path names, and which it must not.
//!
//! Invariant: a path is decoded once; every part of it is an ordinary name that does not begin with a dot (`.well-known` at
//! the top is the exception, RFC 8615); and what it leads to, links followed, lies below the directory. Between that check
//! and the opening somebody who may write into the directory can exchange a link; whoever may do that may as well put the
//! file there.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use super::super::asset::short_hash;
use super::super::encoding::Encoding;
use super::super::error::{StartError, StartErrorKind};
use super::super::limits::{HASH_DIGITS, HASHED_BYTES, KNOWN_TAGS, WHOLE_BYTES};
use super::body::read_exactly;
use super::media::content_type;
use super::representation::{Caching, Representation, Source};

/// The directories of an app, longest prefix first.
#[derive(Default)]
pub(crate) struct Directories {
    mounts: Vec<Mount>,
}

struct Mount {
    /// With a slash at its end.
    prefix: String,
    directory: Arc<Directory>,
}

impl Directories {
    pub(crate) fn build(settings: Vec<(String, PathBuf)>) -> Result<Self, StartError> {
        let mut mounts: Vec<Mount> = Vec::new();
        for (path, root) in settings {
            let refuse = |problem: String| {
                let message = format!(
                    "static directory `{}` at `{path}`: {problem}",
                    root.display()
                );
                StartError::new(StartErrorKind::Directory, message)
            };
            if !path.starts_with('/') || path.contains(['{', '}', '?', '#', '%']) {
                return Err(refuse(
                    "its path must begin with a slash and be literal, such as `/assets`".to_owned(),
                ));
            }
            let prefix = format!("{}/", path.trim_end_matches('/'));
            if prefix.starts_with(super::super::route::OWN_PREFIX) {
                return Err(refuse(
                    "paths below `/_vango/` are the framework's; choose another".to_owned(),
                ));
            }
            if mounts.iter().any(|mount| mount.prefix == prefix) {
                return Err(refuse("another directory has this path already".to_owned()));
            }
            let canonical = root.canonicalize().map_err(|error| {
                let here = std::env::current_dir().unwrap_or_default();
                let problem = format!(
                    "it can't be opened (relative paths start at `{}`)",
                    here.display()
                );
                refuse(problem).because(error)
            })?;
            if !canonical.is_dir() {
                return Err(refuse("it is no directory".to_owned()));
            }
            let directory = Arc::new(Directory {
                root: canonical,
                known: Mutex::default(),
            });
            mounts.push(Mount { prefix, directory });
        }
        mounts.sort_by_key(|mount| std::cmp::Reverse(mount.prefix.len()));
        Ok(Self { mounts })
    }

    /// The directory that a path (percent-encoded) lies in, and the rest of the path. Not the one at `/`, which comes after
    /// the pages.
    pub(crate) fn find<'p>(&self, path: &'p str) -> Option<(&Arc<Directory>, &'p str)> {
        let mut below_root = self.mounts.iter().filter(|mount| mount.prefix != "/");
        below_root.find_map(|mount| Some((&mount.directory, path.strip_prefix(&mount.prefix)?)))
    }

    /// The path of the directory that hides a page at `path`.
    pub(crate) fn above(&self, path: &str) -> Option<&str> {
        let mut below_root = self.mounts.iter().filter(|mount| mount.prefix != "/");
        let mount = below_root.find(|mount| path.starts_with(&mount.prefix))?;
        Some(mount.prefix.trim_end_matches('/'))
    }

    /// The directory at `/`.
    pub(crate) fn root(&self) -> Option<&Arc<Directory>> {
        let mount = self.mounts.iter().find(|mount| mount.prefix == "/");
        mount.map(|mount| &mount.directory)
    }
}

/// A directory that files are served from.
pub(crate) struct Directory {
    /// Without links.
    root: PathBuf,
    known: Mutex<HashMap<PathBuf, Known>>,
}

/// The tag of a file, and the state of the file that it was computed from.
struct Known {
    state: String,
    tag: String,
}

impl Directory {
    /// The file that a path below this directory names, in the best variant that is `accepted`; `None` when there is none
    /// that may be served. It blocks.
    pub(crate) fn open(
        &self,
        path: &str,
        accepted: &[Encoding],
    ) -> io::Result<Option<Representation>> {
        let Some(relative) = relative(path) else {
            return Ok(None);
        };
        let Some(identity) = self.resolve(&self.root.join(&relative)) else {
            return Ok(None);
        };
        let name = identity.file_name().unwrap_or_default().to_string_lossy();
        let mut chosen = (Encoding::Identity, identity.clone());
        for &encoding in accepted {
            let Some(suffix) = encoding.suffix() else {
                break;
            };
            let sibling = identity.with_file_name(format!("{name}.{suffix}"));
            if let Some(sibling) = self.resolve(&sibling) {
                chosen = (encoding, sibling);
                break;
            }
        }
        let requested = relative.file_name().unwrap_or_default().to_string_lossy();
        self.represent(&requested, chosen.0, &chosen.1).map(Some)
    }

    /// The real path of an ordinary file within the directory.
    fn resolve(&self, path: &Path) -> Option<PathBuf> {
        let real = path.canonicalize().ok()?;
        // Metadata first: to open a named pipe would wait for its writer.
        (real.starts_with(&self.root) && real.metadata().ok()?.is_file()).then_some(real)
    }

    fn represent(&self, name: &str, encoding: Encoding, path: &Path) -> io::Result<Representation> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        let (len, modified) = (metadata.len(), metadata.modified().ok());
        let content = match len {
            ..=WHOLE_BYTES => Some(read_exactly(&file, 0..len)?),
            _ => None,
        };
        let state = metadata_tag(&metadata);
        let tag = match self.known_tag(path, &state) {
            Some(tag) => tag,
            None if len > HASHED_BYTES => state,
            None => {
                let tag = match &content {
                    Some(content) => hash_tag(Sha256::digest(content).as_slice()),
                    None => hash_file(&file)?,
                };
                self.remember(path, state, &tag);
                tag
            }
        };
        Ok(Representation {
            content_type: content_type(name),
            encoding,
            tag,
            modified,
            caching: caching(name),
            source: match content {
                Some(content) => Source::Memory(content),
                None => Source::File { file, len },
            },
        })
    }

    fn known_tag(&self, path: &Path, state: &str) -> Option<String> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get(path)?;
        (known.state == state).then(|| known.tag.clone())
    }

    fn remember(&self, path: &Path, state: String, tag: &str) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN_TAGS {
            known.clear();
        }
        let tag = tag.to_owned();
        known.insert(path.to_owned(), Known { state, tag });
    }
}

/// The path below the directory, or `None` for one that must not be looked for.
pub(crate) fn relative(path: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let mut relative = PathBuf::new();
    for (index, part) in decoded.split('/').enumerate() {
        let is_hidden = part.starts_with('.') && !(index == 0 && part == ".well-known");
        // A colon names a drive or a stream on Windows, a backslash separates there.
        if part.is_empty() || is_hidden || part.contains(['\\', ':', '\0']) {
            return None;
        }
        relative.push(part);
    }
    Some(relative)
}

fn hash_file(mut file: &File) -> io::Result<String> {
    use std::io::{Seek, SeekFrom};
    file.seek(SeekFrom::Start(0))?;
    let mut hash = Sha256::new();
    let mut chunk = vec![0; WHOLE_BYTES as usize];
    loop {
        match io::Read::read(&mut file, &mut chunk)? {
            0 => return Ok(hash_tag(hash.finalize().as_slice())),
            read => hash.update(&chunk[..read]),
        }
    }
}

fn hash_tag(digest: &[u8]) -> String {
    format!("\"{}\"", short_hash(digest))
}

/// Every write to a file changes its times, of which the file system keeps the nanoseconds.
fn metadata_tag(metadata: &std::fs::Metadata) -> String {
    let nanos = |time: io::Result<SystemTime>| {
        let since_epoch = time.ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        Some(since_epoch.as_nanos())
    };
    let modified = nanos(metadata.modified()).unwrap_or_default();
    format!("\"{:x}-{modified:x}{}\"", metadata.len(), change(metadata))
}

/// The time of the last change of any kind, which no program can set back, and the file's number.
#[cfg(unix)]
fn change(metadata: &std::fs::Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    let (seconds, nanos) = (metadata.ctime(), metadata.ctime_nsec());
    format!("-{seconds:x}.{nanos:x}-{:x}", metadata.ino())
}

#[cfg(not(unix))]
fn change(_: &std::fs::Metadata) -> String {
    String::new()
}

/// `app-0123456789abcdef.js` and `app.0123456789abcdef.js` never change; everything else may.
fn caching(name: &str) -> Caching {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let dashed = stem.rsplit_once('-').map(|(_, hash)| hash);
    let dotted = name.split('.').skip(1);
    let is_hash = |text: &str| {
        text.len() >= HASH_DIGITS
            && text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    if dotted.chain(dashed).any(is_hash) {
        Caching::Immutable
    } else {
        Caching::Revalidate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_below_and_names_nothing_hidden() {
        assert_eq!(relative("a/b.css"), Some(PathBuf::from("a/b.css")));
        assert_eq!(relative("caf%C3%A9.txt"), Some(PathBuf::from("café.txt")));
        assert_eq!(
            relative(".well-known/acme"),
            Some(PathBuf::from(".well-known/acme"))
        );
        for path in [
            "",
            "/",
            "a/",
            "/etc/passwd",
            "../a",
            "a/../../b",
            "%2e%2e/a",
            "..%2fa",
            "a//b",
            ".env",
            "a/.git/config",
            "a/.well-known/b",
            "a%00.css",
            "a\\..\\b",
            "a%5c..%5cb",
            "C:/x",
            "a.css::$DATA",
            "%ff",
            "%2fetc/passwd",
            "./a",
        ] {
            assert_eq!(relative(path), None, "{path:?}");
        }
    }

    #[test]
    fn only_a_long_hash_in_the_name_is_for_ever() {
        for name in [
            "app-0123456789abcdef.js",
            "app.0123456789abcdef.css",
            "a-b-0123456789abcdef0.min.js",
        ] {
            assert_eq!(caching(name), Caching::Immutable, "{name}");
        }
        for name in [
            "app.js",
            "report-20240101.pdf",
            "app-0123456789ABCDEF.js",
            "0123456789abcdef",
            "a-.js",
        ] {
            assert_eq!(caching(name), Caching::Revalidate, "{name}");
        }
    }
}
