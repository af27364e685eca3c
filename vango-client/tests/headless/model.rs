//! A server in miniature: templates as trees, blocks with values, and what a server makes of them (page, boot data,
//! content). Written from `docs/protocol.md` alone, without the client's code, so that the two check each other.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use vango_protocol::{
    BootHead, ContentWriter, EventFlags, OwnedEventOptions, OwnedSlotKind, OwnedTemplate,
    PatchWriter, ShapeWriter, Token, VERSION,
};

use crate::template::borrow;

/// A node of a template.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Text(String),
    Element {
        name: String,
        attributes: Vec<(String, String)>,
        own: Vec<OwnedSlotKind>,
        children: Vec<Node>,
    },
    Slot(OwnedSlotKind),
}

/// A template's root nodes.
pub(crate) type Tree = Vec<Node>;

/// An instance of a template; `id` is 0 until it is shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    pub(crate) id: u32,
    pub(crate) template: usize,
    pub(crate) slots: Vec<Value>,
}

#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// Attr and Style; of a Spread, its one text.
    Attr(Option<String>),
    Class(bool),
    On,
    Text(String),
    Html(String),
    /// A Dyn with nothing or a view.
    View(Option<Block>),
    /// Branch and Child.
    Branch(Option<Block>),
    Rows {
        template: usize,
        rows: Vec<Block>,
    },
}

pub(crate) fn text(text: &str) -> Node {
    Node::Text(text.to_owned())
}

pub(crate) fn element(name: &str, own: &[OwnedSlotKind], children: Vec<Node>) -> Node {
    Node::Element {
        name: name.to_owned(),
        attributes: Vec::new(),
        own: own.to_vec(),
        children,
    }
}

pub(crate) fn slot(kind: OwnedSlotKind) -> Node {
    Node::Slot(kind)
}

pub(crate) fn attr(name: &str) -> OwnedSlotKind {
    OwnedSlotKind::Attr(name.into())
}

pub(crate) fn class(name: &str) -> OwnedSlotKind {
    OwnedSlotKind::Class(name.into())
}

pub(crate) fn on(event: &str, payload: bool) -> OwnedSlotKind {
    OwnedSlotKind::On {
        event: event.into(),
        payload,
    }
}

pub(crate) fn style(name: &str) -> OwnedSlotKind {
    OwnedSlotKind::Style(name.into())
}

pub(crate) fn on_with(event: &str, flags: u32, keys: &[&str]) -> OwnedSlotKind {
    OwnedSlotKind::OnWith {
        event: event.into(),
        payload: true,
        options: OwnedEventOptions {
            flags: EventFlags(flags),
            keys: keys.iter().map(|key| (*key).into()).collect(),
            debounce_ms: 0,
            throttle_ms: 0,
        },
    }
}

pub(crate) fn block(template: usize, slots: Vec<Value>) -> Block {
    Block {
        id: 0,
        template,
        slots,
    }
}

pub(crate) fn value(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// The slots of a template in order.
pub(crate) fn kinds(tree: &[Node]) -> Vec<OwnedSlotKind> {
    let mut kinds = Vec::new();
    for node in tree {
        match node {
            Node::Text(_) => {}
            Node::Slot(kind) => kinds.push(kind.clone()),
            Node::Element { own, children, .. } => {
                kinds.extend(own.iter().cloned());
                kinds.extend(self::kinds(children));
            }
        }
    }
    kinds
}

/// The template as it crosses the wire.
pub(crate) fn wire(tree: &[Node]) -> OwnedTemplate {
    let mut html = String::new();
    template_html(tree, &mut html);
    OwnedTemplate {
        html: html.into(),
        slots: kinds(tree).into(),
    }
}

fn template_html(nodes: &[Node], html: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => html.push_str(&escape(text)),
            Node::Slot(_) => html.push_str("<!--v-->"),
            Node::Element {
                name,
                attributes,
                own,
                children,
            } => {
                html.extend(["<", name]);
                if !own.is_empty() {
                    *html += &format!(" v=\"{}\"", own.len());
                }
                attributes
                    .iter()
                    .for_each(|(name, value)| *html += &format!(" {name}=\"{}\"", escape(value)));
                html.push('>');
                template_html(children, html);
                write_end_tag(name, html);
            }
        }
    }
}

