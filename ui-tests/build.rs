//! Lists what must compile: every file is a module of `tests/pass.rs`, so that all of them are one compilation.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Folders with a `pass` folder in them, and the corpus.
const AREAS: [&str; 7] = [
    "phase",
    "offloop",
    "persist",
    "view",
    "component",
    "route",
    "boundary",
];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut modules = String::new();
    for area in AREAS {
        list(&root.join(area).join("pass"), area, &mut modules)?;
    }
    list(&root.join("corpus"), "corpus", &mut modules)?;
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("pass.rs"), modules)
}

/// One module for each file of `folder`.
fn list(folder: &Path, prefix: &str, modules: &mut String) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    if !folder.is_dir() {
        return Ok(());
    }
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    files.sort();
    for file in files {
        let name = file
            .file_stem()
            .expect("a file")
            .to_string_lossy()
            .replace('-', "_");
        modules.push_str(&format!(
            "#[allow(dead_code, unreachable_pub, clippy::all, clippy::pedantic, clippy::restriction, reason = \"a program of its own\")]\n\
             #[path = {:?}]\nmod {prefix}_{name};\n",
            file.display().to_string()
        ));
    }
    Ok(())
}
