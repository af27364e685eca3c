//! `#[shared(schema = "…", was = "…", scope = browser, migrate(Old => upgrade))]`
//!
//! Each argument by itself: what cannot be read is reported, and the others count.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use super::migration;
use super::model::{Arguments, Kind, Scope};
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::persist::id;
use crate::suggest::nearest;
use crate::token::{Cursor, is_punct, trees};

/// Written by `#[component]` and `#[setup]` alone: the name of the function around it.
pub(super) const WITHIN: &str = "__within";

const SCOPES: [(&str, Scope); 2] = [("session", Scope::Session), ("browser", Scope::Browser)];

/// Reads all of them.
pub(super) fn parse(kind: Kind, tokens: &TokenStream, diagnostics: &mut Diagnostics) -> Arguments {
    let mut reader = Reader {
        kind,
        arguments: Arguments::default(),
        seen: Vec::new(),
        diagnostics,
    };
    let tokens = trees(tokens);
    for argument in tokens.split(|token| is_punct(token, ',')) {
        if !argument.is_empty() {
            reader.argument(argument);
        }
    }
    reader.arguments
}

struct Reader<'d> {
    kind: Kind,
    arguments: Arguments,
    seen: Vec<String>,
    diagnostics: &'d mut Diagnostics,
}

impl Reader<'_> {
    fn argument(&mut self, tokens: &[TokenTree]) {
        let stream: TokenStream = tokens.iter().cloned().collect();
        let place = Place::of(&stream, Span::call_site());
        let mut rest = Cursor::new(tokens, place.end());
        let Some(TokenTree::Ident(name)) = rest.next() else {
            self.unknown(place, None);
            return;
        };
        self.once(name);
        match name.to_string().as_str() {
            "schema" => {
                let id = self.text(name, &mut rest, "schema = \"shop:Cart:v1\"");
                self.arguments.id =
                    id.and_then(|(id, at)| id::check(&id, at.into(), self.diagnostics));
            }
            "was" => self.was(name, &mut rest),
            "scope" => self.scope(name, &mut rest),
            "migrate" => match (
                rest.group(0, Delimiter::Parenthesis),
                rest.remaining().len(),
            ) {
                (Some(group), 1) if !group.stream().is_empty() => {
                    let migrations = migration::parse(group, self.diagnostics);
                    self.arguments.migrations.extend(migrations);
                }
                _ => self.malformed(place, name, "migrate(OldCart => upgrade)"),
            },
            WITHIN => {
                let within = self.text(name, &mut rest, WITHIN);
                self.arguments.within = within.map(|(name, _)| name);
            }
            _ => self.unknown(place, Some(name)),
        }
    }

    /// Two of one name are one too many; both are read, so that their mistakes are told.
    fn once(&mut self, name: &Ident) {
        let text = name.to_string();
        if self.seen.contains(&text) {
            let help = match text.as_str() {
                "migrate" => {
                    "write all types in one list: `migrate(OldCart => upgrade, OlderCart => upgrade_more)`"
                }
                _ => "remove one of them",
            };
            self.diagnostics.report(
                Code::PersistArgument,
                name.span(),
                format!("`{text}` stands here twice"),
                help,
            );
        }
        self.seen.push(text);
    }

    /// `= "text"`, and the place of the text.
    fn text(
        &mut self,
        name: &Ident,
        rest: &mut Cursor<'_>,
        example: &str,
    ) -> Option<(String, Span)> {
        if let ([equals, TokenTree::Literal(literal)], true) = (rest.remaining(), rest.is_text(1))
            && is_punct(equals, '=')
            && let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string())
        {
            return Some((text.value(), literal.span()));
        }
        self.malformed(place_of(name, rest), name, example);
        None
    }

    fn was(&mut self, name: &Ident, rest: &mut Cursor<'_>) {
        const EXAMPLE: &str = "was = \"shop::old::CART\"";
        let Some((was, place)) = self.text(name, rest, EXAMPLE) else {
            return;
        };
        let segments: Vec<&str> = was.split("::").collect();
        let is_path = segments.len() > 1
            && segments
                .iter()
                .all(|segment| syn::parse_str::<Ident>(segment).is_ok());
        if is_path {
            self.arguments.was = Some(was);
            return;
        }
        self.diagnostics.report(
            Code::PersistArgument,
            place,
            format!("`{was}` is no path of an item"),
            format!("write where it stood, from its crate on: `{EXAMPLE}`"),
        );
    }

    fn scope(&mut self, name: &Ident, rest: &mut Cursor<'_>) {
        if self.kind != Kind::Shared {
            let help = match self.kind {
                Kind::Global => "remove it: the value of a global is the whole app's",
                _ => "remove it, or use `#[shared(scope = browser)]`",
            };
            self.diagnostics.report(
                Code::PersistArgument,
                place_of(name, rest),
                format!("`#[{}]` has no `scope`", self.kind.name()),
                help,
            );
            return;
        }
        let [equals, TokenTree::Ident(scope)] = rest.remaining() else {
            self.malformed(place_of(name, rest), name, "scope = browser");
            return;
        };
        if !is_punct(equals, '=') {
            self.malformed(place_of(name, rest), name, "scope = browser");
            return;
        }
        let found = SCOPES.iter().find(|(name, _)| scope == name);
        match found {
            Some((_, scope)) => self.arguments.scope = *scope,
            None => self.unknown_scope(scope),
        }
    }

    fn unknown_scope(&mut self, scope: &Ident) {
        let text = scope.to_string();
        let help = match nearest(&text, SCOPES.iter().map(|(name, _)| *name)) {
            Some(name) => format!("did you mean `scope = {name}`?"),
            None if matches!(text.as_str(), "app" | "global") => {
                "for one value of the whole app use `#[global]`".to_owned()
            }
            None => "there are `session`, which goes without saying, and `browser`: all sessions of a browser".to_owned(),
        };
        self.diagnostics.report(
            Code::PersistArgument,
            scope.span(),
            format!("there is no scope `{text}`"),
            help,
        );
    }

    fn malformed(&mut self, place: Place, name: &Ident, example: &str) {
        self.diagnostics.report(
            Code::PersistArgument,
            place,
            format!("`{name}` cannot be read"),
            format!("write `{example}`"),
        );
    }

    fn unknown(&mut self, place: Place, name: Option<&Ident>) {
        let kind = self.kind;
        let known: &[&str] = match kind {
            Kind::Shared => &["schema", "was", "migrate", "scope"],
            Kind::SessionKey | Kind::Global => &["schema", "was", "migrate"],
        };
        let text = name.map(ToString::to_string).unwrap_or_default();
        let is_scope = kind == Kind::Shared && SCOPES.iter().any(|(name, _)| *name == text);
        let help = match nearest(&text, known.iter().copied()) {
            _ if is_scope => format!("write `scope = {text}`"),
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("there are: `{}`", known.join("`, `")),
        };
        let message = match name {
            Some(_) => format!("`#[{}]` has no argument `{text}`", kind.name()),
            None => format!("this is no argument of `#[{}]`", kind.name()),
        };
        self.diagnostics
            .report(Code::PersistArgument, place, message, help);
    }
}

/// From the name to the end of its argument.
fn place_of(name: &Ident, rest: &Cursor<'_>) -> Place {
    let end = rest.remaining().last().map_or(name.span(), TokenTree::span);
    Place::new(name.span(), end)
}
