//! Sources on disk.
//!
//! Invariant: a file is always either as it was or as it is to be, with the permissions that it had, also when the process
//! is ended half-way; a link stays one.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;

use crate::fmt::error::Error;

/// Bytes of a source that is laid out. No person writes one as long.
const MAX_SOURCE_BYTES: u64 = 16 * 1024 * 1024;

/// The text of a source.
pub(super) fn read(path: &Path) -> Result<String, Error> {
    let failed = |error: &std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::new(
            format!("there is no file {}", path.display()),
            "name Rust files or directories, or none for the whole workspace",
        ),
        std::io::ErrorKind::InvalidData => Error::new(
            format!("{} is no text in UTF-8", path.display()),
            "save it as UTF-8: Rust sources are nothing else",
        ),
        _ => Error::io("read", path, error),
    };
    let file = fs::File::open(path).map_err(|error| failed(&error))?;
    let mut text = String::new();
    let length = file
        .take(MAX_SOURCE_BYTES + 1)
        .read_to_string(&mut text)
        .map_err(|error| failed(&error))?;
    match length as u64 <= MAX_SOURCE_BYTES {
        true => Ok(text),
        false => Err(Error::new(
            format!("{} has more than {MAX_SOURCE_BYTES} bytes", path.display()),
            "leave it out: name the files that are to be laid out",
        )),
    }
}

/// Writes beside the file and puts the new one in its place.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::io("written", path, &error);
    let target = fs::canonicalize(path).map_err(failed)?;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let beside = target.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = write_whole(&beside, &target, text).and_then(|()| fs::rename(&beside, &target));
    if written.is_err() {
        // It is of no use to anybody; that it is not there is what is wanted.
        drop(fs::remove_file(&beside));
    }
    written.map_err(failed)
}

fn write_whole(beside: &Path, target: &Path, text: &str) -> std::io::Result<()> {
    let permissions = fs::metadata(target)?.permissions();
    let mut file = fs::File::create_new(beside)?;
    file.write_all(text.as_bytes())?;
    file.set_permissions(permissions)?;
    file.sync_all()
}
