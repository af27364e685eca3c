//! Handlers that take a row along.
//!
//! A handler outlives the render, and what a `for` lends is gone with it. rustc says so in words about lifetimes and at
//! the whole closure; an assertion before it, whose name is the advice, moves the error to the variable. It asks of the
//! variable what the handler asks anyway, so it never refuses a handler that rustc would accept.
//!
//! Works on tokens: where a name in a handler may be a variable of the handler's own, nothing is asserted.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use super::program::Times;
use crate::flow::starts_closure;
use crate::parse::model::Value;
use crate::token::{is_ident, is_joint, is_path_separator, is_punct, sole_ident, trees};

/// The variables in scope that hold a row, or something that was made from one.
#[derive(Debug, Default)]
pub(super) struct Rows {
    names: Vec<(String, Source)>,
    /// The render context, if it is a name.
    context: Option<String>,
    /// How many rows stand around.
    depth: usize,
}

/// A row that a handler takes along.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The variable, with the span of its first use.
    pub name: Ident,
    /// Where it is from.
    pub from: Source,
}

/// Where a row is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// `for item in items.get(r)`: state lends it for the render. Should the variable be a reference, the handler cannot keep it.
    State,
    /// Something that may live longer.
    Somewhere,
}

impl Rows {
    /// Of a `view!` with this render context.
    pub(super) fn of(context: Option<&TokenStream>) -> Self {
        Self {
            names: Vec::new(),
            context: context.and_then(sole_ident).map(|name| name.to_string()),
            depth: 0,
        }
    }

    /// Where the rows of a `for` over `list` are from.
    pub(super) fn source(&self, list: &TokenStream) -> Source {
        let context = self.context.as_deref();
        if context.is_some_and(|context| is_state(&trees(list), context)) {
            Source::State
        } else {
            Source::Somewhere
        }
    }

    /// A row begins.
    pub(super) fn enter_row(&mut self, pattern: &TokenStream, from: Source) -> usize {
        let mark = self.enter();
        self.depth += 1;
        self.bind(pattern, from);
        mark
    }

    /// And ends.
    pub(super) fn leave_row(&mut self, mark: usize) {
        self.depth -= 1;
        self.leave(mark);
    }

    /// How often a handler is there that stands here.
    pub(super) fn times(&self) -> Times {
        match self.depth {
            0 => Times::Once,
            _ => Times::EachRow,
        }
    }

    /// How many there are: where [`Rows::leave`] goes back to.
    pub(super) fn enter(&self) -> usize {
        self.names.len()
    }

    pub(super) fn leave(&mut self, mark: usize) {
        self.names.truncate(mark);
    }

    /// The pattern of a `for` or `each`.
    fn bind(&mut self, pattern: &TokenStream, from: Source) {
        let pattern = trees(pattern);
        // A part of a row is perhaps a copy.
        let from = if pattern.len() == 1 {
            from
        } else {
            Source::Somewhere
        };
        self.add(&pattern, from);
    }

    fn add(&mut self, pattern: &[TokenTree], from: Source) {
        let mut names = Vec::new();
        variables(pattern, &mut names);
        self.names
            .extend(names.into_iter().map(|name| (name, from)));
    }

    /// `pattern` binds a row's name to something that is not made from a row.
    fn hide(&mut self, pattern: &[TokenTree]) {
        let mut names = Vec::new();
        variables(pattern, &mut names);
        names.retain(|name| self.names.iter().any(|(known, _)| known == name));
        self.names
            .extend(names.into_iter().map(|name| (name, Source::Somewhere)));
    }

