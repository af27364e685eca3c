//! Markup: what may stand between two tags.

use proc_macro2::{Delimiter, Group, Ident, Literal, Spacing, Span, TokenStream, TokenTree};

use super::Parser;
use super::model::{Expr, Name, Node, Text};
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::html::entity::{character, literal};
use crate::limits::MAX_DEPTH;
use crate::token::{Cursor, is_brace, is_ident, is_joint, is_punct, is_text, trees};

impl Parser<'_> {
    /// Reads nodes until a closing tag or the end. `open` are the elements around, the innermost last.
    pub(super) fn nodes(&mut self, cursor: &mut Cursor<'_>, nodes: &mut Vec<Node>, open: &[&Name]) {
        self.depth += 1;
        while !self.is_closed(cursor) {
            if self.depth > MAX_DEPTH {
                self.too_deep(cursor, nodes);
                break;
            }
            self.node(cursor, nodes, open);
        }
        self.depth -= 1;
    }

    fn is_closed(&self, cursor: &Cursor<'_>) -> bool {
        let ends_fragment = self.fragments > 0 && is_nameless_closing_tag(cursor);
        cursor.is_at_end() || is_closing_tag(cursor) || ends_fragment
    }

    fn too_deep(&mut self, cursor: &mut Cursor<'_>, nodes: &mut Vec<Node>) {
        self.is_cut = true;
        self.diagnostics.report(
            Code::TooDeep,
            cursor.span(),
            format!("markup is nested more than {MAX_DEPTH} levels deep"),
            "move the inner part into a component or a function that returns a `View`",
        );
        nodes.push(Node::Salvage(cursor.take(cursor.remaining().len())));
    }

    fn node(&mut self, cursor: &mut Cursor<'_>, nodes: &mut Vec<Node>, open: &[&Name]) {
        self.trace.enter(super::trace::Shape::Node, cursor.span());
        if cursor.is_text(0) {
            nodes.extend(self.text(cursor));
        } else if let Some(group) = cursor.group(0, Delimiter::Brace) {
            cursor.skip(1);
            nodes.push(self.expression(group));
        } else if cursor.is_punct(0, '<') {
            self.tag(cursor, nodes, open);
        } else if !self.control(cursor, nodes) {
            self.bare(cursor, nodes);
        }
        self.trace.exit(cursor.last());
    }

    fn text(&mut self, cursor: &mut Cursor<'_>) -> Option<Node> {
        let token = cursor.next()?;
        let text: syn::LitStr = syn::parse2(token.clone().into()).ok()?;
        if !text.suffix().is_empty() {
            self.diagnostics.report(
                Code::LiteralAsText,
                token.span(),
                "text cannot have a suffix",
                "remove what follows the closing quote",
            );
        }
        Some(Node::Text(Text {
            value: text.value(),
            span: token.span(),
        }))
    }

    /// `{expr}`
    fn expression(&mut self, group: &Group) -> Node {
        let expr = Expr {
            tokens: group.stream(),
            span: group.span(),
        };
        if expr.tokens.is_empty() {
            self.diagnostics.report(
                Code::EmptyExpression,
                expr.span,
                "`{}` shows nothing",
                "write an expression between the braces, or remove them",
            );
        }
        if self.has_markup(&expr) {
            Node::Salvage(expr.tokens)
        } else {
            Node::Expr(expr)
        }
    }

    /// Tokens that cannot be markup, up to the next one that can.
    fn bare(&mut self, cursor: &mut Cursor<'_>, nodes: &mut Vec<Node>) {
        let first = cursor.peek(0).cloned();
        let tokens = bare_tokens(cursor);
        let place = Place::of(&tokens, cursor.span());
        nodes.push(Node::Salvage(tokens.clone()));
        match first {
            Some(TokenTree::Literal(literal)) => self.diagnostics.report(
                Code::LiteralAsText,
                place,
                "only string literals are text",
                quoted_literal(&literal),
            ),
            Some(TokenTree::Ident(ident)) if ident == "else" => {
                self.diagnostics.report(
                    Code::StrayElse,
                    place,
                    "`else` without an `if` before it",
                    "`else` has to follow the closing brace of `if … { … }` at once",
                );
                if let Some(group) = cursor.group(0, Delimiter::Brace) {
                    cursor.skip(1);
                    nodes.extend(self.group(group));
                }
            }
            _ => {
                let help = match entity_of(&tokens) {
                    Some(character) => {
                        format!(
                            "write the character in quotes: `\"{}\"`",
                            literal(character)
                        )
                    }
                    None => {
                        "put text in quotes (`\"…\"`) and expressions in braces (`{…}`)".to_owned()
                    }
                };
                let end = self.rest_of_sentence(cursor, nodes, place.end());
                self.diagnostics.report(
                    Code::BareText,
                    Place::new(place.start(), end),
                    "this is neither markup nor text",
                    help,
                );
            }
        }
    }

    /// `Hello {name}!` is one text without quotes; `cursor` stands behind its first words. Its last token's place.
    fn rest_of_sentence(
        &mut self,
        cursor: &mut Cursor<'_>,
        nodes: &mut Vec<Node>,
        mut end: Span,
    ) -> Span {
        while let Some(group) = cursor.group(0, Delimiter::Brace)
            && cursor.peek(1).is_some_and(is_bare)
        {
            nodes.push(self.expression(group));
            cursor.skip(1);
            let tokens = bare_tokens(cursor);
            end = Place::of(&tokens, end).end();
            nodes.push(Node::Salvage(tokens));
        }
        end
    }
}

