//! One token is deleted, wherever: what the user wrote besides is still there once, where it was written.
//!
//! A token is user code when it is a name of a sample's user (`x_…`). Its place is a range of bytes in the sample's file, so that a
//! copy made of text, or one that stands where another token does, is found out.

use std::collections::BTreeMap;
use std::ops::Range;

use proc_macro2::{Group, TokenStream, TokenTree};
use vango_macros_core::{Audience, Expansion};

use super::MARK;
use super::sample::{Kind, calls};

/// What setup names in a pure closure is asserted to be so.
const ASSERTIONS: [&str; 3] = ["assert_pure", "assert_taken", "assert_leaves"];

type Places = BTreeMap<(String, usize, usize), usize>;

/// Every name of the user's, where it stands, and how often. What an assertion of ours names, `__v::assert_pure(&name)`, is not counted:
/// it stands under an `if false` beside the code, and not for it.
fn places(tokens: TokenStream, found: &mut Places) {
    let mut is_assertion = false;
    for token in tokens {
        let was_assertion = is_assertion;
        is_assertion =
            matches!(&token, TokenTree::Ident(name) if ASSERTIONS.iter().any(|it| name == it));
        match token {
            TokenTree::Group(_) if was_assertion => {}
            TokenTree::Group(group) => places(group.stream(), found),
            TokenTree::Ident(ident) if ident.to_string().starts_with(MARK) => {
                let Range { start, end } = ident.span().byte_range();
                *found.entry((ident.to_string(), start, end)).or_default() += 1;
            }
            _ => {}
        }
    }
}

fn places_in(tokens: TokenStream) -> Places {
    let mut found = Places::new();
    places(tokens, &mut found);
    found
}

/// The tokens without the one at `at`, groups counted before what is in them; a group goes with what is in it.
fn delete(tokens: TokenStream, at: &mut Option<usize>) -> TokenStream {
    let mut out = TokenStream::new();
    for token in tokens {
        match at {
            Some(0) => {
                *at = None;
                continue;
            }
            Some(left) => *left -= 1,
            None => {}
        }
        out.extend([match token {
            TokenTree::Group(group) => {
                let mut shorter = Group::new(group.delimiter(), delete(group.stream(), at));
                shorter.set_span(group.span());
                TokenTree::Group(shorter)
            }
            token => token,
        }]);
    }
    out
}

/// What the compiler gets may differ from what was written in one way: a word that has become an attribute's or an element's name,
/// because the `=` or `<` beside it went, stands in the mistake that is reported on it or in the template's text.
fn is_explained(expansion: &Expansion, before: &Places, after: &Places) -> bool {
    let reported: Vec<usize> = expansion
        .diagnostics
        .iter()
        .map(|mistake| mistake.place.start().byte_range().start)
        .collect();
    let text = expansion.tokens.to_string();
    // As an attribute without a value stands in a literal.
    let is_attribute = |name: &str| text.contains(&format!(" {name}=\\\""));
    let is_named =
        |(name, start, _): &(String, usize, usize)| reported.contains(start) || is_attribute(name);
    let names_are_there = before.iter().all(|(place, times)| {
        after
            .get(place)
            .map_or_else(|| is_named(place), |found| found == times)
    });
    names_are_there && after.keys().all(|place| before.contains_key(place))
}

#[test]
fn after_the_deletion_of_any_token_user_code_is_there_once_and_in_its_place() {
    let mut count = 0;
    let mut lost = Vec::new();
    for call in calls() {
        let length = super::leaves(call.input.clone());
        // The last deletes nothing.
        for at in 0..=length {
            let input = delete(call.input.clone(), &mut Some(at));
            let before = places_in(
                [call.arguments.clone(), input.clone()]
                    .into_iter()
                    .collect(),
            );
            for audience in [Audience::Compiler, Audience::Editor] {
                count += 1;
                let expansion = call.expand(audience, input.clone());
                let after = places_in(expansion.tokens.clone());
                let is_kept = before == after
                    || audience == Audience::Compiler && is_explained(&expansion, &before, &after);
                if !is_kept {
                    lost.push(format!(
                        "{}, {audience:?}: {input}\n{before:?}\n{after:?}",
                        call.file
                    ));
                }
                if at == length {
                    let mistakes = expansion.diagnostics;
                    assert!(
                        mistakes.is_empty(),
                        "{} has mistakes: {mistakes:?}",
                        call.file
                    );
                }
            }
        }
    }
    assert!(
        lost.is_empty(),
        "{} of {count}:\n{}",
        lost.len(),
        lost.join("\n\n")
    );
    assert!(count > 2_500, "{count} expansions are too few");
}

#[test]
fn every_kind_of_macro_has_a_sample() {
    let calls = calls();
    for kind in [
        Kind::View,
        Kind::Component,
        Kind::Setup,
        Kind::Shared,
        Kind::SessionKey,
        Kind::Global,
    ] {
        assert!(calls.iter().any(|call| call.kind == kind), "{kind:?}");
    }
}
