//! Random markup: a skeleton (what `view!` would know at compile time) and states (what its slots show).

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;
use vango_runtime::view::{SlotKind, Template};

/// Markup with slots.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Text(String),
    Element(Element),
    /// `{…}`: text, nothing, or a view of this skeleton.
    Dyn(Box<Block>),
    /// `match` with these arms, or nothing.
    Branch(Vec<Block>),
    /// `for` with this row.
    Rows(Box<Block>),
    /// `each` with this row, over the root's list.
    Each(Box<Block>),
    /// A component that shows this.
    Child(Arc<Block>),
}

#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) tag: &'static str,
    pub(crate) classes: Vec<&'static str>,
    /// Properties of `style:`.
    pub(crate) styles: Vec<&'static str>,
    pub(crate) attrs: Vec<&'static str>,
    /// `{..attrs}`
    pub(crate) spread: Spread,
    pub(crate) handler: Handler,
    pub(crate) children: Vec<Node>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spread {
    No,
    Yes,
}

/// What may stand in a place: in an `<svg>` no elements of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Markup {
    Html,
    Svg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handler {
    None,
    Click,
}

/// A template and what it was made from.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) nodes: Vec<Node>,
    pub(crate) template: &'static Template,
}

impl Block {
    pub(crate) fn new(nodes: Vec<Node>) -> Self {
        let nodes = merge_texts(nodes);
        let template = lower(&nodes);
        Self { nodes, template }
    }
}

fn merge_texts(nodes: Vec<Node>) -> Vec<Node> {
    let mut merged: Vec<Node> = Vec::new();
    for node in nodes {
        match (merged.last_mut(), node) {
            (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
            (_, Node::Element(mut element)) => {
                element.children = merge_texts(element.children);
                merged.push(Node::Element(element));
            }
            (_, node) => merged.push(node),
        }
    }
    merged
}

/// The template of a block, by the rules of docs/protocol.md; written without a look at the macro's lowering.
fn lower(nodes: &[Node]) -> &'static Template {
    let mut out = Lowered {
        pieces: vec![String::new()],
        html: String::new(),
        slots: Vec::new(),
    };
    out.nodes(nodes, true);
    let pieces: Vec<&'static str> = out.pieces.into_iter().map(|piece| &*piece.leak()).collect();
    let html: &'static str = out.html.leak();
    let slots: &'static [SlotKind<'static>] = out.slots.leak();
    let hash = {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        (html, slots).hash(&mut hasher);
        hasher.finish()
    };
    Box::leak(Box::new(Template::new(hash, pieces.leak(), html, slots)))
}

struct Lowered {
    pieces: Vec<String>,
    html: String,
    slots: Vec<SlotKind<'static>>,
}

impl Lowered {
    fn page(&mut self) -> &mut String {
        self.pieces.last_mut().expect("there is always a piece")
    }

    fn both(&mut self, markup: &str) {
        self.page().push_str(markup);
        self.html.push_str(markup);
    }

    fn slot(&mut self, kind: SlotKind<'static>) {
        // A page has nothing of a handler: what stands before it is part of what comes next.
        let next = match kind {
            SlotKind::On { .. } => std::mem::take(self.page()),
            _ => String::new(),
        };
        self.slots.push(kind);
        self.pieces.push(next);
    }

    fn nodes(&mut self, nodes: &[Node], is_root: bool) {
        for (at, node) in nodes.iter().enumerate() {
            let is_text = matches!(node, Node::Text(_) | Node::Dyn(_));
            match node {
                Node::Text(text) => {
                    let text = escape(text);
                    self.both(&text);
                }
                Node::Element(element) => self.element(element),
                Node::Dyn(_) => self.marker(SlotKind::Dyn),
                Node::Branch(_) => self.marker(SlotKind::Branch),
                Node::Rows(_) | Node::Each(_) => self.marker(SlotKind::Rows),
                Node::Child(_) => self.marker(SlotKind::Child),
            }
            let needs_separator = match nodes.get(at + 1) {
                Some(next) => !matches!(next, Node::Element(_)),
                None => is_root,
            };
            if is_text && needs_separator {
                self.page().push_str("<!---->");
            }
        }
    }

    fn marker(&mut self, kind: SlotKind<'static>) {
        self.html.push_str("<!--v-->");
        self.slot(kind);
    }