/// What to write instead of a literal that is not text.
fn quoted_literal(literal: &Literal) -> String {
    match syn::parse2(TokenTree::Literal(literal.clone()).into()) {
        Ok(syn::Lit::Char(character)) => format!(
            "write `\"{}\"` for text, `{{{literal}}}` for an expression",
            character.value().escape_default()
        ),
        Ok(syn::Lit::ByteStr(_) | syn::Lit::CStr(_)) => {
            "remove the letter before the quotes".to_owned()
        }
        _ => format!("write `\"{literal}\"` for text, `{{{literal}}}` for an expression"),
    }
}

/// What can only be text without quotes.
pub(super) fn is_bare(token: &TokenTree) -> bool {
    !(is_text(token) || is_brace(token) || is_punct(token, '<') || is_control_keyword(token))
}

/// One token and all that are bare behind it.
fn bare_tokens(cursor: &mut Cursor<'_>) -> TokenStream {
    let start = cursor.position();
    cursor.skip(1);
    while cursor.peek(0).is_some_and(is_bare) {
        cursor.skip(1);
    }
    cursor.since(start)
}

/// The character that `&nbsp;` stands for.
fn entity_of(tokens: &TokenStream) -> Option<char> {
    let text = tokens.to_string().replace(' ', "");
    let (reference, _) = text.strip_prefix('&')?.split_once(';')?;
    character(reference)
}

/// `</` and a name, or what will be one.
pub(super) fn is_closing_tag(cursor: &Cursor<'_>) -> bool {
    cursor.is_punct(0, '<') && cursor.is_punct(1, '/') && !cursor.is_punct(2, '>')
}

/// `</>`, which is also what the tokens of `< />` are.
pub(super) fn is_nameless_closing_tag(cursor: &Cursor<'_>) -> bool {
    cursor.is_punct(0, '<') && cursor.is_punct(1, '/') && cursor.is_punct(2, '>')
}

pub(super) fn is_control_keyword(token: &TokenTree) -> bool {
    ["if", "match", "for", "let", "while", "loop"]
        .iter()
        .any(|keyword| is_ident(token, keyword))
}