    /// `let pattern = …` and `if let pattern = …`, when it names a row.
    pub(super) fn bind_let(&mut self, tokens: &TokenStream) {
        let tokens = trees(tokens);
        for (at, _) in tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| is_ident(token, "let"))
        {
            let pattern = &tokens[at + 1..];
            let equals = |at: &usize| is_punct(&pattern[*at], '=') && !is_joint(&pattern[*at], '=');
            let Some(end) = (0..pattern.len()).find(equals) else {
                continue;
            };
            if self.is_named_in(&pattern[end..]) {
                self.add(&pattern[..end], Source::Somewhere);
            } else {
                self.hide(&pattern[..end]);
            }
        }
    }

    /// An arm of a `match`, when its subject names a row.
    pub(super) fn bind_arm(&mut self, subject: &TokenStream, pattern: &TokenStream) {
        let pattern = trees(pattern);
        let guard = pattern.iter().position(|token| is_ident(token, "if"));
        let pattern = &pattern[..guard.unwrap_or(pattern.len())];
        if self.is_named_in(&trees(subject)) {
            self.add(pattern, Source::Somewhere);
        } else {
            self.hide(pattern);
        }
    }

    fn is_named_in(&self, tokens: &[TokenTree]) -> bool {
        tokens.iter().enumerate().any(|(at, token)| match token {
            TokenTree::Group(group) => self.is_named_in(&trees(&group.stream())),
            TokenTree::Ident(ident) => {
                names_variable(tokens, at) && self.names.iter().any(|(name, _)| ident == name)
            }
            _ => false,
        })
    }

    /// The rows that a handler certainly takes along, each at its first use.
    pub(super) fn taken(&self, handler: &Value) -> Vec<Taken> {
        let Value::Closure(closure) = handler else {
            return Vec::new();
        };
        let mut uses = Uses::default();
        if !self.names.is_empty() {
            uses.collect(&trees(&closure.parameters), Within::Other);
            uses.collect(&trees(&closure.body), Within::Other);
        }
        let mut taken: Vec<Taken> = Vec::new();
        for ident in uses.certain {
            // The innermost of that name.
            let row = self.names.iter().rev().find(|(name, _)| ident == name);
            let is_row = row.is_some()
                && !uses.ambiguous.iter().any(|name| ident == name)
                && !taken.iter().any(|other| other.name == ident);
            if let (true, Some((_, from))) = (is_row, row) {
                taken.push(Taken {
                    name: ident,
                    from: *from,
                });
            }
        }
        taken
    }
}

/// `items.get(r)`, `cart.items.get(r)`: what comes out is borrowed from the session's state. With more steps behind it is
/// perhaps `'static`: `.iter()` sees through a `&'static [Item]`.
fn is_state(list: &[TokenTree], context: &str) -> bool {
    let [
        path @ ..,
        TokenTree::Punct(dot),
        TokenTree::Ident(get),
        TokenTree::Group(arguments),
    ] = list
    else {
        return false;
    };
    let is_path = path.iter().enumerate().all(|(at, token)| match token {
        TokenTree::Ident(_) => at % 2 == 0,
        token => at % 2 == 1 && is_punct(token, '.'),
    });
    let names_context =
        matches!(&trees(&arguments.stream())[..], [only] if is_ident(only, context));
    is_path && path.len() % 2 == 1 && dot.as_char() == '.' && get == "get" && names_context
}

/// What the tokens at hand stand in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// The arguments of a method, which are never a pattern.
    Arguments,
    /// Anything else.
    Other,
}

/// Names in a handler.
#[derive(Default)]
struct Uses {
    /// Surely a use of a variable: `item.name`, `list.set(tx, item)`.
    certain: Vec<Ident>,
    /// It may be a use, and it may be a pattern that binds the name anew.
    ambiguous: Vec<String>,
}

impl Uses {
    fn collect(&mut self, tokens: &[TokenTree], within: Within) {
        let has_closure = (0..tokens.len()).any(|at| starts_closure(tokens, at));
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => {
                    let is_method = group.delimiter() == Delimiter::Parenthesis
                        && at > 1
                        && matches!(tokens[at - 1], TokenTree::Ident(_))
                        && is_field_dot(tokens, at - 2);
                    let inner = if is_method {
                        Within::Arguments
                    } else {
                        Within::Other
                    };
                    self.collect(&trees(&group.stream()), inner);
                }
                TokenTree::Ident(ident) if names_variable(tokens, at) => {
                    let is_receiver = is_field_dot(tokens, at + 1);
                    if is_receiver || (within == Within::Arguments && !has_closure) {
                        self.certain.push(ident.clone());
                    } else {
                        self.ambiguous.push(ident.to_string());
                    }
                }
                _ => {}
            }
        }
    }
}

/// A `.` at `at` that is not one of a range.
fn is_field_dot(tokens: &[TokenTree], at: usize) -> bool {
    let is_dot = |at: usize| tokens.get(at).is_some_and(|token| is_punct(token, '.'));
    is_dot(at) && !is_dot(at + 1) && !(at > 0 && is_dot(at - 1))
}

