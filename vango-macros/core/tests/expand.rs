//! Golden expansions: `tests/expand/NAME.in.rs` is what a user writes, `NAME.out.rs` what the compiler sees.
//! `BLESS=1 cargo test -p vango-macros-core --test expand` writes the outputs anew.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens as _;

/// Bytes of expanded code that a component with 20 elements, 5 slots and 2 handlers may have.
const COMPONENT_BYTES_MAX: usize = 5_000;

/// Expands every `#[component]` item, every persisted `static`, every `#[derive(Persist)]` and every `view!` in `code`, and
/// formats it.
fn expand(code: &str) -> String {
    let components = components(code.parse().expect("the input is Rust"));
    let tokens = views(declared(components));
    let derived = derived(code);
    let tokens = tokens.into_iter().chain(derived).collect::<TokenStream>();
    let file = syn::parse2(tokens.clone()).unwrap_or_else(|error| panic!("{error} in\n{tokens}"));
    prettyplease::unparse(&file)
}

/// `#[component]` and the item behind it, at the top level.
fn components(code: TokenStream) -> TokenStream {
    let mut tokens = code.into_iter().peekable();
    let mut out = TokenStream::new();
    while let Some(token) = tokens.next() {
        let attribute = tokens
            .peek()
            .map(ToString::to_string)
            .unwrap_or_default()
            .replace(' ', "");
        if token.to_string() != "#" || attribute != "[component]" {
            out.extend([token]);
            continue;
        }
        tokens.next();
        let mut item = TokenStream::new();
        for token in tokens.by_ref() {
            let is_body = matches!(&token, TokenTree::Group(group) if group.delimiter() == proc_macro2::Delimiter::Brace);
            item.extend([token]);
            if is_body {
                break;
            }
        }
        let expansion = vango_macros_core::component(TokenStream::new(), item);
        assert!(
            expansion.diagnostics.is_empty(),
            "{:?}",
            expansion.diagnostics
        );
        out.extend(expansion.tokens);
    }
    out
}

/// `#[shared]`, `#[session_key]` and `#[global]` with the item behind it, wherever they stand.
fn declared(code: TokenStream) -> TokenStream {
    let mut tokens = code.into_iter().peekable();
    let mut out = TokenStream::new();
    while let Some(token) = tokens.next() {
        let attribute = tokens.peek().filter(|_| token.to_string() == "#");
        let Some((expand, arguments)) = attribute.and_then(declares) else {
            out.extend([match token {
                TokenTree::Group(group) => {
                    Group::new(group.delimiter(), declared(group.stream())).into()
                }
                token => token,
            }]);
            continue;
        };
        tokens.next();
        let mut item = TokenStream::new();
        for token in tokens.by_ref() {
            let is_end = token.to_string() == ";";
            item.extend([token]);
            if is_end {
                break;
            }
        }
        let expansion = expand(arguments, item);
        let mistakes = expansion.diagnostics;
        assert!(mistakes.is_empty(), "{mistakes:?}");
        out.extend(expansion.tokens);
    }
    out
}

type Declare = fn(TokenStream, TokenStream) -> vango_macros_core::Expansion;

/// Which of the three the attribute is, and its arguments.
fn declares(attribute: &TokenTree) -> Option<(Declare, TokenStream)> {
    let TokenTree::Group(group) = attribute else {
        return None;
    };
    let mut inner = group.stream().into_iter();
    let expand: Declare = match inner.next()?.to_string().as_str() {
        "shared" => vango_macros_core::shared,
        "session_key" => vango_macros_core::session_key,
        "global" => vango_macros_core::global,
        _ => return None,
    };
    match inner.next() {
        Some(TokenTree::Group(arguments)) => Some((expand, arguments.stream())),
        _ => Some((expand, TokenStream::new())),
    }
}

/// What stands behind the types that derive `Persist`, at the top level.
fn derived(code: &str) -> TokenStream {
    let file = syn::parse_file(code).expect("the input is Rust");
    let mut out = TokenStream::new();
    for item in file.items {
        let (syn::Item::Struct(syn::ItemStruct { attrs, .. })
        | syn::Item::Enum(syn::ItemEnum { attrs, .. })) = &item
        else {
            continue;
        };
        let derives = attrs.iter().filter(|attr| attr.path().is_ident("derive"));
        let is_persisted = derives
            .filter_map(|attr| attr.meta.require_list().ok())
            .any(|list| list.tokens.to_string().contains("Persist"));
        if is_persisted {
            let expansion = vango_macros_core::persist(item.to_token_stream());
            assert!(
                expansion.diagnostics.is_empty(),
                "{:?}",
                expansion.diagnostics
            );
            out.extend(expansion.tokens);
        }
    }
    out
}

fn views(code: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = code.into_iter().collect();
    let mut out = TokenStream::new();
    let mut at = 0;
    while at < tokens.len() {
        let is_view = tokens[at].to_string() == "view"
            && tokens
                .get(at + 1)
                .is_some_and(|token| token.to_string() == "!");
        match (&tokens[at], tokens.get(at + 2)) {
            (_, Some(TokenTree::Group(group))) if is_view => {
                let expansion = vango_macros_core::view(group.stream());
                assert!(
                    expansion.diagnostics.is_empty(),
                    "{:?}",
                    expansion.diagnostics
                );
                out.extend(views(expansion.tokens));
                at += 3;
            }
            (TokenTree::Group(group), _) => {
                out.extend([TokenTree::Group(Group::new(
                    group.delimiter(),
                    views(group.stream()),
                ))]);
                at += 1;
            }
            (token, _) => {
                out.extend([token.clone()]);
                at += 1;
            }
        }
    }
    out
}

fn inputs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand");
    let mut inputs: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of golden files is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.to_string_lossy().ends_with(".in.rs"))
        .collect();
    inputs.sort();
    inputs
}

#[test]
fn expansions_are_as_recorded() {
    let inputs = inputs();
    assert!(inputs.len() >= 5, "golden files are missing");
    let bless = std::env::var_os("BLESS").is_some();
    let mut stale = Vec::new();
    for input in inputs {
        let output = PathBuf::from(input.to_string_lossy().replace(".in.rs", ".out.rs"));
        let expanded = expand(&fs::read_to_string(&input).expect("it can be read"));
        if bless {
            fs::write(&output, expanded).expect("it can be written");
        } else if fs::read_to_string(&output).unwrap_or_default() != expanded {
            stale.push(format!("{}:\n{expanded}", output.display()));
        }
    }
    assert!(
        stale.is_empty(),
        "expansions changed; look at them and run with BLESS=1:\n{}",
        stale.join("\n")
    );
}

#[test]
fn a_component_of_20_elements_expands_to_little_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand/twenty_elements.in.rs");
    let code = fs::read_to_string(path).expect("it can be read");
    let elements =
        code.matches('<').count() - code.matches("</").count() - code.matches("Prop<").count();
    assert_eq!(elements, 20, "the input is what it says");
    let expanded = expand(&code);
    assert_eq!(expanded.matches("Kind::on(").count(), 2);
    let slots = expanded.matches("__v::Kind::").count();
    assert_eq!(slots, 7, "5 slots and 2 handlers");
    println!("{} bytes", expanded.len());
    assert!(
        expanded.len() <= COMPONENT_BYTES_MAX,
        "{} bytes",
        expanded.len()
    );
}
