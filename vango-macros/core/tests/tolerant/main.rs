//! Half-typed input: no panic, and every token of user code comes out once.

mod case;
mod deletion;
mod sample;

use std::collections::BTreeMap;

use case::EDITOR;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use proptest::prelude::*;
use sample::{Kind, calls};
use vango_macros_core::Audience;

/// Identifiers of user code in these tests begin so; each has to come out as often as it went in.
const MARK: &str = "x_";

fn marks(tokens: TokenStream, found: &mut BTreeMap<String, usize>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => marks(group.stream(), found),
            TokenTree::Ident(ident) if ident.to_string().starts_with(MARK) => {
                *found.entry(ident.to_string()).or_default() += 1;
            }
            _ => {}
        }
    }
}

fn count(tokens: TokenStream) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    marks(tokens, &mut found);
    found
}

/// The first `leaves` tokens, open groups closed: what an editor hands over while one types.
fn truncate(tokens: TokenStream, leaves: &mut usize) -> TokenStream {
    let mut out = TokenStream::new();
    for token in tokens {
        if *leaves == 0 {
            break;
        }
        *leaves -= 1;
        match token {
            TokenTree::Group(group) => {
                let inner = truncate(group.stream(), leaves);
                out.extend([TokenTree::Group(Group::new(group.delimiter(), inner))]);
            }
            token => out.extend([token]),
        }
    }
    out
}

fn leaves(tokens: TokenStream) -> usize {
    tokens
        .into_iter()
        .map(|token| {
            1 + if let TokenTree::Group(group) = token {
                leaves(group.stream())
            } else {
                0
            }
        })
        .sum()
}

#[track_caller]
fn view_keeps_user_code(input: TokenStream) -> Result<(), TestCaseError> {
    let before = count(input.clone());
    for audience in [Audience::Compiler, Audience::Editor] {
        let expansion = vango_macros_core::view_for(audience, input.clone());
        let errors: Vec<String> = expansion
            .diagnostics
            .iter()
            .map(ToString::to_string)
            .collect();
        prop_assert_eq!(
            &before,
            &count(expansion.tokens.clone()),
            "{:?}: {}\n→\n{}\n{:?}",
            audience,
            input,
            expansion.tokens,
            errors
        );
    }
    Ok(())
}

#[test]
fn every_truncation_of_valid_markup_keeps_user_code() {
    for call in calls().iter().filter(|call| call.kind == Kind::View) {
        for length in 0..=leaves(call.input.clone()) {
            view_keeps_user_code(truncate(call.input.clone(), &mut { length }))
                .unwrap_or_else(|error| panic!("{}: {error}", call.file));
        }
    }
}

#[test]
fn half_typed_names_and_expressions_keep_user_code() {
    for case in EDITOR {
        view_keeps_user_code(case.parse().expect("tokens"))
            .unwrap_or_else(|error| panic!("{case}: {error}"));
    }
}

#[test]
fn what_is_being_typed_reaches_the_editor_where_it_completes() {
    let expanded = |input: &str| {
        vango_macros_core::view_for(Audience::Editor, input.parse().expect("tokens"))
            .tokens
            .to_string()
            .replace(' ', "")
    };
    for (input, mention) in [
        ("r, <di></di>", "di;__a::any;di;"),
        (
            "r, <div cl></div>",
            "__e::div;__a::div::cl;__a::div;__e::div;",
        ),
        ("r, <input type>", "__a::input::r#type;"),
        ("r, <p on:cl=|tx| {}></p>", "__a::p::on;__on::cl;"),
        ("r, <p on:></p>", "__on::abort;"),
        ("r, <input bind:va=text>", "__bind::va;"),
        ("r, <p cla:big></p>", "__a::p::cla;"),
        ("r, <x-tag cl/>", "__a::any::cl;"),
        ("r, <ui::Card></Ca>", "Ca;"),
        ("r, <Card ti />", "Card::props().ti(true)"),
        (
            "r, <Card kind=Kind:: title=\"a\"/>",
            ".kind(Kind::).title(\"a\")",
        ),
        ("r, {user.}", "__b.expr(user.);"),
        ("r, <But", "But::props()"),
        (
            "r, <p on:click=|tx, ev| { ev. }></p>",
            "__b.on1(__v::events::click,move|tx,ev|{_={ev.};});",
        ),
    ] {
        let expanded = expanded(input);
        assert!(expanded.contains(mention), "{mention} in {expanded}");
    }
    let for_compiler = vango_macros_core::view("r, <div class={a}></div>".parse().expect("tokens"));
    assert!(!for_compiler.tokens.to_string().contains("rust_analyzer"));
}

