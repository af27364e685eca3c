//! What events and messages do, by their numbers alone: the page and its model both ask here.

use crate::dice::{Dice, mix};

/// Messages that stay on the page.
pub(crate) const MESSAGES_SHOWN: usize = 3;
/// The length of what some messages bring: three of them are more than a replay keeps.
const BLOB_BYTES: usize = 90 * 1024;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) id: u64,
    pub(crate) n: u64,
}

/// One change of the page's state.
#[derive(Clone, Debug)]
pub(crate) enum Op {
    Push(Item),
    Insert(usize, Item),
    Remove(usize),
    Swap(usize, usize),
    Move(usize, usize),
    Sort,
    Cut,
    Clear,
    AddItem(Item),
    Rotate(usize),
    Reverse,
    DropItem(usize),
    Choose(u64),
    /// Shows or hides the branch.
    Turn,
    Level(u64),
}

impl Op {
    /// What the script of an event does. Rows have the event's number in theirs: none comes twice.
    pub(crate) fn of(number: u64) -> Vec<Self> {
        let mut dice = Dice::new(number, 7);
        (0..dice.between(1, 3))
            .map(|nth| Self::roll(number * 4 + nth, &mut dice))
            .collect()
    }

    fn roll(id: u64, dice: &mut Dice) -> Self {
        let at = |dice: &mut Dice| dice.roll(6) as usize;
        let item = Item {
            id,
            n: dice.roll(6),
        };
        match dice.roll(24) {
            0..=3 => Op::Push(item),
            4 | 5 => Op::Insert(at(dice), item),
            6 => Op::Remove(at(dice)),
            7 => Op::Swap(at(dice), at(dice)),
            8 | 9 => Op::Move(at(dice), at(dice)),
            10 => Op::Sort,
            11 => Op::Cut,
            12 if dice.hits(2) => Op::Clear,
            12..=14 => Op::AddItem(item),
            15 | 16 => Op::Rotate(at(dice)),
            17 => Op::Reverse,
            18 => Op::DropItem(at(dice)),
            19 => Op::Choose(id - dice.roll(20).min(id)),
            20 => Op::Turn,
            _ => Op::Level(dice.roll(8)),
        }
    }
}

/// Whether a render at this level panics.
pub(crate) fn is_bad(level: u64) -> bool {
    level % 4 == 3
}

/// Whether the handler of a message panics.
pub(crate) fn is_fatal(message: u64) -> bool {
    mix(message).is_multiple_of(101)
}

/// Whether the work for a number panics.
pub(crate) fn work_fails(number: u64) -> bool {
    number % 13 == 5
}

/// What is found for a key; what has none fails.
pub(crate) fn loaded(key: u64) -> Option<u64> {
    (key % 5 != 2).then_some(key * 3)
}

/// How long a load takes.
pub(crate) fn load_ms(key: u64) -> u64 {
    [0, 20, 300, 1_400, 6_000][(mix(key) % 5) as usize]
}

/// How long an action takes.
pub(crate) fn save_ms(number: u64) -> u64 {
    [0, 15, 200, 900, 2_500][(mix(number) % 5) as usize]
}

/// What a message brings beside its number.
pub(crate) fn blob(message: u64) -> String {
    let bytes = if message > 0 && mix(message).is_multiple_of(12) {
        BLOB_BYTES
    } else {
        0
    };
    "blob".repeat(bytes / 4)
}
