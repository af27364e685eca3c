//! Lists: what makes a key, and what a row is.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use super::Check;
use crate::diagnostic::{Code, Place};
use crate::parse::model::{Attribute, Each, For, Node};
use crate::token::{is_ident, is_path_separator, trees};

impl Check<'_> {
    pub(super) fn repeat(&mut self, model: &For) {
        self.render_code(&model.iterator);
        if model.pattern.is_empty() {
            // The header could not be read, which was reported.
            return;
        }
        let Some(key) = &model.key else {
            let name = row_name(&model.pattern);
            if let Some(key) = loose_key(&model.body) {
                self.has_loose_key = true;
                return self.diagnostics.report(
                    Code::MissingKey,
                    key.place,
                    "the key of a row stands in the header of its `for`",
                    format!("write `for … in …, key = {name}.id {{ … }}`, and remove it here"),
                );
            }
            return self.diagnostics.report(
                Code::MissingKey,
                model.keyword,
                "`for` in markup needs a key",
                format!("write `for … in …, key = {name}.id`, or `key = {name}` where it is a name or a number itself: the key says which row is which between two renders"),
            );
        };
        self.stays_in_markup(key);
        self.index_key(model, key);
        self.float_key(key);
        self.random_key(key);
        self.duplicate_key(model, key);
    }

    pub(super) fn each(&mut self, model: &Each) {
        self.render_code(&model.list);
        if let Some(key) = &model.key {
            self.diagnostics.report(
                Code::EachHeader,
                Place::of(key, model.keyword),
                "`each` takes no key",
                "remove `, key = …`: the list knows its keys (`cx.list(|row| row.id)`)",
            );
        }
        if self.context.is_none() {
            self.diagnostics.report(
                Code::EachHeader,
                model.keyword,
                "`each` renders its rows later and needs the context by name",
                "start the `view!` with the name of the render context: `view! { r, … }`",
            );
        }
    }

    pub(super) fn row(&mut self, body: &[Node], keyword: Span, ancestors: &[&str]) {
        let is_empty = body.iter().all(|node| matches!(node, Node::Let(_)));
        if is_empty {
            self.diagnostics.report(
                Code::EmptyRow,
                keyword,
                "a row without markup",
                "write what a row shows between the braces; what is only computed from the items stands before `view!`",
            );
        }
        self.rows += 1;
        self.nodes(body, ancestors);
        self.rows -= 1;
    }

    /// `for (i, x) in xs.iter().enumerate(), key = i`
    fn index_key(&mut self, model: &For, key: &TokenStream) {
        let enumerates = trees(&model.iterator)
            .iter()
            .any(|token| is_ident(token, "enumerate"));
        let index = model
            .pattern
            .clone()
            .into_iter()
            .next()
            .and_then(|token| match token {
                TokenTree::Group(group) => match group.stream().into_iter().next() {
                    Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
                    _ => None,
                },
                _ => None,
            });
        let names = idents(key);
        let is_index = enumerates
            && index
                .is_some_and(|index| !names.is_empty() && names.iter().all(|name| *name == index));
        if is_index {
            self.diagnostics.report(
                Code::IndexKey,
                Place::of(key, model.keyword),
                "a position is not a key: it names another row as soon as one is inserted or removed",
                format!("take the key from the row's data: `key = {}.id`", row_name(&model.pattern)),
            );
        }
    }

    fn float_key(&mut self, key: &TokenStream) {
        if let Some(span) = float(key) {
            self.diagnostics.report(
                Code::FloatKey,
                span,
                "a floating-point number is not a key: two computations of one value need not agree",
                "take an integer or a string from the row's data",
            );
        }
    }

    /// Only what is visible in the key: `rand::…`, `random()`, `Uuid::new_v4()`.
    fn random_key(&mut self, key: &TokenStream) {
        let tokens = walk(key);
        let found = tokens.iter().enumerate().find(|(at, token)| {
            let TokenTree::Ident(ident) = token else {
                return false;
            };
            match ident.to_string().as_str() {
                "rand" | "fastrand" => is_path_separator(&tokens, at + 1),
                "random" | "thread_rng" | "new_v4" | "now_v7" => true,
                _ => false,
            }
        });
        if let Some((_, token)) = found {
            self.diagnostics.report(
                Code::RandomKey,
                token.span(),
                "a key that is another one in each render makes every row a new row",
                "create the id when the row is created, keep it in the row, and write `key = item.id`",
            );
        }
    }
}

/// `key={item.id}` on the element that a row is.
fn loose_key(body: &[Node]) -> Option<&Attribute> {
    body.iter().find_map(|node| match node {
        Node::Element(element) => element.attribute("key"),
        _ => None,
    })
}

/// Where a key names a floating-point number.
pub(crate) fn float(key: &TokenStream) -> Option<Span> {
    let found = walk(key).into_iter().find(is_float);
    found.map(|token| token.span())
}

pub(super) fn is_float(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(ident) => ident == "f32" || ident == "f64",
        TokenTree::Literal(literal) => {
            matches!(
                syn::parse2::<syn::Lit>(TokenTree::Literal(literal.clone()).into()),
                Ok(syn::Lit::Float(_))
            )
        }
        _ => false,
    }
}

/// What a `for` calls its row, for a suggestion: `item` in `item`, `&item` and `(index, item)`.
fn row_name(pattern: &TokenStream) -> String {
    match pattern.clone().into_iter().last() {
        Some(TokenTree::Ident(ident)) => ident.to_string(),
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            row_name(&group.stream())
        }
        _ => "item".to_owned(),
    }
}

fn idents(tokens: &TokenStream) -> Vec<String> {
    let idents = walk(tokens).into_iter().filter_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    });
    idents
        .filter(|name| {
            !matches!(
                name.as_str(),
                "as" | "u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" | "isize"
            )
        })
        .collect()
}

/// Every token, groups opened.
pub(super) fn walk(tokens: &TokenStream) -> Vec<TokenTree> {
    let mut all = Vec::new();
    for token in tokens.clone() {
        match token {
            TokenTree::Group(group) => all.extend(walk(&group.stream())),
            token => all.push(token),
        }
    }
    all
}
