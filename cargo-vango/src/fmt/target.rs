//! Which files are laid out.
//!
//! Without paths they are those that `cargo fmt --all` finds: the targets of the workspace's packages and the modules that
//! they name. Tests whose fixtures must not compile keep these fixtures as they are, because no `mod` names them.
//! Deliberately absent: modules behind `cfg_attr(…, path = …)`, and those that macros make.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use serde::Deserialize;

use crate::fmt::error::Error;
use crate::fmt::file::read;
use crate::fmt::source::Source;

/// What `cargo metadata` says, as far as it is needed.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    src_path: PathBuf,
}

/// The sources of the workspace around `current`.
pub(super) fn of_workspace(current: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = BTreeSet::new();
    for package in metadata(current)?.packages {
        for target in package.targets {
            let directory = directory(&target.src_path).to_owned();
            follow(target.src_path, directory, &mut found);
        }
    }
    Ok(found.into_iter().collect())
}

fn metadata(current: &Path) -> Result<Metadata, Error> {
    let hint = "run it in the app's package, or name files or directories: `cargo vango fmt src`";
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(current)
        .output()
        .map_err(|error| Error::new(format!("`cargo metadata` cannot be run: {error}"), hint))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let current = current.display();
        let what = format!("`cargo metadata` in {current} failed: {}", said.trim());
        return Err(Error::new(what, hint));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| {
        let what = format!("what `cargo metadata` says cannot be read: {error}");
        Error::new(what, hint)
    })
}

/// A file itself, or the sources below a directory: hidden ones and what Cargo builds are not among them.
pub(super) fn under(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = BTreeSet::new();
    let mut directories = vec![path.to_owned()];
    while let Some(directory) = directories.pop() {
        let failed = |error: std::io::Error| Error::io("read", &directory, &error);
        for entry in fs::read_dir(&directory).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let (path, name) = (entry.path(), entry.file_name());
            let is_hidden = name.as_encoded_bytes().starts_with(b".");
            let kind = entry.file_type().map_err(failed)?;
            if kind.is_dir() {
                if !is_hidden && !path.join("CACHEDIR.TAG").exists() {
                    directories.push(path);
                }
            } else if path.extension() == Some(OsStr::new("rs")) && !is_hidden && path.is_file() {
                found.insert(path);
            }
        }
    }
    Ok(found.into_iter().collect())
}

fn directory(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

/// Takes in a file and the modules that it names; those in files of their own stand in `modules`.
fn follow(path: PathBuf, modules: PathBuf, found: &mut BTreeSet<PathBuf>) {
    let mut waiting = vec![(path, modules)];
    while let Some((path, modules)) = waiting.pop() {
        if !found.insert(path.clone()) {
            continue;
        }
        // What cannot be read or lexed is told of when it is laid out.
        let Ok(text) = read(&path) else { continue };
        if !text.contains("mod") {
            continue;
        }
        if let Ok(source) = Source::lex(&text) {
            let mut named = Named {
                file: &path,
                files: Vec::new(),
            };
            named.look_into(source.stream.clone(), &modules, Inline::No);
            waiting.extend(named.files);
        }
    }
}

/// Whether tokens stand in a `mod name { … }`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inline {
    Yes,
    No,
}

/// The modules that a file names, and where theirs are.
struct Named<'p> {
    file: &'p Path,
    files: Vec<(PathBuf, PathBuf)>,
}

impl Named<'_> {
    fn look_into(&mut self, stream: TokenStream, modules: &Path, inline: Inline) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut path: Option<String> = None;
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at..] {
                [TokenTree::Punct(hash), TokenTree::Group(attribute), ..]
                    if hash.as_char() == '#' =>
                {
                    path = path_in(attribute.stream()).or(path);
                    at += 2;
                }
                [TokenTree::Ident(word), TokenTree::Ident(name), after, ..] if word == "mod" => {
                    let name = name.to_string();
                    let name = name.trim_start_matches("r#");
                    match after {
                        TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
                            let inner = modules.join(path.take().as_deref().unwrap_or(name));
                            self.look_into(body.stream(), &inner, Inline::Yes);
                        }
                        _ => self.module(name, path.take(), modules, inline),
                    }
                    at += 3;
                }
                [TokenTree::Punct(semicolon), ..] if semicolon.as_char() == ';' => {
                    path = None;
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    fn module(&mut self, name: &str, path: Option<String>, modules: &Path, inline: Inline) {
        let candidates = match path {
            // Such a file may have modules only beside itself.
            Some(path) => {
                let beside = if inline == Inline::Yes {
                    modules
                } else {
                    directory(self.file)
                };
                let file = beside.join(path);
                let around = directory(&file).to_owned();
                vec![(file, around)]
            }
            None => {
                let own = modules.join(name);
                vec![
                    (modules.join(format!("{name}.rs")), own.clone()),
                    (own.join("mod.rs"), own),
                ]
            }
        };
        self.files
            .extend(candidates.into_iter().filter(|(file, _)| file.is_file()));
    }
}

/// `path = "…"` in an attribute.
fn path_in(attribute: TokenStream) -> Option<String> {
    let tokens: Vec<TokenTree> = attribute.into_iter().collect();
    let [
        TokenTree::Ident(word),
        TokenTree::Punct(equals),
        TokenTree::Literal(text),
    ] = tokens.as_slice()
    else {
        return None;
    };
    let text = text.to_string();
    let is_path = word == "path" && equals.as_char() == '=';
    let text = text.strip_prefix('"')?.strip_suffix('"')?;
    is_path.then(|| text.to_owned())
}
