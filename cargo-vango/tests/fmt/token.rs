//! What a formatter must not change, read without the formatter's own lexer.

use proc_macro2::{TokenStream, TokenTree};

/// All tokens as texts, groups as their brackets.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let stream: TokenStream = text
        .parse()
        .unwrap_or_else(|error| panic!("{error} in\n{text}"));
    let mut all = Vec::new();
    flatten(stream, &mut all);
    all
}

fn flatten(stream: TokenStream, all: &mut Vec<String>) {
    for token in stream {
        match token {
            TokenTree::Group(group) => {
                all.push(format!("open {:?}", group.delimiter()));
                flatten(group.stream(), all);
                all.push("close".to_owned());
            }
            token => all.push(token.to_string()),
        }
    }
}

/// How many comments a text has, found without knowing tokens: in these texts no literal holds `//` or `/*`, or it holds
/// them before and after.
pub(crate) fn comment_count(text: &str) -> usize {
    text.matches("//").count() + text.matches("/*").count()
}
