//! The same page as plain vectors and a function to HTML.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::Dice;

/// The list that is cut when it is longer.
pub(crate) const MOST: usize = 8;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub(crate) id: u64,
    pub(crate) n: u64,
}

/// An edit; the flag says whether it is of the inner list.
#[derive(Clone, Debug)]
pub(crate) enum Op {
    Push(bool, Item),
    Insert(bool, usize, Item),
    Remove(bool, usize),
    Swap(bool, usize, usize),
    Move(bool, usize, usize),
    Update(bool, usize, u64),
    Clear(bool),
    Replace(bool, Vec<Item>),
    Sort(bool),
    Retain(bool, u64),
    Vec(Vec<Item>),
    Choose(Option<u64>),
    Show(bool),
    Wide(bool),
    Mode(u64),
}

impl Op {
    pub(crate) fn roll(dice: &mut Dice) -> Self {
        let is_b = dice.roll(3) == 0;
        let at = dice.roll(8) as usize;
        let item = Item {
            id: dice.roll(12),
            n: dice.roll(6),
        };
        match dice.roll(20) {
            0..=3 => Op::Push(is_b, item),
            4 | 5 => Op::Insert(is_b, at, item),
            6 => Op::Remove(is_b, at),
            7 => Op::Swap(is_b, at, dice.roll(8) as usize),
            8 => Op::Move(is_b, at, dice.roll(8) as usize),
            9 | 10 => Op::Update(is_b, at, item.n),
            11 if at == 0 => Op::Clear(is_b),
            11 => Op::Sort(is_b),
            12 => Op::Replace(is_b, items(dice)),
            13 => Op::Retain(is_b, dice.roll(2)),
            14 | 15 => Op::Vec(items(dice)),
            16 => Op::Choose((at > 0).then_some(item.id)),
            17 => Op::Show(at > 2),
            18 => Op::Wide(at > 2),
            _ => Op::Mode(dice.roll(3)),
        }
    }
}

/// Distinct ids.
fn items(dice: &mut Dice) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for _ in 0..dice.roll(7) {
        let (id, n) = (dice.roll(12), dice.roll(6));
        if items.iter().all(|item| item.id != id) {
            items.push(Item { id, n });
        }
    }
    items
}

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Script,
    Row(u64),
    VecRow(u64),
    Kid(Seat),
    Leaf(Seat),
}

/// Where a `Kid` stands. Rows of a list are known by a number of their own: one that left and came back is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Seat {
    Row(u64),
    Tag(u64, u64),
    VecRow(u64),
}

#[derive(Clone, Copy, Debug, Default)]
struct Kid {
    clicks: u64,
    leaf: u64,
}

#[derive(Clone, Debug)]
struct Row {
    number: u64,
    item: Item,
}

#[derive(Debug)]
pub(crate) struct Model {
    lists: [Vec<Row>; 2],
    v: Vec<Item>,
    chosen: Option<u64>,
    show: bool,
    wide: bool,
    mode: u64,
    kids: BTreeMap<Seat, Kid>,
    rows: u64,
    was_too_many: bool,
}

/// The page, its buttons in document order, and how many components it has.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    pub(crate) html: String,
    pub(crate) buttons: Vec<Act>,
    pub(crate) components: usize,
}

impl Model {
    pub(crate) fn new() -> Self {
        Self {
            lists: [Vec::new(), Vec::new()],
            v: Vec::new(),
            chosen: None,
            show: true,
            wide: true,
            mode: 0,
            kids: BTreeMap::new(),
            rows: 0,
            was_too_many: false,
        }
    }

    fn insert(&mut self, is_b: bool, at: usize, item: Item) {
        let list = &mut self.lists[usize::from(is_b)];
        if list.iter().all(|row| row.item.id != item.id) {
            self.rows += 1;
            let number = self.rows;
            list.insert(at.min(list.len()), Row { number, item });
        }
    }

    pub(crate) fn apply(&mut self, op: &Op) {
        if let Op::Push(b, item) = op {
            return self.insert(*b, usize::MAX, item.clone());
        }
        if let Op::Insert(b, at, item) = op {
            return self.insert(*b, *at, item.clone());
        }
        let [a, b] = &mut self.lists;
        let list = |is_b: bool| if is_b { b } else { a };
        match op.clone() {
            Op::Push(..) | Op::Insert(..) => {}
            Op::Remove(is_b, at) => {
                let list = list(is_b);
                if at < list.len() {
                    list.remove(at);
                }
            }
            Op::Swap(is_b, x, y) => {
                let list = list(is_b);
                if x.max(y) < list.len() {
                    list.swap(x, y);
                }
            }
            Op::Move(is_b, from, to) => {
                let list = list(is_b);
                if from < list.len() {
                    let row = list.remove(from);
                    list.insert(to.min(list.len()), row);
                }
            }
            Op::Update(is_b, at, n) => {
                if let Some(row) = list(is_b).get_mut(at) {
                    row.item.n = n;
                }
            }
            Op::Clear(is_b) => list(is_b).clear(),
            Op::Replace(is_b, items) => {
                let list = list(is_b);
                let before = std::mem::take(list);
                for item in items {
                    let kept = before.iter().find(|row| row.item.id == item.id);
                    let number = kept.map_or_else(
                        || {
                            self.rows += 1;
                            self.rows
                        },
                        |row| row.number,
                    );
                    list.push(Row { number, item });
                }
            }
            Op::Sort(is_b) => list(is_b).sort_by_key(|row| row.item.n),
            Op::Retain(is_b, odd) => list(is_b).retain(|row| row.item.n % 2 == odd),
            Op::Vec(items) => self.v = items,
            Op::Choose(id) => self.chosen = id,
            Op::Show(on) => self.show = on,
            Op::Wide(on) => self.wide = on,
            Op::Mode(mode) => self.mode = mode,
        }
    }

