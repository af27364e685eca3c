//! `if`, `match`, `for`, `each`, `let` in markup.
//!
//! A header is raw tokens up to the `{` that opens the body; as in Rust, a struct literal in it needs parentheses.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::quote;

use super::Parser;
use super::element::nothing;
use super::header::{header_len, is_key, tag_behind};
use super::model::{Arm, Branch, Each, Expr, For, If, Match, Node};
use super::node::{is_bare, markup_trees, non_empty, unfinished_len};
use crate::diagnostic::{Code, Place};
use crate::token::{Cursor, is_brace, is_ident, is_joint, is_punct, trees};

impl Parser<'_> {
    /// Reads control flow, if `cursor` stands at some.
    pub(super) fn control(&mut self, cursor: &mut Cursor<'_>, nodes: &mut Vec<Node>) -> bool {
        let Some(keyword) = cursor.ident(0) else {
            return false;
        };
        let span = keyword.span();
        let node = match keyword.to_string().as_str() {
            "if" => Node::If(self.conditional(cursor, span)),
            "match" => Node::Match(self.matching(cursor, span)),
            "for" => Node::For(self.repeat(cursor, span)),
            "each" => Node::Each(self.each(cursor, span)),
            "let" => self.binding(cursor, span, nodes),
            word @ ("while" | "loop") => self.endless(cursor, word, span),
            _ => return false,
        };
        nodes.push(node);
        true
    }

    /// Tokens to the body, and the body's markup; `None`: there is no body.
    fn header(
        &mut self,
        cursor: &mut Cursor<'_>,
        keyword: &str,
        span: Span,
    ) -> (TokenStream, Option<Vec<Node>>) {
        let rest = cursor.remaining();
        let tag = tag_behind(rest);
        let Some(length) = header_len(rest).filter(|length| tag.is_none_or(|tag| tag > *length))
        else {
            let header = cursor.take(tag.unwrap_or_else(|| unfinished_len(rest)));
            self.malformed(
                keyword,
                Place::new(span, Place::of(&header, span).end()),
                "has no body",
            );
            // Most likely what should stand in the braces.
            let mut body = Vec::new();
            if tag.is_some() {
                self.tag(cursor, &mut body, &[]);
            }
            return (header, Some(body).filter(|body| !body.is_empty()));
        };
        let header = cursor.take(length);
        if header.is_empty() {
            self.malformed(keyword, span.into(), "has nothing before its body");
        }
        let body = cursor
            .group(0, Delimiter::Brace)
            .map(|group| self.group(group));
        cursor.skip(1);
        (header, body)
    }

    pub(super) fn group(&mut self, group: &Group) -> Vec<Node> {
        let tokens = markup_trees(&group.stream(), self.diagnostics);
        self.trace
            .enter(super::trace::Shape::Body, group.span_open());
        let nodes = self.body(&mut Cursor::new(&tokens, group.span_close()));
        self.trace.exit(group.span_close());
        nodes
    }

    fn malformed(&mut self, keyword: &str, place: Place, what: &str) {
        let help = match keyword {
            "match" => "write `match value { pattern => { … } }`",
            "for" => "write `for item in items, key = item.id { … }`",
            "each" => "write `each row in list { … }`",
            "else" => "write `else { … }` or `else if condition { … }`",
            _ => "write `if condition { … }`",
        };
        self.diagnostics.report(
            Code::MalformedControl,
            place,
            format!("`{keyword}` {what}"),
            help,
        );
    }

    fn conditional(&mut self, cursor: &mut Cursor<'_>, keyword: Span) -> If {
        let mut branches = Vec::new();
        let mut otherwise = None;
        loop {
            let word = cursor.span();
            cursor.skip(1);
            let (condition, body) = self.header(cursor, "if", word);
            branches.push(Branch {
                condition,
                body: body.unwrap_or_default(),
            });
            if !cursor.is_ident(0, "else") {
                break;
            }
            let span = cursor.span();
            cursor.skip(1);
            if cursor.is_ident(0, "if") {
                continue;
            }
            if let Some(group) = cursor.group(0, Delimiter::Brace) {
                cursor.skip(1);
                otherwise = Some(self.group(group));
            } else {
                self.malformed("else", span.into(), "has no body");
            }
            break;
        }
        If {
            branches,
            otherwise,
            keyword,
        }
    }

    fn matching(&mut self, cursor: &mut Cursor<'_>, keyword: Span) -> Match {
        cursor.skip(1);
        let rest = cursor.remaining();
        let Some(length) = rest.iter().position(is_brace) else {
            let subject = cursor.take(unfinished_len(rest));
            self.malformed(
                "match",
                Place::new(keyword, Place::of(&subject, keyword).end()),
                "has no arms",
            );
            return Match {
                subject,
                arms: Vec::new(),
                keyword,
            };
        };
        let subject = cursor.take(length);
        if subject.is_empty() {
            self.malformed("match", keyword.into(), "has nothing before its arms");
        }
        let arms = match cursor.group(0, Delimiter::Brace) {
            Some(group) => {
                let tokens = trees(&group.stream());
                self.arms(&mut Cursor::new(&tokens, group.span_close()))
            }
            None => Vec::new(),
        };
        cursor.skip(1);
        Match {
            subject,
            arms,
            keyword,
        }
    }

    fn arms(&mut self, cursor: &mut Cursor<'_>) -> Vec<Arm> {
        let mut arms = Vec::new();
        while !cursor.is_at_end() {
            if cursor.is_punct(0, ',') {
                cursor.skip(1);
                continue;
            }
            self.trace.enter(super::trace::Shape::Arm, cursor.span());
            arms.push(self.arm(cursor));
            self.trace.exit(cursor.last());
        }
        arms
    }

    fn arm(&mut self, cursor: &mut Cursor<'_>) -> Arm {
        let help = "an arm is `pattern => { markup }`, with braces around the markup";
        let rest = cursor.remaining();
        let arrow = (0..rest.len()).find(|&at| {
            is_joint(&rest[at], '=') && rest.get(at + 1).is_some_and(|next| is_punct(next, '>'))
        });
        let Some(arrow) = arrow else {
            let pattern = cursor.take(rest.len());
            let place = Place::of(&pattern, cursor.span());
            self.diagnostics
                .report(Code::MalformedArm, place, "this arm has no `=>`", help);
            return Arm {
                pattern,
                body: Vec::new(),
            };
        };
        let pattern = cursor.take(arrow);
        let place = Place::of(&pattern, cursor.span());
        cursor.skip(2);
        if pattern.is_empty() {
            self.diagnostics
                .report(Code::MalformedArm, place, "this arm has no pattern", help);
        }
        if let Some(group) = cursor.group(0, Delimiter::Brace) {
            cursor.skip(1);
            return Arm {
                pattern,
                body: self.group(group),
            };
        }
        self.diagnostics.report(
            Code::MalformedArm,
            cursor.span(),
            "the body of this arm needs braces",
            help,
        );
        let length = self.loose_arm_len(cursor.remaining());
        let tokens = cursor.take(length);
        let body = match tokens.clone().into_iter().next() {
            // `_ => ()` shows nothing.
            Some(TokenTree::Group(group)) if group.stream().is_empty() => Vec::new(),
            Some(first) if is_bare(&first) => {
                let span = first.span();
                vec![Node::Expr(Expr { tokens, span })]
            }
            _ => self.body(&mut Cursor::new(&trees(&tokens), cursor.span())),
        };
        Arm { pattern, body }
    }

    /// An arm without braces goes to the next comma.
    fn loose_arm_len(&self, rest: &[TokenTree]) -> usize {
        rest.iter()
            .position(|token| is_punct(token, ','))
            .unwrap_or(rest.len())
    }

    fn repeat(&mut self, cursor: &mut Cursor<'_>, keyword: Span) -> For {
        cursor.skip(1);
        let (header, body) = self.header(cursor, "for", keyword);
        let (pattern, iterator, key) = self.split(header, "for", keyword);
        For {
            pattern,
            iterator,
            key,
            body: body.unwrap_or_else(unknown),
            keyword,
        }
    }

    fn each(&mut self, cursor: &mut Cursor<'_>, keyword: Span) -> Each {
        cursor.skip(1);
        let (header, body) = self.header(cursor, "each", keyword);
        let (pattern, list, key) = self.split(header, "each", keyword);
        Each {
            pattern,
            list,
            key,
            body: body.unwrap_or_else(unknown),
            keyword,
        }
    }

    /// `pattern in iterator, key = key`
    fn split(
        &mut self,
        header: TokenStream,
        word: &str,
        keyword: Span,
    ) -> (TokenStream, TokenStream, Option<TokenStream>) {
        let tokens = trees(&header);
        let collect = |tokens: &[TokenTree]| tokens.iter().cloned().collect::<TokenStream>();
        let (pattern, rest) = match tokens.iter().position(|token| is_ident(token, "in")) {
            Some(at) => (collect(&tokens[..at]), &tokens[at + 1..]),
            None => {
                if !tokens.is_empty() {
                    self.malformed(
                        word,
                        Place::new(keyword, Place::of(&header, keyword).end()),
                        "has no `in`",
                    );
                }
                (nothing(), &tokens[..])
            }
        };
        let Some(key_at) = (0..rest.len()).find(|&at| is_key(rest, at)) else {
            return (pattern, collect(rest), None);
        };
        let has_comma = key_at > 0 && is_punct(&rest[key_at - 1], ',');
        // That `each` takes no key is another rule's to say.
        if !has_comma && word == "for" {
            self.diagnostics.report(
                Code::MalformedControl,
                rest[key_at].span(),
                "a comma is missing before `key`",
                "write `for item in items, key = item.id { … }`",
            );
        }
        let iterator = &rest[..key_at - usize::from(has_comma)];
        let key = match &rest[key_at + 2..] {
            [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => group.stream(),
            key => collect(key),
        };
        if key.is_empty() {
            self.malformed(
                word,
                Place::new(rest[key_at].span(), rest[key_at + 1].span()),
                "has an empty key",
            );
        }
        (
            pattern,
            collect(iterator),
            non_empty(key).or_else(|| Some(nothing())),
        )
    }

    fn binding(&mut self, cursor: &mut Cursor<'_>, keyword: Span, nodes: &mut Vec<Node>) -> Node {
        let rest = cursor.remaining();
        let Some(length) = rest.iter().position(|token| is_punct(token, ';')) else {
            let tokens = cursor.take(unfinished_len(rest).max(1));
            self.diagnostics.report(
                Code::MalformedLet,
                Place::new(keyword, Place::of(&tokens, keyword).end()),
                "`let` in markup ends with a semicolon",
                "write `let name = expression;`",
            );
            // Where only the semicolon is missing the name is known to what follows.
            let ended: TokenStream = [tokens.clone(), quote!(;)].into_iter().collect();
            return match syn::parse2::<syn::Stmt>(ended.clone()) {
                Ok(_) => Node::Let(ended),
                Err(_) => Node::Salvage(tokens),
            };
        };
        let diverges = rest[..length]
            .windows(2)
            .any(|pair| is_ident(&pair[0], "else") && is_brace(&pair[1]));
        let has_if = rest[..length].iter().any(|token| is_ident(token, "if"));
        let tokens = cursor.take(length + 1);
        if diverges && !has_if {
            self.diagnostics.report(
                Code::MalformedLet,
                Place::of(&tokens, keyword),
                "`let … else` cannot leave the markup half-way",
                "write `if let pattern = value { … } else { … }`",
            );
            return without_way_out(tokens, nodes);
        }
        Node::Let(tokens)
    }

    fn endless(&mut self, cursor: &mut Cursor<'_>, word: &str, keyword: Span) -> Node {
        let rest = cursor.remaining();
        let length = rest
            .iter()
            .position(is_brace)
            .map_or_else(|| unfinished_len(rest), |brace| brace + 1);
        self.diagnostics.report(
            Code::MalformedControl,
            keyword,
            format!("there is no `{word}` in markup"),
            "rows come from a collection: `for item in items, key = item.id { … }`",
        );
        Node::Salvage(cursor.take(length.max(1)))
    }
}

/// The body of rows that was not found, which is not the same as an empty one.
fn unknown() -> Vec<Node> {
    vec![Node::Salvage(nothing())]
}

/// A refused `let … else { … };` as one that binds what it would bind and ends at once; what its `else` does is kept
/// for editors.
fn without_way_out(tokens: TokenStream, nodes: &mut Vec<Node>) -> Node {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    if let Some(block) = tokens.iter_mut().rev().find(|token| is_brace(token)) {
        let mut ends = Group::new(Delimiter::Brace, quote!(::core::panic!()));
        ends.set_span(block.span());
        if let TokenTree::Group(code) = std::mem::replace(block, ends.into()) {
            nodes.push(Node::Salvage(code.stream()));
        }
    }
    Node::Let(tokens.into_iter().collect())
}