/// What stands before a word does not depend on how far it is typed: an editor compares two expansions by their offsets.
#[test]
fn what_stands_before_a_half_typed_word_does_not_move_it() {
    const WORD: &str = "half_typed";
    for case in EDITOR.iter().filter(|case| !case.is_empty()) {
        let offset = |word: &str| {
            let input: TokenStream = case.parse().expect("tokens");
            let named = renamed(input, word);
            let text = vango_macros_core::view_for(Audience::Editor, named)
                .tokens
                .to_string();
            text.find(word)
        };
        assert_eq!(offset(WORD), offset("half_typed_and_more_of_it"), "{case}");
    }
}

/// The first name of user code is another one.
fn renamed(tokens: TokenStream, word: &str) -> TokenStream {
    let mut out = TokenStream::new();
    let mut is_done = false;
    rename_into(tokens, word, &mut is_done, &mut out);
    out
}

fn rename_into(tokens: TokenStream, word: &str, is_done: &mut bool, out: &mut TokenStream) {
    for token in tokens {
        out.extend([match token {
            TokenTree::Ident(ident) if !*is_done && ident.to_string().starts_with(MARK) => {
                *is_done = true;
                TokenTree::Ident(proc_macro2::Ident::new(word, ident.span()))
            }
            TokenTree::Group(group) => {
                let mut inner = TokenStream::new();
                rename_into(group.stream(), word, is_done, &mut inner);
                TokenTree::Group(Group::new(group.delimiter(), inner))
            }
            token => token,
        }]);
    }
}

