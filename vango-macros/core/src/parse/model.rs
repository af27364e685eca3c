//! What a `view!` says, as the tolerant parser understood it.
//!
//! User code (expressions, patterns, statements) is kept as raw tokens with their spans. Every token of user code stands
//! in the model exactly once, whatever was wrong around it.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

use crate::diagnostic::Place;
use crate::token::{is_ident, is_punct, trees};

/// One `view!`.
#[derive(Clone, Debug)]
pub struct View {
    /// The render context before the first comma; `None` when it was left out.
    pub context: Option<TokenStream>,
    /// Its markup.
    pub nodes: Vec<Node>,
}

/// One piece of markup.
#[derive(Clone, Debug)]
pub enum Node {
    /// `<name …>…</name>`
    Element(Element),
    /// `<Name …/>`
    Component(Component),
    /// `<:name>…</:name>` that does not stand directly in a component.
    Slot(NamedSlot),
    /// `<!doctype html>`
    Doctype(Doctype),
    /// `"text"`
    Text(Text),
    /// `{expr}`
    Expr(Expr),
    /// `let pattern = expr;`
    Let(TokenStream),
    /// `if … { } else { }`
    If(If),
    /// `match … { }`
    Match(Match),
    /// `for … in …, key = … { }`
    For(For),
    /// `each … in … { }`
    Each(Each),
    /// Tokens that are not markup; already reported.
    Salvage(TokenStream),
}

impl Doctype {
    /// Whether it is the one that HTML has.
    pub fn is_html(&self) -> bool {
        self.tokens.to_string().eq_ignore_ascii_case("html")
    }
}

/// Static text.
#[derive(Clone, Debug)]
pub struct Text {
    /// Unescaped.
    pub value: String,
    /// Its literal.
    pub span: Span,
}

/// `{expr}`
#[derive(Clone, Debug)]
pub struct Expr {
    /// What stands between the braces.
    pub tokens: TokenStream,
    /// The braces.
    pub span: Span,
}

impl Expr {
    /// Up to its second `|`, if it is a closure as a whole.
    pub fn closure(&self) -> Option<Place> {
        let tokens = trees(&self.tokens);
        let opening = usize::from(tokens.first().is_some_and(|first| is_ident(first, "move")));
        let is_bar = |at: &usize| tokens.get(*at).is_some_and(|token| is_punct(token, '|'));
        let closing = (opening + 1..tokens.len()).find(is_bar)?;
        is_bar(&opening).then(|| Place::new(tokens[0].span(), tokens[closing].span()))
    }
}

/// An element or attribute name: identifiers joined by `-`.
#[derive(Clone, Debug)]
pub struct Name {
    /// As it stands in HTML.
    pub text: String,
    /// Its tokens.
    pub place: Place,
    /// Its first identifier.
    pub ident: Ident,
}

/// An HTML element.
#[derive(Clone, Debug)]
pub struct Element {
    /// Tag name.
    pub name: Name,
    /// In source order.
    pub attributes: Vec<Attribute>,
    /// Empty for void elements.
    pub children: Vec<Node>,
    /// Whether all of it was written.
    pub tags: Tags,
    /// The name in its closing tag, whatever it is; empty without any.
    pub closing: TokenStream,
}

/// Whether an element's tags are finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tags {
    /// As they should be.
    Whole,
    /// A part is missing, which was reported: what the element lacks may have been meant to stand there.
    Broken,
    /// The closing tag is missing, which was reported: what is taken for its children may be what follows it.
    Unclosed,
}

impl Element {
    /// The attribute of this name, whatever its value.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(
            |attribute| matches!(&attribute.kind, AttributeKind::Plain(own) if own.text == name),
        )
    }
}

/// A component in markup.
#[derive(Clone, Debug)]
pub struct Component {
    /// `Card`, `module::Card` or `List::<Item>`: an expression's path.
    pub path: TokenStream,
    /// Its last segment.
    pub name: Ident,
    /// In source order.
    pub props: Vec<Attribute>,
    /// Statements between its tags before the first content: all its content sees their bindings.
    pub lead: Vec<Node>,
    /// What stands between its tags, named slots left out.
    pub children: Vec<Node>,
    /// `<:name>…</:name>` between its tags.
    pub slots: Vec<NamedSlot>,
    /// The name in its closing tag, whatever it is; empty without any.
    pub closing: TokenStream,
}

/// `<:name>…</:name>`
#[derive(Clone, Debug)]
pub struct NamedSlot {
    /// With its colon.
    pub name: Name,
    /// Attributes, which do not belong here.
    pub attributes: Vec<Attribute>,
    /// What stands between its tags.
    pub children: Vec<Node>,
}

impl Node {
    /// Where it begins; `None` for statements.
    pub fn place(&self) -> Option<Place> {
        Some(match self {
            Node::Element(element) => element.name.place,
            Node::Component(component) => component.name.span().into(),
            Node::Slot(slot) => slot.name.place,
            Node::Doctype(doctype) => doctype.place,
            Node::Text(text) => text.span.into(),
            Node::Expr(expr) => expr.span.into(),
            Node::If(model) => model.keyword.into(),
            Node::Match(model) => model.keyword.into(),
            Node::For(model) => model.keyword.into(),
            Node::Each(model) => model.keyword.into(),
            Node::Let(_) | Node::Salvage(_) => return None,
        })
    }
}

