//! A cursor over token trees, and questions about single tokens.
//!
//! User code stays raw tokens everywhere: this module never interprets an expression, it only finds where one ends.

use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};

/// A position in a sequence of token trees. Reading past the end gives `None` and [`Cursor::span`] the place after it.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'t> {
    tokens: &'t [TokenTree],
    at: usize,
    end: Span,
}

impl<'t> Cursor<'t> {
    /// `end` is where something is reported that should have followed the last token.
    pub(crate) fn new(tokens: &'t [TokenTree], end: Span) -> Self {
        Self { tokens, at: 0, end }
    }

    pub(crate) fn peek(&self, ahead: usize) -> Option<&'t TokenTree> {
        self.tokens.get(self.at + ahead)
    }

    pub(crate) fn next(&mut self) -> Option<&'t TokenTree> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        Some(token)
    }

    pub(crate) fn skip(&mut self, count: usize) {
        self.at = (self.at + count).min(self.tokens.len());
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// How many tokens were read.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    pub(crate) fn remaining(&self) -> &'t [TokenTree] {
        &self.tokens[self.at.min(self.tokens.len())..]
    }

    /// The tokens from `start` to here.
    pub(crate) fn since(&self, start: usize) -> TokenStream {
        self.tokens[start..self.at].iter().cloned().collect()
    }

    /// Takes the next `count` tokens.
    pub(crate) fn take(&mut self, count: usize) -> TokenStream {
        let start = self.at;
        self.skip(count);
        self.since(start)
    }

    /// The next token's span, or the place after the last one.
    pub(crate) fn span(&self) -> Span {
        self.peek(0).map_or(self.end, TokenTree::span)
    }

    /// The token's span that was read last, or [`Cursor::span`] when none was.
    pub(crate) fn last(&self) -> Span {
        let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        last.map_or_else(|| self.span(), TokenTree::span)
    }

    pub(crate) fn ident(&self, ahead: usize) -> Option<&'t Ident> {
        match self.peek(ahead) {
            Some(TokenTree::Ident(ident)) => Some(ident),
            _ => None,
        }
    }

    pub(crate) fn is_ident(&self, ahead: usize, text: &str) -> bool {
        self.ident(ahead).is_some_and(|ident| ident == text)
    }

    pub(crate) fn is_punct(&self, ahead: usize, ch: char) -> bool {
        self.peek(ahead).is_some_and(|token| is_punct(token, ch))
    }

    /// `::`
    pub(crate) fn is_path_separator(&self, ahead: usize) -> bool {
        is_path_separator(self.tokens, self.at + ahead)
    }

    pub(crate) fn group(&self, ahead: usize, delimiter: Delimiter) -> Option<&'t Group> {
        match self.peek(ahead) {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
            _ => None,
        }
    }

    /// A string literal.
    pub(crate) fn is_text(&self, ahead: usize) -> bool {
        self.peek(ahead).is_some_and(is_text)
    }
}

pub(crate) fn is_punct(token: &TokenTree, ch: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ch)
}

pub(crate) fn is_joint(token: &TokenTree, ch: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ch && punct.spacing() == Spacing::Joint)
}

/// Whether `ch` follows the token at `at`.
pub(crate) fn is_next(tokens: &[TokenTree], at: usize, ch: char) -> bool {
    tokens.get(at + 1).is_some_and(|token| is_punct(token, ch))
}

pub(crate) fn is_ident(token: &TokenTree, text: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == text)
}

pub(crate) fn is_brace(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// A `::` that begins at `at`.
pub(crate) fn is_path_separator(tokens: &[TokenTree], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| is_joint(token, ':'))
        && tokens.get(at + 1).is_some_and(|token| is_punct(token, ':'))
}

/// A string literal: `"…"` or `r"…"`, not a byte or C string.
pub(crate) fn is_text(token: &TokenTree) -> bool {
    let TokenTree::Literal(literal) = token else {
        return false;
    };
    let text = literal.to_string();
    text.starts_with('"') || text.starts_with("r\"") || text.starts_with("r#")
}

pub(crate) fn trees(stream: &TokenStream) -> Vec<TokenTree> {
    stream.clone().into_iter().map(bare).collect()
}

/// What a `macro_rules!` has put in stands in a group without delimiters: `$text` of `"Hello"` is that literal.
fn bare(token: TokenTree) -> TokenTree {
    let TokenTree::Group(group) = &token else {
        return token;
    };
    if group.delimiter() != Delimiter::None {
        return token;
    }
    let mut inner = group.stream().into_iter();
    match (inner.next(), inner.next()) {
        (Some(only @ (TokenTree::Literal(_) | TokenTree::Ident(_))), None) => only,
        _ => token,
    }
}

/// Whether a punctuation character stands at the top level of `tokens`.
pub(crate) fn has_punct(tokens: &TokenStream, ch: char) -> bool {
    tokens.clone().into_iter().any(|token| is_punct(&token, ch))
}

/// The identifier that is all of `tokens`.
pub(crate) fn sole_ident(tokens: &TokenStream) -> Option<Ident> {
    let mut tokens = tokens.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(ident)), None) => Some(ident),
        _ => None,
    }
}

/// Whether one of `words` can stand anywhere in `tokens`; most streams are done with by this. The compiler writes the text, and it is
/// faster than a macro without optimisation that opens each group.
pub(crate) fn may_have(tokens: &TokenStream, words: &[&str]) -> bool {
    let text = tokens.to_string();
    words.iter().any(|word| text.contains(word))
}

/// Whether `word` stands anywhere in `tokens`, groups opened, whatever it means there.
pub(crate) fn has_word(tokens: &[TokenTree], word: &str) -> bool {
    tokens.iter().any(|token| match token {
        TokenTree::Group(group) => has_word(&trees(&group.stream()), word),
        token => is_ident(token, word),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put_in(code: &str) -> Vec<TokenTree> {
        let group = Group::new(Delimiter::None, code.parse().unwrap());
        trees(&TokenTree::Group(group).into())
    }

    /// `$text`, `$name` and the like are what they stand for; `$value` of several tokens stays one value.
    #[test]
    fn what_a_macro_puts_in_is_what_it_is() {
        assert!(is_text(&put_in("\"Hello\"")[0]));
        assert!(is_ident(&put_in("name")[0], "name"));
        let sum = put_in("1 + 2");
        assert!(matches!(sum.as_slice(), [TokenTree::Group(_)]), "{sum:?}");
        assert!(
            matches!(put_in("{ }").as_slice(), [TokenTree::Group(group)] if group.delimiter() == Delimiter::None)
        );
    }
}