#[test]
fn a_component_with_mistakes_still_has_its_struct_props_and_body() {
    let item = r#"
        /// Doc.
        pub(crate) async fn Card<T>(cx: &Setup, title: String, #[prop(defalt)] kind: Prop<x_Kind>) {
            let x_a = x_b.; render(move |r| view! { r, {x_c.} })
        }"#;
    let tokens: TokenStream = item.parse().expect("tokens");
    let before = count(tokens.clone());
    let expansion = vango_macros_core::component(TokenStream::new(), tokens);
    assert!(expansion.diagnostics.len() >= 5);
    let after = count(expansion.tokens.clone());
    for (name, times) in ["x_a", "x_b", "x_c"].map(|name| (name, before[name])) {
        assert_eq!(after[name], times, "{name}");
    }
    let text = expansion.tokens.to_string().replace(' ', "");
    for part in [
        "pub(crate)structCard<T:'static>(",
        "structValuesOfCard<T:'static>{title:__v::Option<()>,kind:__v::Option<x_Kind>,",
        "fn__refused<>(_:String)",
        "fn__body(cx:",
        "render(move|r|view!{r,{x_c.}})",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

/// Each with its mistakes: the static has its type, and what the user wrote to compute comes out once.
#[test]
fn a_persisted_static_with_mistakes_is_still_there() {
    for (arguments, item, head) in [
        (
            "",
            "pub static mut CART: u8 = x_a(x_b);",
            "pubstaticCART:::vango::__private::v1::Shared<u8>=",
        ),
        (
            "scpoe = x, schema = 1, was = \"\"",
            "static A: u8 = { x_a };",
            "staticA:::vango::__private::v1::Shared<u8>=",
        ),
        (
            "",
            "#[global] #[doc = \"x\"] static A: u8 = x_a;",
            "#[doc=\"x\"]staticA:::vango::__private::v1::Shared<u8>=",
        ),
        (
            "",
            "static A: u8 = (env!(\"X\"), x_a);",
            "staticA:::vango::__private::v1::Shared<u8>=",
        ),
        (
            "",
            "static A: u8 = x_a.;",
            "staticA:::vango::__private::v1::Shared<u8>=",
        ),
        (
            "",
            "static A: u8;",
            "staticA:::vango::__private::v1::Shared<u8>=",
        ),
        (
            "migrate(Old => x_m, Older =>, Oldest => |x_o| x_o2.)",
            "static A: u8 = x_a;",
            "staticA:::vango::__private::v1::Shared<u8>=",
        ),
        ("", "static A = x_a;", "staticA=x_a;"),
        ("", "static A: Vec<_> = x_a;", "staticA:Vec<_>=x_a;"),
        ("", "static A: = x_a;", "staticA:=x_a;"),
        ("", "const A: u8 = x_a;", "constA:u8=x_a;"),
        ("", "static", "static"),
        ("", "", ""),
    ] {
        let [arguments, item]: [TokenStream; 2] =
            [arguments, item].map(|it| it.parse().expect("tokens"));
        let before = count([arguments.clone(), item.clone()].into_iter().collect());
        let expansion = vango_macros_core::shared(arguments, item.clone());
        assert_eq!(
            before,
            count(expansion.tokens.clone()),
            "{item} in {}",
            expansion.tokens
        );
        let text = expansion.tokens.to_string().replace(' ', "");
        assert!(text.contains(head), "{head} in {text}");
    }
    let item: TokenStream = "static A: Theme = x_a;".parse().expect("tokens");
    let key = vango_macros_core::session_key(TokenStream::new(), item).tokens;
    assert_eq!(count(key.clone()).get("x_a"), Some(&1));
    assert!(
        key.to_string()
            .replace(' ', "")
            .contains("SessionKey<Theme>=")
    );
}

#[test]
fn an_unreadable_component_keeps_its_tokens() {
    for item in [
        "fn Card(cx: &mut Setup, x_a { x_b }",
        "struct x_Card;",
        "fn",
        "",
        "fn Card(cx: &mut Setup, x_a:) -> { x_b. }",
    ] {
        let Ok(tokens) = item.replace("x_a {", "x_a) {").parse::<TokenStream>() else {
            panic!("{item}")
        };
        let before = count(tokens.clone());
        let after = count(vango_macros_core::component(TokenStream::new(), tokens).tokens);
        for (name, times) in before {
            assert!(
                after.get(&name).is_some_and(|found| *found >= times),
                "{name} of {item}"
            );
        }
    }
}

/// Any tokens at all, weighted towards what markup is made of. User code is in braces: elsewhere a word may be a name.
fn soup() -> impl Strategy<Value = TokenStream> {
    let word = prop::sample::select(vec![
        "<",
        "</",
        ">",
        "/>",
        "=",
        "\"t\"",
        "5",
        "|",
        "||",
        ",",
        ";",
        ":",
        "::",
        ".",
        "..",
        "-",
        "=>",
        "->",
        "?",
        "&",
        "!",
        "'a'",
        "{x_a}",
        "{x_b.}",
        "a",
        "div",
        "p",
        "Card",
        "br",
        "class",
        "on",
        "click",
        "if",
        "else",
        "match",
        "for",
        "in",
        "key",
        "let",
        "each",
        "move",
        "async",
        "return",
        "1.5",
        "r",
        "pre",
        "table",
        "tr",
        "title",
        "<!",
        "--",
        "-",
        "doctype",
        "html",
        "bind",
        "value",
        "style",
        "prevent",
        "key",
        "debounce",
        ":head",
        "input",
        "svg",
        "circle",
        "x-tag",
        "Island",
        "hook",
        "{..x_c}",
        "<List<T>>",
        "</:head>",
        "allow",
        "missing_alt",
        "img",
        "button",
        "label",
        "role",
        "aria-hidden",
        "</>",
        "<>",
    ]);
    let leaf = word.prop_map(|word| word.parse::<TokenStream>().unwrap_or_default());
    let tree = leaf.prop_recursive(4, 60, 12, |inner| {
        (
            prop::collection::vec(inner, 0..12),
            prop::sample::select(vec![
                Delimiter::Brace,
                Delimiter::Parenthesis,
                Delimiter::Bracket,
            ]),
        )
            .prop_map(|(parts, delimiter)| {
                let stream: TokenStream = parts.into_iter().collect();
                TokenTree::Group(Group::new(delimiter, stream)).into()
            })
    });
    prop::collection::vec(tree, 0..40).prop_map(|parts| parts.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_tokens_are_survived_and_kept(tokens in soup()) {
        let mut input: TokenStream = "r,".parse().expect("tokens");
        input.extend(tokens);
        view_keeps_user_code(input)?;
    }

    #[test]
    fn any_component_body_is_survived(tokens in soup()) {
        let body = TokenTree::Group(Group::new(Delimiter::Brace, tokens));
        let mut item: TokenStream = "fn Card(cx: &mut Setup) -> Component".parse().expect("tokens");
        item.extend([body]);
        let before = count(item.clone());
        let after = count(vango_macros_core::component(TokenStream::new(), item).tokens);
        for (name, times) in before {
            prop_assert!(after.get(&name).is_some_and(|found| *found >= times), "{}", name);
        }
    }
}