fn write_end_tag(name: &str, html: &mut String) {
    if !matches!(name, "br" | "hr" | "img" | "input") {
        html.extend(["</", name, ">"]);
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\r', "&#13;")
}

/// Where a text stands in its template, which decides whether a separator follows.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Root,
    Inner,
}

/// The page's markup of a block.
pub(crate) fn page_html(trees: &[Tree], block: &Block) -> String {
    let mut html = String::new();
    write_page(
        trees,
        &trees[block.template],
        &mut block.slots.iter(),
        Level::Root,
        &mut html,
    );
    html
}

fn write_page<'b>(
    trees: &[Tree],
    nodes: &[Node],
    slots: &mut std::slice::Iter<'b, Value>,
    level: Level,
    html: &mut String,
) {
    for (index, node) in nodes.iter().enumerate() {
        let separated = match nodes.get(index + 1) {
            Some(Node::Element { .. }) => "",
            Some(_) => "<!---->",
            None if level == Level::Root => "<!---->",
            None => "",
        };
        match node {
            Node::Text(text) => html.extend([&escape(text), separated]),
            Node::Slot(kind) => match slots.next().expect("a value for each slot") {
                Value::Text(text) => html.extend([&escape(text), separated]),
                Value::Html(raw) => html.extend([raw, "<!--/v-->", separated]),
                Value::View(inner) | Value::Branch(inner) => {
                    inner
                        .iter()
                        .for_each(|inner| html.push_str(&page_html(trees, inner)));
                    if *kind == OwnedSlotKind::Dyn {
                        html.push_str(separated);
                    }
                }
                Value::Rows { rows, .. } => rows
                    .iter()
                    .for_each(|row| html.push_str(&page_html(trees, row))),
                other => panic!("{other:?} at a marker"),
            },
            Node::Element {
                name,
                attributes,
                own,
                children,
            } => {
                write_start_tag(name, attributes, own, slots, html);
                write_page(trees, children, slots, Level::Inner, html);
                write_end_tag(name, html);
            }
        }
    }
}

fn write_start_tag(
    name: &str,
    attributes: &[(String, String)],
    own: &[OwnedSlotKind],
    slots: &mut std::slice::Iter<'_, Value>,
    html: &mut String,
) {
    let mut classes: Vec<&str> = attributes
        .iter()
        .filter(|(name, _)| name == "class")
        .map(|(_, value)| value.as_str())
        .collect();
    let mut styles: Vec<String> = attributes
        .iter()
        .filter(|(name, _)| name == "style")
        .map(|(_, value)| value.clone())
        .collect();
    let mut dynamic = String::new();
    for kind in own {
        match (kind, slots.next().expect("a value for each slot")) {
            (OwnedSlotKind::Class(name), Value::Class(true)) => classes.push(name),
            (OwnedSlotKind::Attr(name), Value::Attr(Some(value))) => {
                dynamic += &format!(" {name}=\"{}\"", escape(value));
            }
            (OwnedSlotKind::Style(name), Value::Attr(Some(value))) => {
                styles.push(format!("{name}:{value}"));
            }
            (OwnedSlotKind::Spread, Value::Attr(Some(pairs))) => {
                let parts: Vec<&str> = pairs.split_terminator('\0').collect();
                for pair in parts.chunks(2) {
                    dynamic += &format!(" {}=\"{}\"", pair[0], escape(pair[1]));
                }
            }
            _ => {}
        }
    }
    html.extend(["<", name]);
    let is_list = |name: &str| matches!(name, "class" | "style");
    for (name, value) in attributes.iter().filter(|(name, _)| !is_list(name)) {
        *html += &format!(" {name}=\"{}\"", escape(value));
    }
    if !styles.is_empty() {
        *html += &format!(" style=\"{}\"", escape(&styles.join(";")));
    }
    *html += &format!(" class=\"{}\"{dynamic}>", classes.join(" "));
}

