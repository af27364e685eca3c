//! Random templates, pages and patches: what the client shows after each patch is what the page of the new state would be.

use proptest::prelude::*;
use vango_client::headless::{Headless, normalise};
use vango_protocol::OwnedSlotKind::{self, Branch, Child, Dyn, Rows};
use vango_protocol::PatchWriter;

use crate::model::{
    Block, Node, Tree, Value, attr, block, class, kinds, number, on, on_with, page, page_html,
    patch, style, write_block, write_branch, write_value,
};

/// Raw HTML, with texts at its ends and a comment.
const RAW: [&str; 5] = ["", "r", "<b>r</b>", "r<i></i><!--c-->", "<p>r</p>r"];

/// A stream of numbers; each decides one thing, and when it ends all decisions are 0, the smallest one.
struct Choices(std::vec::IntoIter<u16>);

impl Choices {
    fn below(&mut self, bound: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % bound
    }

    fn is_over(&self) -> bool {
        self.0.len() == 0
    }

    fn text(&mut self) -> String {
        ["", "s", "t<&\"", "é\r\n", " "][self.below(5)].to_owned()
    }
}

fn tree(choices: &mut Choices, depth: usize) -> Tree {
    let mut nodes: Vec<Node> = Vec::new();
    for _ in 0..choices.below(5) {
        match choices.below(8) {
            // Static texts are merged, and never empty.
            0 | 1 if !matches!(nodes.last(), Some(Node::Text(_))) => {
                nodes.push(Node::Text("s".into()));
            }
            2 | 3 => nodes.push(Node::Slot(Dyn)),
            4 => nodes.push(Node::Slot(Branch)),
            5 => nodes.push(Node::Slot([Child, Rows][choices.below(2)].clone())),
            _ if depth > 0 => nodes.push(element(choices, depth)),
            _ => nodes.push(Node::Slot(Rows)),
        }
    }
    nodes
}

fn element(choices: &mut Choices, depth: usize) -> Node {
    let mut own = Vec::new();
    own.extend((0..choices.below(3)).map(|n| class(["on", "hot"][n])));
    own.extend((0..choices.below(3)).map(|n| attr(["title", "data-x"][n])));
    own.extend((0..choices.below(3)).map(|n| style(["width", "--gap"][n])));
    own.extend((0..choices.below(2)).map(|_| OwnedSlotKind::Spread));
    own.extend((0..choices.below(2)).map(|_| on("click", false)));
    own.extend((0..choices.below(2)).map(|_| on_with("click", 1, &[])));
    let mut attributes = Vec::new();
    if choices.below(2) == 1 {
        attributes.push(("class".to_owned(), "static".to_owned()));
    }
    if choices.below(2) == 1 {
        attributes.push(("style".to_owned(), "color:red".to_owned()));
    }
    if choices.below(2) == 1 {
        attributes.push(("id".to_owned(), choices.text()));
    }
    let name = ["div", "span", "section"][choices.below(3)].to_owned();
    Node::Element {
        name,
        attributes,
        own,
        children: tree(choices, depth - 1),
    }
}

fn instance(trees: &[Tree], template: usize, choices: &mut Choices, depth: usize) -> Block {
    let slots = kinds(&trees[template])
        .iter()
        .map(|kind| any_value(trees, kind, choices, depth))
        .collect();
    block(template, slots)
}

fn any_block(trees: &[Tree], choices: &mut Choices, depth: usize) -> Option<Block> {
    if depth == 0 || choices.below(2) == 0 {
        return None;
    }
    let template = choices.below(trees.len());
    Some(instance(trees, template, choices, depth - 1))
}

fn any_value(trees: &[Tree], kind: &OwnedSlotKind, choices: &mut Choices, depth: usize) -> Value {
    match kind {
        OwnedSlotKind::Attr(_) => Value::Attr((choices.below(2) == 1).then(|| choices.text())),
        OwnedSlotKind::Style(_) => Value::Attr(
            ["", "1px", "url('a;b')"]
                .get(choices.below(3))
                .and_then(|value| {
                    let value = (*value).to_owned();
                    (!value.is_empty()).then_some(value)
                }),
        ),
        OwnedSlotKind::Spread => {
            let pairs: String = ["lang", "data-y"][..choices.below(3)]
                .iter()
                .map(|name| format!("{name}\0{}\0", choices.text()))
                .collect();
            Value::Attr((!pairs.is_empty()).then_some(pairs))
        }
        OwnedSlotKind::Class(_) => Value::Class(choices.below(2) == 1),
        OwnedSlotKind::On { .. } | OwnedSlotKind::OnWith { .. } => Value::On,
        Dyn if choices.below(2) == 0 => Value::Text(choices.text()),
        Dyn if choices.below(4) == 0 => Value::Html(RAW[choices.below(RAW.len())].to_owned()),
        Dyn => Value::View(any_block(trees, choices, depth)),
        Branch | Child => Value::Branch(any_block(trees, choices, depth)),
        Rows => {
            let template = choices.below(trees.len());
            let count = if depth == 0 { 0 } else { choices.below(4) };
            let rows = (0..count)
                .map(|_| instance(trees, template, choices, depth - 1))
                .collect();
            Value::Rows { template, rows }
        }
    }
}