    fn element(&mut self, element: &Element) {
        let Element {
            tag,
            classes,
            styles,
            attrs,
            spread,
            handler,
            children,
        } = element;
        self.both(&format!("<{tag}"));
        let slots = classes.len()
            + styles.len()
            + attrs.len()
            + usize::from(*spread == Spread::Yes)
            + usize::from(*handler == Handler::Click);
        if slots > 0 {
            write!(self.html, " v=\"{slots}\"").expect("a string takes everything");
        }
        if !classes.is_empty() {
            self.both(" class=\"card");
            for name in classes {
                self.slot(SlotKind::Class(name));
            }
            self.both("\"");
        }
        if !styles.is_empty() {
            self.both(" style=\"top:1px;");
            for name in styles {
                self.slot(SlotKind::Style(name));
            }
            self.both("\"");
        }
        for name in attrs {
            self.slot(SlotKind::Attr(name));
        }
        if *spread == Spread::Yes {
            self.slot(SlotKind::Spread);
        }
        if *handler == Handler::Click {
            self.slot(SlotKind::On {
                event: "click",
                payload: false,
            });
        }
        self.both(">");
        self.nodes(children, false);
        self.both(&format!("</{tag}>"));
    }
}

pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("a".to_owned()),
        Just(" x < y ".to_owned()),
        Just("é&amp;".to_owned()),
        "[a-c]{1,3}"
    ]
}

/// Blocks up to `depth` levels of slots deep.
pub(crate) fn block(depth: u32, each: bool) -> BoxedStrategy<Block> {
    block_of(Markup::Html, depth, each)
}

fn block_of(markup: Markup, depth: u32, each: bool) -> BoxedStrategy<Block> {
    proptest::collection::vec(node(markup, depth, each), 1..4)
        .prop_map(Block::new)
        .boxed()
}

fn node(markup: Markup, depth: u32, each: bool) -> BoxedStrategy<Node> {
    if depth == 0 {
        return prop_oneof![2 => text().prop_map(Node::Text), 2 => leaf_dyn(), 1 => element(markup, 0, each)].boxed();
    }
    let inner = move || block_of(markup, depth - 1, false).prop_map(Box::new);
    let mut any = vec![
        (3, text().prop_map(Node::Text).boxed()),
        (3, inner().prop_map(Node::Dyn).boxed()),
        (4, element(markup, depth, each)),
        (
            2,
            proptest::collection::vec(block_of(markup, depth - 1, false), 1..3)
                .prop_map(Node::Branch)
                .boxed(),
        ),
        // One component or another in the same place.
        (
            2,
            proptest::collection::vec(child(markup, depth), 2..4)
                .prop_map(|arms| {
                    Node::Branch(arms.into_iter().map(|arm| Block::new(vec![arm])).collect())
                })
                .boxed(),
        ),
        (3, inner().prop_map(Node::Rows).boxed()),
        (2, child(markup, depth)),
    ];
    if each {
        any.push((3, inner().prop_map(Node::Each).boxed()));
    }
    proptest::strategy::Union::new_weighted(any).boxed()
}

fn child(markup: Markup, depth: u32) -> BoxedStrategy<Node> {
    block_of(markup, depth - 1, false)
        .prop_map(|block| Node::Child(Arc::new(block)))
        .boxed()
}

fn leaf_dyn() -> BoxedStrategy<Node> {
    Just(())
        .prop_map(|()| Node::Dyn(Box::new(Block::new(vec![Node::Text("view".into())]))))
        .boxed()
}

fn element(markup: Markup, depth: u32, each: bool) -> BoxedStrategy<Node> {
    let tags: &[(&'static str, Markup)] = match markup {
        Markup::Html => &[
            ("div", Markup::Html),
            ("span", Markup::Html),
            ("section", Markup::Html),
            ("em", Markup::Html),
            ("svg", Markup::Svg),
        ],
        Markup::Svg => &[
            ("g", Markup::Svg),
            ("text", Markup::Svg),
            ("linearGradient", Markup::Svg),
        ],
    };
    proptest::sample::select(tags)
        .prop_flat_map(move |(tag, inside)| element_of(tag, inside, depth, each))
        .boxed()
}

fn element_of(
    tag: &'static str,
    inside: Markup,
    depth: u32,
    each: bool,
) -> impl Strategy<Value = Node> {
    let children = if depth == 0 {
        Just(Vec::new()).boxed()
    } else {
        proptest::collection::vec(node(inside, depth - 1, each), 0..4).boxed()
    };
    (
        proptest::sample::subsequence(vec!["hot", "big"], 0..=2),
        // Custom properties keep every value; of others a browser refuses some (`color: 1px`), and the page goes on as it was.
        proptest::sample::subsequence(vec!["--ink", "--gap"], 0..=2),
        proptest::sample::subsequence(vec!["title", "lang", "hidden"], 0..=3),
        prop_oneof![3 => Just(Spread::No), 1 => Just(Spread::Yes)],
        prop_oneof![3 => Just(Handler::None), 1 => Just(Handler::Click)],
        children,
    )
        .prop_map(move |(classes, styles, attrs, spread, handler, children)| {
            Node::Element(Element {
                tag,
                classes,
                styles,
                attrs,
                spread,
                handler,
                children,
            })
        })
}