/// The whole page, with boot data.
pub(crate) fn page(trees: &[Tree], root: &Block) -> String {
    let templates: Vec<OwnedTemplate> = trees.iter().map(|tree| wire(tree)).collect();
    page_of(&templates, &page_html(trees, root), &shape(root))
}

/// A page from its parts, which need not fit.
pub(crate) fn page_of(templates: &[OwnedTemplate], html: &str, shape: &[u8]) -> String {
    let head = BootHead {
        version: VERSION,
        build: 9,
        flags: 0,
        session: 7,
        state: 0,
        secret: Token([1; 16]),
        ticket: Token([2; 16]),
        socket: "/_vango/live/7",
    };
    let mut boot = Vec::new();
    head.encode(&mut boot, templates.iter().map(borrow), shape);
    let boot = STANDARD.encode(boot);
    format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>a &amp; b</title></head><body>\
         <div id=\"vango-root\">{html}</div>\
         <script type=\"application/vango\" id=\"vango-boot\">{boot}</script>\
         <script type=\"module\" src=\"/_vango/client-0.js\"></script></body></html>"
    )
}

pub(crate) fn shape(root: &Block) -> Vec<u8> {
    let mut out = Vec::new();
    let mut shape = ShapeWriter::begin(&mut out, root.template as u32);
    write_shape(root, &mut shape);
    shape.finish();
    out
}

fn write_shape(block: &Block, shape: &mut ShapeWriter<'_>) {
    for slot in &block.slots {
        match slot {
            Value::Attr(_) | Value::Class(_) | Value::On => {}
            Value::Text(_) => shape.text(),
            Value::Html(_) => shape.html(),
            Value::View(None) | Value::Branch(None) => shape.empty(),
            Value::View(Some(inner)) | Value::Branch(Some(inner)) => {
                shape.branch(inner.template as u32);
                write_shape(inner, shape);
            }
            Value::Rows { template, rows } => {
                shape.rows(rows.len() as u32, *template as u32);
                rows.iter().for_each(|row| write_shape(row, shape));
            }
        }
    }
}

pub(crate) fn write_branch(content: &mut ContentWriter<'_>, block: Option<&Block>) {
    match block {
        None => content.branch_empty(),
        Some(block) => {
            content.branch(block.template as u32);
            write_block(content, block);
        }
    }
}

pub(crate) fn write_block(content: &mut ContentWriter<'_>, block: &Block) {
    block
        .slots
        .iter()
        .for_each(|slot| write_value(content, slot));
}

pub(crate) fn write_value(content: &mut ContentWriter<'_>, value: &Value) {
    match value {
        Value::Attr(value) => content.attr(value.as_deref()),
        Value::Class(on) => content.class(*on),
        Value::On => {}
        Value::Text(text) => content.dyn_text(text),
        Value::Html(html) => content.dyn_html(html),
        Value::View(None) => content.dyn_empty(),
        Value::View(Some(block)) => {
            content.dyn_view(block.template as u32);
            write_block(content, block);
        }
        Value::Branch(block) => write_branch(content, block.as_ref()),
        Value::Rows { template, rows } => {
            content.rows(rows.len() as u32, *template as u32);
            rows.iter().for_each(|row| write_block(content, row));
        }
    }
}

/// Gives a block and all in it the next ids.
pub(crate) fn number(block: &mut Block, next: &mut u32) {
    block.id = *next;
    *next += 1;
    for slot in &mut block.slots {
        match slot {
            Value::View(Some(inner)) | Value::Branch(Some(inner)) => number(inner, next),
            Value::Rows { rows, .. } => rows.iter_mut().for_each(|row| number(row, next)),
            _ => {}
        }
    }
}

/// A patch frame.
pub(crate) fn patch(seq: u8, write: impl FnOnce(&mut PatchWriter<'_>)) -> Vec<u8> {
    let mut frame = Vec::new();
    write(&mut PatchWriter::begin(&mut frame, seq, 0));
    frame
}
