//! The files below `ui-tests/AREA/`: where they stand and what follows from a page.

use std::fs;
use std::path::{Path, PathBuf};

use vango_macros_core::catalogue::{Area, Code, Layer};

/// This package's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// What the program that breaks the rule does.
pub(crate) fn broken_path(code: Code) -> PathBuf {
    // What a development run reports compiles.
    let kind = if code.is_of(Layer::DevRun) {
        "pass/breaks"
    } else {
        "fail/"
    };
    let separator = if code.is_of(Layer::DevRun) { "_" } else { "" };
    root()
        .join(code.area().folder())
        .join(format!("{kind}{separator}{}.rs", code.file_name()))
}

pub(crate) fn mended_path(code: Code) -> PathBuf {
    root()
        .join(code.area().folder())
        .join(format!("pass/{}.rs", code.file_name()))
}

pub(crate) fn error_path(code: Code) -> PathBuf {
    broken_path(code).with_extension("stderr")
}

/// The file of a broken example.
pub(crate) fn broken_file(code: Code, example: &str) -> String {
    if code.is_of(Layer::DevRun) {
        return example.to_owned();
    }
    format!("{example}\nfn main() {{}}\n")
}

/// Files of one kind, `fail` or `pass`, in all areas.
pub(crate) fn files(kind: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for area in Area::ALL {
        found.extend(in_folder(&root().join(area.folder()).join(kind), extension));
    }
    found
}

/// The files of one folder, sorted.
pub(crate) fn in_folder(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}

/// The Rust files below a folder, at any depth.
pub(crate) fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = in_folder(folder, "rs");
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(below(&path));
        }
    }
    found
}