/// Whether the identifier at `at` can be a variable: not a field or method, a part of a path, or a field's name.
fn names_variable(tokens: &[TokenTree], at: usize) -> bool {
    let after_path = at > 1 && is_path_separator(tokens, at - 2);
    let before_colon = tokens.get(at + 1).is_some_and(|token| is_punct(token, ':'));
    let after_dot = at > 0 && is_field_dot(tokens, at - 1);
    let is_macro = tokens.get(at + 1).is_some_and(|token| is_punct(token, '!'));
    !(after_dot || after_path || before_colon || is_macro)
}

/// The variables that a pattern binds: its lower-case names.
fn variables(pattern: &[TokenTree], names: &mut Vec<String>) {
    for (at, token) in pattern.iter().enumerate() {
        match token {
            TokenTree::Group(group) => variables(&trees(&group.stream()), names),
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                let is_variable = name.starts_with(|c: char| c.is_lowercase() || c == '_')
                    && !matches!(name.as_str(), "mut" | "ref" | "_" | "true" | "false")
                    && names_variable(pattern, at);
                if is_variable {
                    names.push(name);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::parse::model::{AttributeKind, Node};

    /// What a handler takes of `item` (a row) and `name` (made from one).
    fn check(handler: &str, expected: &[&str]) {
        let mut rows = Rows::default();
        rows.bind(
            &"(at, Item { id, other: item, .. })".parse().unwrap(),
            Source::Somewhere,
        );
        rows.bind_let(&"let Some(name) = &item.name;".parse().unwrap());
        rows.bind_let(&"let free = count;".parse().unwrap());
        let names: Vec<&str> = rows.names.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["at", "id", "item", "name"]);
        let mut sink = Diagnostics::new();
        let view = format!("r, <p on:click={handler}/>");
        let view = crate::parse::parse(view.parse().unwrap(), &mut sink);
        assert!(sink.into_list().is_empty(), "{handler}");
        let [Node::Element(element)] = &view.nodes[..] else {
            panic!("{handler}")
        };
        assert!(matches!(
            element.attributes[0].kind,
            AttributeKind::On { .. }
        ));
        let taken: Vec<String> = rows
            .taken(&element.attributes[0].value)
            .iter()
            .map(|taken| taken.name.to_string())
            .collect();
        assert_eq!(taken, expected, "{handler}");
    }

    #[test]
    fn what_state_lends_is_known_by_its_header() {
        for (list, expected) in [
            ("items.get(r)", true),
            ("cart.items.get(r)", true),
            ("items.get(r).iter()", false),
            ("items.get(kind)", false),
            ("items.get(r).iter().copied()", false),
            ("items.get(r).clone()", false),
            ("items.get(r).groups", false),
            ("items", false),
            ("items.iter()", false),
            ("[1, 2]", false),
            ("find(items.get(r))", false),
        ] {
            assert_eq!(
                is_state(&trees(&list.parse().unwrap()), "r"),
                expected,
                "{list}"
            );
        }
    }

    #[test]
    fn only_what_is_certainly_taken_along_is_asserted() {
        check("move |tx| { chosen.set(tx, item.id); }", &["item"]);
        check(
            "move |tx| { chosen.set(tx, name); f(item.id, id.0) }",
            &["name", "item", "id"],
        );
        check("move |tx| { a.set(tx, *item); }", &["item"]);
        check(
            "move |tx| { list.get_mut(tx).push(item.name.clone()); }",
            &["item"],
        );
        // What the handler may have bound itself.
        check(
            "move |tx| { list.get_mut(tx).retain(|item| item.id != id); }",
            &[],
        );
        check("move |tx| { let item = f(tx); item.go(); }", &[]);
        check(
            "move |tx| { if let Some(name) = f(tx) { a.set(tx, name); } }",
            &[],
        );
        check("move |tx, item| { item.go(); }", &[]);
        check("move |tx| { a.map(tx, |x, item, y| x); }", &[]);
        check("move |tx| { x.item.go(); S { item: 1 }; item::f(); }", &[]);
        check("move |tx| { other.go(); }", &[]);
        check("save", &[]);
    }
}