/// Markup's tokens. Where a word of control flow stands right behind a text, Rust reads it as the text's suffix: that is
/// reported, and the two are taken apart.
pub(super) fn markup_trees(stream: &TokenStream, diagnostics: &mut Diagnostics) -> Vec<TokenTree> {
    let mut tokens = trees(stream);
    let mut at = 0;
    while at < tokens.len() {
        if let Some((text, keyword)) = split_suffix(&tokens[at]) {
            diagnostics.report(
                Code::LiteralAsText,
                tokens[at].span(),
                format!("between a text and `{keyword}` a space is missing: Rust reads `\"…\"{keyword}` as one word"),
                format!("write `\"…\" {keyword} …`"),
            );
            tokens.splice(at..=at, [text, keyword.into()]);
        }
        at += 1;
    }
    tokens
}

fn split_suffix(token: &TokenTree) -> Option<(TokenTree, Ident)> {
    let TokenTree::Literal(literal) = token else {
        return None;
    };
    if !is_text(token) || literal.to_string().ends_with(['"', '#']) {
        return None;
    }
    let text: syn::LitStr = syn::parse2(token.clone().into()).ok()?;
    let word = Ident::new(text.suffix(), token.span());
    let keyword = is_control_keyword(&word.clone().into()) || word == "each" || word == "else";
    keyword.then(|| {
        let mut plain = proc_macro2::Literal::string(&text.value());
        plain.set_span(token.span());
        (plain.into(), word)
    })
}

/// How many of `tokens` belong to an expression or header that was left unfinished: to the next thing that can only be
/// markup (a tag, or text after an operand).
pub(super) fn unfinished_len(tokens: &[TokenTree]) -> usize {
    let starts_tag = |at: usize| {
        is_punct(&tokens[at], '<')
            && !matches!(&tokens[at], TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint && is_next(tokens, at, &['<', '=', '-']))
            && !(at > 1 && is_punct(&tokens[at - 1], ':') && is_joint(&tokens[at - 2], ':'))
            && match tokens.get(at + 1) {
                Some(TokenTree::Ident(_)) => true,
                Some(token) => is_punct(token, '/') || is_punct(token, '>'),
                None => true,
            }
    };
    (0..tokens.len())
        .find(|&at| {
            starts_tag(at) || (is_text(&tokens[at]) && at > 0 && is_operand(&tokens[at - 1]))
        })
        .unwrap_or(tokens.len())
}

fn is_next(tokens: &[TokenTree], at: usize, characters: &[char]) -> bool {
    tokens
        .get(at + 1)
        .is_some_and(|token| characters.iter().any(|ch| is_punct(token, *ch)))
}

pub(super) fn is_operand(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(_) => false,
        TokenTree::Ident(ident) => !["in", "return", "match", "if", "else", "mut", "ref", "let"]
            .iter()
            .any(|k| ident == k),
        _ => true,
    }
}

/// How many of `tokens` form one expression, judged by operands and operators: it ends where two operands meet, and
/// before `>`, `/>`, `,` and `;`. For values that should have been in braces.
pub(super) fn loose_len(tokens: &[TokenTree]) -> usize {
    let mut after_operand = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Punct(punct) => {
                let arrow =
                    at > 0 && (is_joint(&tokens[at - 1], '-') || is_joint(&tokens[at - 1], '='));
                match punct.as_char() {
                    '>' if !arrow => return at,
                    '/' if is_next(tokens, at, &['>']) => return at,
                    ',' | ';' => return at,
                    '?' => continue,
                    _ => after_operand = false,
                }
            }
            TokenTree::Group(group) => {
                if after_operand && group.delimiter() == Delimiter::Brace {
                    return at;
                }
                after_operand = true;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if after_operand {
                    return at;
                }
                after_operand = is_operand(token);
            }
        }
    }
    tokens.len()
}

/// `tokens` without what is left of a shorter stream.
pub(super) fn non_empty(tokens: TokenStream) -> Option<TokenStream> {
    (!tokens.is_empty()).then_some(tokens)
}