/// `<!doctype html>`
#[derive(Clone, Debug)]
pub struct Doctype {
    /// What stands between `doctype` and `>`.
    pub tokens: TokenStream,
    /// All of it.
    pub place: Place,
}

/// `name=value` in a tag.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// What it sets.
    pub kind: AttributeKind,
    /// To what.
    pub value: Value,
    /// Where the name stands.
    pub place: Place,
    /// What it begins with: the name, or what stands before its colon; `None` where that is no word.
    pub word: Option<Ident>,
}

/// What an attribute sets.
#[derive(Clone, Debug)]
pub enum AttributeKind {
    /// `name`
    Plain(Name),
    /// `class:name`
    Class(String),
    /// `style:property`
    Style(String),
    /// `on:event`, with `.modifiers`
    On {
        /// The event's name; empty when it is missing.
        event: String,
        /// Carries the user's span.
        ident: Ident,
        /// In source order.
        modifiers: Vec<Modifier>,
    },
    /// `bind:property`
    Bind {
        /// The property's name; empty when it is missing.
        property: String,
        /// Carries the user's span.
        ident: Ident,
    },
    /// `allow:rule`: a reason for breaking a rule on this element.
    Allow(String),
    /// `{..attributes}`
    Spread,
    /// `hook:Name` and whatever else has a colon; reported.
    Unsupported,
    /// Stray tokens; reported.
    Stray,
}

/// `.name(arguments)` behind an event.
#[derive(Clone, Debug)]
pub struct Modifier {
    /// Its name.
    pub name: Ident,
    /// Between the parentheses; `None` without any.
    pub arguments: Option<TokenStream>,
    /// From the dot to the end.
    pub place: Place,
}

/// An attribute's value.
#[derive(Clone, Debug)]
pub enum Value {
    /// No `=`.
    Bare,
    /// `=` and nothing after it.
    Missing,
    /// A literal, with a minus before it if there is one.
    Literal(Literal),
    /// A closure literal.
    Closure(Closure),
    /// Any other expression, without the braces or parentheses that held it.
    Expr(TokenStream),
}

/// A literal value.
#[derive(Clone, Debug)]
pub struct Literal {
    /// What it says.
    pub value: LiteralValue,
    /// Its token.
    pub tokens: TokenStream,
    /// Its token's span.
    pub span: Span,
}

/// What a literal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiteralValue {
    /// A string or a character.
    Text(String),
    /// A number, as it is written in HTML.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// Byte strings and the like.
    Other,
}

/// `move |tx, ev| { … }`
#[derive(Clone, Debug)]
pub struct Closure {
    /// `async`
    pub asynchronous: Option<Span>,
    /// What stands before the first `|`, without `move`.
    pub prefix: TokenStream,
    /// Between the bars.
    pub parameters: TokenStream,
    /// How many parameters there are.
    pub parameter_count: usize,
    /// The bars.
    pub bars: (TokenTree, TokenTree),
    /// `-> Type`
    pub output: TokenStream,
    /// With its braces, if it has any.
    pub body: TokenStream,
    /// `move`, if it was written.
    pub moves: Option<Ident>,
}

/// `if … { } else if … { } else { }`
#[derive(Clone, Debug)]
pub struct If {
    /// In source order; at least one.
    pub branches: Vec<Branch>,
    /// `else`
    pub otherwise: Option<Vec<Node>>,
    /// The first `if`.
    pub keyword: Span,
}

/// One `if`.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Tokens between `if` and the body.
    pub condition: TokenStream,
    /// The markup.
    pub body: Vec<Node>,
}

/// `match … { }`
#[derive(Clone, Debug)]
pub struct Match {
    /// Tokens between `match` and the arms.
    pub subject: TokenStream,
    /// In source order.
    pub arms: Vec<Arm>,
    /// `match`
    pub keyword: Span,
}

/// `pattern => { … }`
#[derive(Clone, Debug)]
pub struct Arm {
    /// Pattern and guard.
    pub pattern: TokenStream,
    /// The markup.
    pub body: Vec<Node>,
}

/// `for pattern in iterator, key = key { }`
#[derive(Clone, Debug)]
pub struct For {
    /// Before `in`.
    pub pattern: TokenStream,
    /// After `in`.
    pub iterator: TokenStream,
    /// `None`: left out.
    pub key: Option<TokenStream>,
    /// The markup of a row.
    pub body: Vec<Node>,
    /// `for`
    pub keyword: Span,
}

/// `each pattern in list { }`
#[derive(Clone, Debug)]
pub struct Each {
    /// Before `in`.
    pub pattern: TokenStream,
    /// After `in`.
    pub list: TokenStream,
    /// A key, which does not belong here.
    pub key: Option<TokenStream>,
    /// The markup of a row.
    pub body: Vec<Node>,
    /// `each`
    pub keyword: Span,
}
