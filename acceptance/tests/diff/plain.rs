//! The same skeletons and state as plain HTML, said without any of the runtime's code: what the browser has to show.

use std::fmt::Write as _;

use crate::skeleton::{Block, Element, Handler, Node, Spread, escape};
use crate::state::{Row, Slot};

/// Plain HTML of a block: what the browser has to show.
pub(crate) fn html(block: &Block, slots: &[Slot], list: &[Row]) -> String {
    let mut out = String::new();
    html_nodes(&block.nodes, &mut slots.iter(), list, &mut 0, &mut out);
    out
}

fn html_nodes(
    nodes: &[Node],
    slots: &mut std::slice::Iter<'_, Slot>,
    list: &[Row],
    each: &mut usize,
    out: &mut String,
) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&escape(text)),
            Node::Element(element) => {
                html_tag(element, slots, out);
                html_nodes(&element.children, slots, list, each, out);
                write!(out, "</{}>", element.tag).expect("a string takes everything");
            }
            _ => html_slot(
                node,
                slots.next().expect("a value for each slot"),
                list,
                each,
                out,
            ),
        }
    }
}

fn html_tag(element: &Element, slots: &mut std::slice::Iter<'_, Slot>, out: &mut String) {
    let mut put =
        |text: std::fmt::Arguments<'_>| out.write_fmt(text).expect("a string takes everything");
    put(format_args!("<{}", element.tag));
    let mut classes = String::from("card");
    for name in &element.classes {
        if slots.next() == Some(&Slot::Class(true)) {
            classes.extend([" ", name]);
        }
    }
    if !element.classes.is_empty() {
        put(format_args!(" class=\"{classes}\""));
    }
    let mut styles = String::from("top:1px;");
    for name in &element.styles {
        if let Some(Slot::Style(Some(value))) = slots.next() {
            styles.extend([name, ":", value, ";"]);
        }
    }
    if !element.styles.is_empty() {
        put(format_args!(" style=\"{}\"", escape(&styles)));
    }
    for name in &element.attrs {
        if let Some(Slot::Attr(Some(value))) = slots.next() {
            put(format_args!(" {name}=\"{}\"", escape(value)));
        }
    }
    if element.spread == Spread::Yes
        && let Some(Slot::Spread(all)) = slots.next()
    {
        for (name, value) in all.iter().filter(|(name, _)| !element.attrs.contains(name)) {
            put(format_args!(" {name}=\"{}\"", escape(value)));
        }
    }
    if element.handler == Handler::Click {
        slots.next();
    }
    put(format_args!(">"));
}

fn html_slot(node: &Node, slot: &Slot, list: &[Row], each: &mut usize, out: &mut String) {
    match (node, slot) {
        (_, Slot::Nothing) => {}
        (_, Slot::Text(text)) => out.push_str(&escape(text)),
        (_, Slot::Int(number)) => out.push_str(&number.to_string()),
        (_, Slot::Html(html)) => out.push_str(html),
        (Node::Dyn(block), Slot::Block(_, slots)) => out.push_str(&html(block, slots, list)),
        (Node::Child(block), Slot::Child(slots)) => out.push_str(&html(block, slots, list)),
        (Node::Branch(arms), Slot::Block(arm, slots)) => {
            out.push_str(&html(&arms[*arm], slots, list));
        }
        (Node::Rows(row), Slot::Rows(rows)) => rows
            .iter()
            .for_each(|(_, slots)| out.push_str(&html(row, slots, list))),
        (Node::Each(row), Slot::Each) => {
            for value in list {
                out.push_str(&html(row, &value.slots[*each], &[]));
            }
            *each += 1;
        }
        _ => panic!("{slot:?} in {node:?}"),
    }
}