fn any_page(numbers: Vec<u16>) -> (Vec<Tree>, Block, Choices) {
    let mut choices = Choices(numbers.into_iter());
    let trees: Vec<Tree> = (0..1 + choices.below(4))
        .map(|_| tree(&mut choices, 2))
        .collect();
    let root = instance(&trees, 0, &mut choices, 3);
    (trees, root, choices)
}

/// The addresses of all slots that are shown.
fn addresses(block: &Block, found: &mut Vec<(u32, usize)>) {
    for (slot, value) in block.slots.iter().enumerate() {
        found.push((block.id, slot));
        match value {
            Value::View(Some(inner)) | Value::Branch(Some(inner)) => addresses(inner, found),
            Value::Rows { rows, .. } => rows.iter().for_each(|row| addresses(row, found)),
            _ => {}
        }
    }
}

fn slot_at(block: &mut Block, id: u32, slot: usize) -> Option<&mut Value> {
    if block.id == id {
        return block.slots.get_mut(slot);
    }
    block.slots.iter_mut().find_map(|value| match value {
        Value::View(Some(inner)) | Value::Branch(Some(inner)) => slot_at(inner, id, slot),
        Value::Rows { rows, .. } => rows.iter_mut().find_map(|row| slot_at(row, id, slot)),
        _ => None,
    })
}

/// What the server has: what is shown, and the blocks that are parked.
struct Shown {
    root: Block,
    parked: Vec<Block>,
    next: u32,
}

impl Shown {
    fn blocks(&self) -> impl Iterator<Item = &Block> {
        std::iter::once(&self.root).chain(&self.parked)
    }
}