    pub(crate) fn click(&mut self, act: Act) {
        match act {
            Act::Script => {}
            Act::Row(id) => {
                let row = self.lists[0].iter_mut().find(|row| row.item.id == id);
                row.expect("its button was shown").item.n += 1;
            }
            Act::VecRow(id) => {
                let item = self.v.iter_mut().find(|item| item.id == id);
                item.expect("its button was shown").n += 1;
            }
            Act::Kid(seat) => {
                let kid = self.kids.get_mut(&seat).expect("its button was shown");
                *kid = Kid {
                    clicks: kid.clicks + 1,
                    leaf: 0,
                };
            }
            Act::Leaf(seat) => {
                let kid = self.kids.get_mut(&seat).expect("its button was shown");
                kid.leaf += 1;
            }
        }
    }

    /// What the end of a turn does: the effect cuts the list, components come and go.
    pub(crate) fn settle(&mut self) {
        // The effect runs when the list has become too long, and again when it has not been any more.
        let too_many = self.lists[0].len() > MOST;
        if too_many && !self.was_too_many {
            self.lists[0].retain(|row| row.item.n % 2 == 0);
        }
        self.was_too_many = self.lists[0].len() > MOST;
        let seats = self.seats();
        self.kids.retain(|seat, _| seats.contains(seat));
        for seat in seats {
            self.kids.entry(seat).or_default();
        }
    }

    fn seats(&self) -> Vec<Seat> {
        let mut seats = Vec::new();
        if self.show {
            for row in &self.lists[0] {
                seats.push(Seat::Row(row.number));
                if self.wide {
                    let tags = self.lists[1].iter();
                    seats.extend(tags.map(|tag| Seat::Tag(row.number, tag.number)));
                }
            }
        }
        let odd = self.v.iter().filter(|item| item.n % 2 == 1);
        seats.extend(odd.map(|item| Seat::VecRow(item.id)));
        seats
    }

    pub(crate) fn draw(&self) -> Drawn {
        let mut out = Drawn::default();
        let [a, b] = &self.lists;
        let total: u64 = a.iter().map(|row| row.item.n).sum();
        out.button(Act::Script, "script");
        out.put(format_args!("<samp>{total}</samp>"));
        out.put(format_args!(
            "<em>{}</em>",
            if self.mode == 1 { "<s>a view</s>" } else { "" }
        ));
        out.put(format_args!(
            "<em>{}</em>",
            if self.mode == 2 { "a text" } else { "" }
        ));
        if self.show {
            out.put(format_args!("<ol>"));
            for Row { number, item } in a {
                let hot = if self.chosen == Some(item.id) {
                    " class=\"hot\""
                } else {
                    ""
                };
                out.put(format_args!("<li{hot}>"));
                out.button(Act::Row(item.id), format_args!("{}:{}", item.id, item.n));
                out.kid(self, Seat::Row(*number), item.n);
                if self.wide {
                    for tag in b {
                        out.put(format_args!("<i>{}-{}</i>", tag.item.n, item.id));
                        out.kid(self, Seat::Tag(*number, tag.number), tag.item.n + item.n);
                    }
                } else {
                    out.put(format_args!("narrow"));
                }
                out.put(format_args!("</li>"));
            }
            out.put(format_args!("</ol>"));
        }
        for item in &self.v {
            out.put(format_args!("<p>"));
            out.button(Act::VecRow(item.id), item.n);
            if item.n % 2 == 1 {
                out.kid(self, Seat::VecRow(item.id), item.n);
            }
            for tag in b {
                out.put(format_args!("<u>{}</u>", tag.item.n));
            }
            out.put(format_args!("</p>"));
        }
        out
    }
}

impl Drawn {
    fn put(&mut self, html: std::fmt::Arguments<'_>) {
        self.html
            .write_fmt(html)
            .expect("a string takes everything");
    }

    fn button(&mut self, act: Act, text: impl std::fmt::Display) {
        self.put(format_args!("<button>{text}</button>"));
        self.buttons.push(act);
    }

    fn kid(&mut self, model: &Model, seat: Seat, label: u64) {
        let kid = model.kids[&seat];
        self.components += 1;
        self.put(format_args!("<b title=\"{label}\">"));
        self.button(Act::Kid(seat), kid.clicks);
        self.put(format_args!("</b>"));
        if kid.clicks % 2 == 1 {
            self.components += 1;
            self.put(format_args!("<q>{}</q>", label * 2));
            self.button(Act::Leaf(seat), kid.leaf);
        }
    }
}
