//! The same page as plain data and a function to HTML.
//!
//! A seat is a path of words; what is known of a seat (a frame's mode, a kid's clicks) lives as long as the seat's frame
//! and row do, wherever the frame shows its content.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub(crate) id: u64,
    pub(crate) n: u64,
}

#[derive(Clone, Debug)]
pub(crate) enum Op {
    Push(Item),
    Remove(usize),
    Swap(usize, usize),
    Replace(Vec<Item>),
    Rows(Vec<Item>),
    Number(u64),
    Shown(bool),
}

/// A small generator (SplitMix64, Steele et al. 2014): steps come from seeds that proptest chooses.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    fn item(&mut self) -> Item {
        Item {
            id: self.roll(6),
            n: self.roll(9),
        }
    }

    fn items(&mut self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        for _ in 0..self.roll(4) {
            let item = self.item();
            if items.iter().all(|other| other.id != item.id) {
                items.push(item);
            }
        }
        items
    }

    pub(crate) fn op(&mut self) -> Op {
        match self.roll(10) {
            0 | 1 => Op::Push(self.item()),
            2 => Op::Remove(self.roll(4) as usize),
            3 => Op::Swap(self.roll(4) as usize, self.roll(4) as usize),
            4 => Op::Replace(self.items()),
            5 | 6 => Op::Rows(self.items()),
            7 => Op::Shown(self.roll(3) > 0),
            _ => Op::Number(self.roll(100)),
        }
    }
}

/// A row of the list, with a number of its own: one that left and came back is another.
#[derive(Clone, Debug)]
struct Row {
    number: u64,
    item: Item,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Script,
    Number,
    /// A click on a kid, a frame or an inner frame.
    Seat(String),
}

#[derive(Debug, Default)]
pub(crate) struct Model {
    list: Vec<Row>,
    rows: Vec<Item>,
    n: u64,
    hidden: bool,
    /// Clicks on whatever has a seat.
    clicks: BTreeMap<String, u64>,
    /// Content that was shown once: kids in it are there.
    made: BTreeSet<String>,
    /// Hidden content that has no blocks since everything was sent anew: what is in it waits, as it was then.
    waiting: BTreeMap<String, Parked>,
    numbers: u64,
}

/// What is hidden, and lives on.
#[derive(Clone, Debug, Default)]
struct Parked {
    kids: usize,
    seats: BTreeSet<String>,
    made: BTreeSet<String>,
    hidden: BTreeMap<String, Parked>,
}

/// What a walk over the page finds.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    pub(crate) html: String,
    pub(crate) buttons: Vec<Act>,
    pub(crate) kids: usize,
    seats: BTreeSet<String>,
    made: BTreeSet<String>,
    hidden: BTreeMap<String, Parked>,
}

type Content<'c> = &'c dyn Fn(&Model, &mut Drawn, &str);

impl Model {
    pub(crate) fn apply(&mut self, op: &Op) {
        match op.clone() {
            Op::Push(item) => {
                if self.list.iter().all(|row| row.item.id != item.id) {
                    self.numbers += 1;
                    self.list.push(Row {
                        number: self.numbers,
                        item,
                    });
                }
            }
            Op::Remove(at) => {
                if at < self.list.len() {
                    self.list.remove(at);
                }
            }
            Op::Swap(a, b) => {
                if a.max(b) < self.list.len() {
                    self.list.swap(a, b);
                }
            }
            Op::Replace(items) => {
                let before = std::mem::take(&mut self.list);
                for item in items {
                    let kept = before.iter().find(|row| row.item.id == item.id);
                    let number = kept.map_or_else(
                        || {
                            self.numbers += 1;
                            self.numbers
                        },
                        |row| row.number,
                    );
                    self.list.push(Row { number, item });
                }
            }
            Op::Rows(items) => self.rows = items,
            Op::Number(n) => self.n = n,
            Op::Shown(on) => self.hidden = !on,
        }
    }

    pub(crate) fn click(&mut self, act: &Act) {
        match act {
            Act::Script => {}
            Act::Number => self.n += 1,
            Act::Seat(seat) => *self.clicks.entry(seat.clone()).or_default() += 1,
        }
    }

    /// What the end of a turn does: what has left is forgotten.
    pub(crate) fn settle(&mut self) -> Drawn {
        let drawn = self.draw();
        self.clicks.retain(|seat, _| drawn.seats.contains(seat));
        self.made = drawn.made.clone();
        self.waiting
            .retain(|seat, _| drawn.hidden.contains_key(seat));
        drawn
    }

