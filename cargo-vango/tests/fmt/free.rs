//! Views at random, each written twice with other white space where it is free: the layout is the same.

use std::fmt::Write as _;

use cargo_vango::fmt::{Config, format};
use proptest::prelude::*;

use crate::token::tokens;

/// A piece of markup.
#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Expr(&'static str),
    Let,
    Comment(u8),
    Element(&'static str, Vec<Attribute>, Vec<Piece>),
    Fragment(Vec<Piece>),
    Void(Vec<Attribute>),
    Component(Vec<Attribute>),
    If(Vec<Piece>, Option<Vec<Piece>>),
    For(Vec<Piece>),
    Each(Vec<Piece>),
    Match(Vec<(&'static str, Vec<Piece>, bool)>),
}

#[derive(Clone, Debug)]
enum Attribute {
    Bare,
    Text(String),
    Path,
    Dashed,
    Braces,
    Parentheses,
    Spread,
    Class,
    Handler(usize),
    Comment(u8),
}

fn attribute() -> impl Strategy<Value = Attribute> {
    prop_oneof![
        Just(Attribute::Bare),
        "[a-z ]{0,40}".prop_map(Attribute::Text),
        Just(Attribute::Path),
        Just(Attribute::Dashed),
        Just(Attribute::Braces),
        Just(Attribute::Parentheses),
        Just(Attribute::Spread),
        Just(Attribute::Class),
        (0..4_usize).prop_map(Attribute::Handler),
        any::<u8>().prop_map(Attribute::Comment),
    ]
}

fn piece() -> impl Strategy<Value = Piece> {
    let attributes = || prop::collection::vec(attribute(), 0..5);
    let leaf = prop_oneof![
        4 => "[a-zäß {}<>/]{0,60}".prop_map(Piece::Text),
        3 => prop::sample::select(vec!["name", "a.b(c)", "&x", "*n", "if a { 1 } else { 2 }"]).prop_map(Piece::Expr),
        1 => Just(Piece::Let),
        1 => any::<u8>().prop_map(Piece::Comment),
        1 => attributes().prop_map(Piece::Void),
        1 => attributes().prop_map(Piece::Component),
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        let list = || prop::collection::vec(inner.clone(), 0..4);
        let name = prop::sample::select(vec!["p", "div", "b", "star-rating"]);
        let pattern = prop::sample::select(vec!["_", "Some(x)", "1 | 2", "n if n > 3"]);
        let arm = (pattern, list(), any::<bool>());
        prop_oneof![
            4 => (name, attributes(), list()).prop_map(|(name, attributes, children)| Piece::Element(name, attributes, children)),
            1 => list().prop_map(Piece::Fragment),
            1 => (list(), prop::option::of(list())).prop_map(|(body, otherwise)| Piece::If(body, otherwise)),
            1 => list().prop_map(Piece::For),
            1 => list().prop_map(Piece::Each),
            1 => prop::collection::vec(arm, 0..4).prop_map(Piece::Match),
        ]
    })
}

/// Writes a view with white space of its own.
struct Writer<'w> {
    text: String,
    spaces: std::iter::Cycle<std::slice::Iter<'w, u8>>,
}

