//! The samples in `ui-tests/*/recover/`: macro calls in files, their tokens with the places that they have there.
//!
//! What begins with `x_` is user code. A sample is read as tokens and never compiled: its names need not exist.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use vango_macros_core::{Audience, Expansion};

/// A macro call of a sample.
#[derive(Clone)]
pub(crate) struct Call {
    /// The file, for messages.
    pub(crate) file: String,
    /// Which macro.
    pub(crate) kind: Kind,
    /// An attribute's arguments.
    pub(crate) arguments: TokenStream,
    /// A macro's input, or the item behind an attribute.
    pub(crate) input: TokenStream,
}

/// Which macro is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    View,
    Component,
    Setup,
    Shared,
    SessionKey,
    Global,
}

impl Call {
    /// What the macro answers to another input.
    pub(crate) fn expand(&self, audience: Audience, input: TokenStream) -> Expansion {
        let arguments = self.arguments.clone();
        match self.kind {
            Kind::View => vango_macros_core::view_for(audience, input),
            Kind::Component => vango_macros_core::component_for(audience, arguments, input),
            Kind::Setup => vango_macros_core::setup_for(audience, arguments, input),
            Kind::Shared => vango_macros_core::shared(arguments, input),
            Kind::SessionKey => vango_macros_core::session_key(arguments, input),
            Kind::Global => vango_macros_core::global(arguments, input),
        }
    }
}

/// Every call of every sample.
pub(crate) fn calls() -> Vec<Call> {
    let mut calls = Vec::new();
    for path in files() {
        let file = path.display().to_string();
        let code = fs::read_to_string(&path).expect("a sample can be read");
        let tokens: TokenStream = code.parse().expect("a sample is made of tokens");
        let before = calls.len();
        collect(&file, tokens, &mut calls);
        assert!(calls.len() > before, "{file} calls no macro");
    }
    calls
}

fn files() -> Vec<PathBuf> {
    let areas = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui-tests");
    let mut files = Vec::new();
    for area in fs::read_dir(areas).expect("the folder of ui-tests is there") {
        let folder = area.expect("it can be read").path().join("recover");
        let Ok(samples) = fs::read_dir(folder) else {
            continue;
        };
        files.extend(samples.map(|sample| sample.expect("it can be read").path()));
    }
    files.sort();
    assert!(files.len() >= 11, "samples are missing: {files:?}");
    files
}

fn collect(file: &str, tokens: TokenStream, calls: &mut Vec<Call>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at..] {
            [
                TokenTree::Ident(view),
                TokenTree::Punct(_),
                TokenTree::Group(group),
                ..,
            ] if view == "view" => {
                calls.push(Call {
                    file: file.to_owned(),
                    kind: Kind::View,
                    arguments: TokenStream::new(),
                    input: group.stream(),
                });
                // A `view!` may stand in another one's closure.
                collect(file, group.stream(), calls);
                at += 3;
            }
            [
                TokenTree::Punct(hash),
                TokenTree::Group(attribute),
                rest @ ..,
            ] if hash.as_char() == '#' => {
                let (item, length) = item(rest);
                if let Some((kind, arguments)) = kind(attribute.stream()) {
                    calls.push(Call {
                        file: file.to_owned(),
                        kind,
                        arguments,
                        input: item.clone(),
                    });
                    collect(file, item, calls);
                    at += 2 + length;
                } else {
                    at += 2;
                }
            }
            [TokenTree::Group(group), ..] => {
                collect(file, group.stream(), calls);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// To the body or the semicolon, and how many tokens that are.
fn item(tokens: &[TokenTree]) -> (TokenStream, usize) {
    let end = tokens.iter().position(|token| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    });
    let length = end.map_or(tokens.len(), |end| end + 1);
    (tokens[..length].iter().cloned().collect(), length)
}

fn kind(attribute: TokenStream) -> Option<(Kind, TokenStream)> {
    let mut tokens = attribute.into_iter();
    let kind = match tokens.next()?.to_string().as_str() {
        "component" => Kind::Component,
        "setup" => Kind::Setup,
        "shared" => Kind::Shared,
        "session_key" => Kind::SessionKey,
        "global" => Kind::Global,
        _ => return None,
    };
    let arguments = match tokens.next() {
        Some(TokenTree::Group(group)) => group.stream(),
        _ => TokenStream::new(),
    };
    Some((kind, arguments))
}