/// Parks what a Dyn slot shows, drops what is parked, or shows it in the slot.
fn change_parked(
    parked: &mut Vec<Block>,
    value: &mut Value,
    choices: &mut Choices,
    (patch, id, slot): (&mut PatchWriter<'_>, u32, u32),
) {
    if let Value::View(shown @ Some(_)) = value {
        let block = shown.take().expect("it was just seen");
        patch.park(block.id);
        parked.push(block);
        return;
    }
    if parked.is_empty() {
        return;
    }
    let block = parked.remove(choices.below(parked.len()));
    if choices.below(4) == 0 {
        patch.drop_parked(block.id);
        return;
    }
    patch.dyn_(id, slot).dyn_parked(block.id);
    *value = Value::View(Some(block));
}

/// Changes one slot of the model and writes the operation for it.
fn change(trees: &[Tree], shown: &mut Shown, choices: &mut Choices, patch: &mut PatchWriter<'_>) {
    let mut all = Vec::new();
    shown.blocks().for_each(|block| addresses(block, &mut all));
    if all.is_empty() {
        return;
    }
    let (id, slot) = all[choices.below(all.len())];
    let template = shown.blocks().find_map(|block| template_of(block, id));
    let kind = kinds(&trees[template.expect("an address of this tree")])[slot].clone();
    // The block that holds the slot is taken out of the parked ones, so that it can't be shown in itself.
    let outer = shown
        .parked
        .iter()
        .position(|block| template_of(block, id).is_some());
    let mut outer = outer.map(|index| shown.parked.remove(index));
    let Shown { root, parked, next } = shown;
    let value = slot_at(outer.as_mut().unwrap_or(root), id, slot).expect("an address of this tree");
    let at = slot as u32;
    match (kind, value) {
        (OwnedSlotKind::On { .. } | OwnedSlotKind::OnWith { .. }, _) => {}
        (Dyn, value) if choices.below(3) == 0 => {
            change_parked(parked, value, choices, (patch, id, at));
        }
        (Rows, Value::Rows { template, rows }) => {
            change_rows(trees, *template, rows, next, choices, (patch, id, at));
        }
        (kind, value) => {
            *value = any_value(trees, &kind, choices, 2);
            number_value(value, next);
            match value {
                Value::Attr(value) => patch.attr(id, at, value.as_deref()),
                Value::Class(on) => patch.class(id, at, *on),
                Value::Text(text) if choices.below(2) == 0 => patch.text(id, at, text),
                Value::Text(_) | Value::Html(_) | Value::View(_) => {
                    write_value(&mut patch.dyn_(id, at), value);
                }
                Value::Branch(inner) => write_branch(&mut patch.branch(id, at), inner.as_ref()),
                Value::On | Value::Rows { .. } => {}
            }
        }
    }
    shown.parked.extend(outer);
}

fn template_of(block: &Block, id: u32) -> Option<usize> {
    if block.id == id {
        return Some(block.template);
    }
    block.slots.iter().find_map(|value| match value {
        Value::View(Some(inner)) | Value::Branch(Some(inner)) => template_of(inner, id),
        Value::Rows { rows, .. } => rows.iter().find_map(|row| template_of(row, id)),
        _ => None,
    })
}

fn number_value(value: &mut Value, next: &mut u32) {
    match value {
        Value::View(Some(inner)) | Value::Branch(Some(inner)) => number(inner, next),
        Value::Rows { rows, .. } => rows.iter_mut().for_each(|row| number(row, next)),
        _ => {}
    }
}

fn change_rows(
    trees: &[Tree],
    template: usize,
    rows: &mut Vec<Block>,
    next: &mut u32,
    choices: &mut Choices,
    (patch, id, slot): (&mut PatchWriter<'_>, u32, u32),
) {
    let len = rows.len();
    match choices.below(5) {
        1 if len > 0 => {
            let at = choices.below(len);
            let count = choices.below(len - at + 1);
            rows.drain(at..at + count);
            patch.remove(id, slot, at as u32, count as u32);
        }
        2 if len > 0 => {
            let (from, to) = (choices.below(len), choices.below(len));
            let row = rows.remove(from);
            rows.insert(to, row);
            patch.move_(id, slot, from as u32, to as u32);
        }
        3 if len > 0 => {
            let (a, b) = (choices.below(len), choices.below(len));
            rows.swap(a, b);
            patch.swap(id, slot, a as u32, b as u32);
        }
        4 => {
            rows.clear();
            patch.clear(id, slot);
        }
        _ => {
            let at = choices.below(len + 1);
            let mut added: Vec<Block> = (0..choices.below(4))
                .map(|_| instance(trees, template, choices, 1))
                .collect();
            added.iter_mut().for_each(|row| number(row, next));
            let mut content =
                patch.insert(id, slot, at as u32, added.len() as u32, template as u32);
            added.iter().for_each(|row| write_block(&mut content, row));
            rows.splice(at..at, added);
        }
    }
}

fn ids(block: &Block, found: &mut Vec<u32>) {
    found.push(block.id);
    for value in &block.slots {
        match value {
            Value::View(Some(inner)) | Value::Branch(Some(inner)) => ids(inner, found),
            Value::Rows { rows, .. } => rows.iter().for_each(|row| ids(row, found)),
            _ => {}
        }
    }
}

fn check(client: &Headless, trees: &[Tree], server: &Shown) {
    let expected =
        normalise(&page_html(trees, &server.root)).expect("the model writes well-formed markup");
    assert!(client.mismatches().is_empty(), "{:?}", client.mismatches());
    assert_eq!(client.html(), expected);
    let mut shown = Vec::new();
    server.blocks().for_each(|block| ids(block, &mut shown));
    shown.sort_unstable();
    assert_eq!(client.blocks(), shown);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_client_shows_what_the_server_has(numbers in proptest::collection::vec(any::<u16>(), 0..400)) {
        let (trees, root, mut choices) = any_page(numbers);
        let mut server = Shown { root, parked: Vec::new(), next: 1 };
        number(&mut server.root, &mut server.next);
        let mut client = Headless::from_page(&page(&trees, &server.root), "/").expect("a page");
        check(&client, &trees, &server);
        for seq in 1..=60u8 {
            let count = 1 + choices.below(4);
            let frame = patch(seq, |patch| {
                for _ in 0..count {
                    change(&trees, &mut server, &mut choices, patch);
                }
            });
            client.receive(&frame).expect("a good patch");
            check(&client, &trees, &server);
            if choices.is_over() {
                break;
            }
        }
        // Mounted afresh, it shows the same.
        let seq = (client.batch() + 1) as u8;
        number(&mut server.root, &mut server.next);
        server.parked.clear();
        let frame = patch(seq, |patch| {
            write_branch(&mut patch.mount(server.root.id), Some(&server.root));
        });
        client.receive(&frame).expect("a good patch");
        check(&client, &trees, &server);
    }

    #[test]
    fn random_bytes_are_an_answer(bytes in proptest::collection::vec(0..20u8, 0..60), numbers in proptest::collection::vec(any::<u16>(), 0..60)) {
        let (trees, root, _) = any_page(numbers);
        let mut client = Headless::from_page(&page(&trees, &root), "/").expect("a page");
        let mut frame = vec![1, 1, 0];
        frame.extend(&bytes);
        // Whatever comes back, it comes back, and the client can still be asked.
        let _ = client.receive(&frame);
        let _ = client.html();
    }
}