impl Writer<'_> {
    /// May be nothing. At most one line ends: a blank line between nodes is not free.
    fn free(&mut self) {
        let space = ["", " ", "\n", "\n      ", "\t", "   "];
        let choice = usize::from(*self.spaces.next().expect("it goes on"));
        self.text.push_str(space[choice % space.len()]);
    }

    /// May be anything but nothing.
    fn needed(&mut self) {
        self.text.push(' ');
        self.free();
    }

    /// Tokens with free space between them.
    fn all(&mut self, tokens: &[&str]) {
        for token in tokens {
            self.text.push_str(token);
            self.free();
        }
    }

    fn list(&mut self, pieces: &[Piece]) {
        let mut is_alone = true;
        for piece in pieces {
            let is_comment = matches!(piece, Piece::Comment(_));
            if is_comment || !is_alone {
                self.text.push('\n');
            } else {
                self.needed();
            }
            self.piece(piece);
            is_alone = !is_comment;
        }
        if is_alone {
            self.needed();
        } else {
            self.text.push('\n');
        }
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Text(text) => write!(self.text, "{text:?}").expect("it takes all"),
            Piece::Expr(expr) => {
                self.all(&["{", expr]);
                self.text.push('}');
            }
            Piece::Let => self.text.push_str("let x = y;"),
            Piece::Comment(number) => write!(self.text, "// c{number}").expect("it takes all"),
            Piece::Element(name, attributes, children) => {
                self.tag(name, attributes, &[">"]);
                self.list(children);
                self.all(&["<", "/", name]);
                self.text.push('>');
            }
            Piece::Fragment(children) => {
                self.all(&["<"]);
                self.text.push('>');
                self.list(children);
                self.all(&["<", "/"]);
                self.text.push('>');
            }
            Piece::Void(attributes) => self.tag("input", attributes, &[">"]),
            Piece::Component(attributes) => self.tag("Card", attributes, &["/", ">"]),
            Piece::If(body, otherwise) => {
                self.text.push_str("if");
                self.needed();
                self.all(&["a.b(c)"]);
                self.body(body);
                if let Some(otherwise) = otherwise {
                    self.free();
                    self.all(&["else"]);
                    self.body(otherwise);
                }
            }
            Piece::For(body) => self.repeat(
                &["for", "row", "in"],
                &["rows.iter()", ",", "key", "=", "*row"],
                body,
            ),
            Piece::Each(body) => self.repeat(&["each", "row", "in"], &["rows"], body),
            Piece::Match(arms) => {
                self.text.push_str("match");
                self.needed();
                self.all(&["value", "{"]);
                for (pattern, body, comma) in arms {
                    self.all(&[pattern, "=>"]);
                    self.body(body);
                    self.free();
                    if *comma {
                        self.all(&[","]);
                    }
                }
                self.text.push('}');
            }
        }
    }

    fn repeat(&mut self, words: &[&str], tokens: &[&str], body: &[Piece]) {
        for word in words {
            self.text.push_str(word);
            self.needed();
        }
        self.all(tokens);
        self.body(body);
    }

    fn body(&mut self, pieces: &[Piece]) {
        self.text.push('{');
        self.list(pieces);
        self.text.push('}');
    }

    fn tag(&mut self, name: &str, attributes: &[Attribute], end: &[&str]) {
        self.all(&["<"]);
        self.text.push_str(name);
        for attribute in attributes {
            if let Attribute::Comment(number) = attribute {
                write!(self.text, "\n// a{number}\n").expect("it takes all");
                continue;
            }
            self.needed();
            match attribute {
                Attribute::Bare => self.text.push_str("hidden"),
                Attribute::Text(text) => {
                    self.all(&["title", "="]);
                    write!(self.text, "{text:?}").expect("it takes all");
                }
                Attribute::Path => self.all(&["kind", "=", "Kind", "::", "Dark"]),
                Attribute::Dashed => self.all(&["data", "-", "row", "=", "-", "1"]),
                Attribute::Braces => self.all(&["id", "=", "{", "format!(\"{a}\")", "}"]),
                Attribute::Parentheses => self.all(&["disabled", "=", "(", "a && b", ")"]),
                Attribute::Spread => self.all(&["{", "..attrs", "}"]),
                Attribute::Class => {
                    self.all(&["class", ":", "hot", "=", "(", "*n.get(r) > 1", ")"]);
                }
                Attribute::Handler(statements) => {
                    self.all(&[
                        "on",
                        ":",
                        "click",
                        ".",
                        "key",
                        "(",
                        "\"a\", \"b\"",
                        ")",
                        "=",
                    ]);
                    self.all(&["move |tx|", "{", &"go(tx, 1); ".repeat(*statements), "}"]);
                }
                Attribute::Comment(_) => unreachable!("it was written above"),
            }
        }
        if !matches!(attributes.last(), Some(Attribute::Comment(_))) {
            self.free();
        }
        for token in &end[..end.len() - 1] {
            self.all(&[token]);
        }
        self.text.push_str(end[end.len() - 1]);
    }
}

fn write(pieces: &[Piece], spaces: &[u8]) -> String {
    let mut writer = Writer {
        text: "fn f() {\n    g(view! { r,".to_owned(),
        spaces: spaces.iter().cycle(),
    };
    writer.list(pieces);
    writer.text.push_str("})\n}\n");
    writer.text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn free_white_space_makes_no_difference(
        pieces in prop::collection::vec(piece(), 0..4),
        one in prop::collection::vec(any::<u8>(), 1..60),
        other in prop::collection::vec(any::<u8>(), 1..60),
        max_width in 10..120_usize,
    ) {
        let config = Config { max_width, ..Config::default() };
        let (one, other) = (write(&pieces, &one), write(&pieces, &other));
        let out = format(&one, &config).expect("it is Rust");
        prop_assert_eq!(&out.faults, &[], "{}", one);
        let of_other = format(&other, &config).expect("it is Rust");
        prop_assert_eq!(&out.text, &of_other.text);
        prop_assert_eq!(tokens(&one), tokens(&out.text));
        prop_assert_eq!(one.matches("// ").count(), out.text.matches("// ").count());
        let again = format(&out.text, &config).expect("it still is Rust");
        prop_assert_eq!(again.text, out.text);
    }
}