    /// Everything is sent anew: what is hidden loses its blocks.
    pub(crate) fn send_anew(&mut self) {
        self.waiting = self.draw().hidden;
    }

    fn count(&self, seat: &str) -> u64 {
        self.clicks.get(seat).copied().unwrap_or(0)
    }

    pub(crate) fn draw(&self) -> Drawn {
        let mut out = Drawn::default();
        out.button(Act::Script, "script");
        if !self.hidden {
            let content: Content<'_> = &|model, out, seat| {
                out.put(format_args!("text {}", model.n));
                out.button(Act::Number, "n");
                model.kid(out, &format!("{seat}/kid"));
                for row in &model.list {
                    out.put(format_args!("<i>{}</i>", row.item.n));
                    model.kid(out, &format!("{seat}/list{}", row.number));
                }
                for item in &model.rows {
                    out.put(format_args!("<u>{}</u>", item.n));
                    model.kid(out, &format!("{seat}/rows{}", item.id));
                }
            };
            let foot: Content<'_> = &|model, out, seat| {
                out.put(format_args!("<em>{}</em>", model.n));
                model.kid(out, &format!("{seat}/kid"));
            };
            self.frame(&mut out, "main", content, foot);
        }
        for item in &self.rows {
            self.frame(
                &mut out,
                &format!("rows{}", item.id),
                &|model, out, seat| {
                    out.put(format_args!("{}", item.n));
                    model.kid(out, &format!("{seat}/kid"));
                },
                &|_, out, _| out.put(format_args!("-")),
            );
        }
        for row in &self.list {
            self.frame(
                &mut out,
                &format!("list{}", row.number),
                &|model, out, seat| {
                    model.frame(
                        out,
                        &format!("{seat}/frame"),
                        &|model, out, seat| model.kid(out, &format!("{seat}/kid")),
                        &|_, out, _| out.put(format_args!("{}", row.item.n)),
                    );
                },
                &|_, out, _| out.put(format_args!("<s>{}</s>", row.item.id)),
            );
        }
        out
    }

    fn frame(&self, out: &mut Drawn, seat: &str, children: Content<'_>, foot: Content<'_>) {
        let mode = self.count(seat) % 4;
        out.seats.insert(seat.to_owned());
        out.button(Act::Seat(seat.to_owned()), "mode");
        let children_seat = format!("{seat}/children");
        let foot_seat = format!("{seat}/foot");
        let inner = format!("{seat}/inner");
        let is_open = self.count(&inner).is_multiple_of(2);
        let mut is_shown = [false; 2];
        match mode {
            0 => {
                out.put(format_args!("<div>"));
                self.slot(out, &children_seat, children);
                out.put(format_args!("</div>"));
                is_shown = [true, false];
            }
            1 => {
                out.put(format_args!("<p>"));
                self.slot(out, &foot_seat, foot);
                out.put(format_args!("</p><b>"));
                self.slot(out, &children_seat, children);
                out.put(format_args!("</b>"));
                is_shown = [true, true];
            }
            2 => {
                out.seats.insert(inner.clone());
                out.button(Act::Seat(inner), "open");
                if is_open {
                    out.put(format_args!("<q>"));
                    self.slot(out, &children_seat, children);
                    out.put(format_args!("<hr>"));
                    self.slot(out, &foot_seat, foot);
                    out.put(format_args!("</q>"));
                    is_shown = [true, true];
                }
            }
            _ => {}
        }
        // What is not shown and was once is parked: it lives on.
        for (at, (seat, content)) in [(&children_seat, children), (&foot_seat, foot)]
            .into_iter()
            .enumerate()
        {
            if !is_shown[at] && self.made.contains(seat) {
                let parked = self.waiting.get(seat).cloned().unwrap_or_else(|| {
                    let mut parked = Drawn::default();
                    self.slot(&mut parked, seat, content);
                    Parked {
                        kids: parked.kids,
                        seats: parked.seats,
                        made: parked.made,
                        hidden: parked.hidden,
                    }
                });
                out.kids += parked.kids;
                out.seats.extend(parked.seats.iter().cloned());
                out.made.extend(parked.made.iter().cloned());
                out.hidden.extend(parked.hidden.clone());
                out.hidden.insert(seat.clone(), parked);
            }
        }
    }

    fn slot(&self, out: &mut Drawn, seat: &str, content: Content<'_>) {
        out.made.insert(seat.to_owned());
        content(self, out, seat);
    }

    fn kid(&self, out: &mut Drawn, seat: &str) {
        out.kids += 1;
        out.seats.insert(seat.to_owned());
        out.button(Act::Seat(seat.to_owned()), self.count(seat));
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
}
