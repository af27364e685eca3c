//! What the page must show after the inputs that a session has applied: a second, plain implementation of `page.rs`.
//!
//! Invariant: it knows nothing of sessions, patches or renders; it is fed with a life's entries and draws whole pages. What
//! can't be (a component that is set up twice, a message that comes twice) it calls by name.

use std::collections::{BTreeMap, BTreeSet};

use crate::life::{Act, Entry, Seat};
use crate::page::SAVES_WAITING;
use crate::script::{Item, MESSAGES_SHOWN, Op, is_bad, is_fatal, loaded, work_fails};

#[derive(Clone, Debug)]
pub(crate) struct Kid {
    pub(crate) clicks: u64,
    /// What holds it was hidden since: it may be set up once more.
    was_gone: bool,
}

/// The state of a page.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) rows: Vec<Item>,
    pub(crate) items: Vec<Item>,
    pub(crate) chosen: Option<u64>,
    pub(crate) shows: bool,
    pub(crate) level: u64,
    pub(crate) count: u64,
    pub(crate) mode: u64,
    pub(crate) text: String,
    pub(crate) draft: String,
    pub(crate) sent: String,
    pub(crate) key: u64,
    saves: Vec<u64>,
    pub(crate) saved: (u64, u64),
    pub(crate) heard: u64,
    pub(crate) last: Vec<u64>,
    pub(crate) blob_of: u64,
    pub(crate) ticks: u64,
    pub(crate) rung: u64,
    /// A timer was started and has not rung.
    timer_runs: bool,
    pub(crate) kids: BTreeMap<Seat, Kid>,
    /// What was away at some time since the last quiet point, though it may be back: the branch, the frame's slot, what
    /// the boundary guards.
    was_away: [bool; 3],
}

impl Model {
    pub(crate) fn new() -> Self {
        Self {
            rows: Vec::new(),
            items: Vec::new(),
            chosen: None,
            shows: true,
            level: 0,
            count: 0,
            mode: 0,
            text: String::new(),
            draft: String::new(),
            sent: String::new(),
            key: 1,
            saves: Vec::new(),
            saved: (0, 0),
            heard: 0,
            last: Vec::new(),
            blob_of: 0,
            ticks: 0,
            rung: 0,
            timer_runs: false,
            kids: BTreeMap::new(),
            was_away: [false; 3],
        }
    }

    /// # Errors
    /// When the entry can't follow what was before.
    pub(crate) fn apply(&mut self, entry: &Entry) -> Result<(), String> {
        match entry {
            Entry::Rebuilt => *self = Self::new(),
            Entry::Event(number, act) => self.event(*number, *act)?,
            Entry::Submitted(_, draft) => {
                self.sent.clone_from(draft);
                self.draft.clear();
            }
            Entry::Message(message) => self.message(*message),
            Entry::Saving(number, taken) => self.saving(*number, *taken)?,
            Entry::Saved(number) => self.saved(*number)?,
            Entry::Tick => self.ticks += 1,
            Entry::Rung => {
                if !std::mem::take(&mut self.timer_runs) {
                    return Err("a timer has rung that nobody had started".to_owned());
                }
                self.rung += 1;
            }
            Entry::Mounted(seat) => self.mounted(*seat)?,
        }
        self.note_gone();
        let away = [!self.shows, self.mode % 3 == 1, is_bad(self.level)];
        for (was, is) in self.was_away.iter_mut().zip(away) {
            *was |= is;
        }
        Ok(())
    }

    /// A quiet point: page and session agree about what is there.
    pub(crate) fn quiet(&mut self) {
        self.was_away = [!self.shows, self.mode % 3 == 1, is_bad(self.level)];
    }

    /// Whether what hears this event has stood on the page all the time since the last quiet point.
    pub(crate) fn stayed(&self, act: Act) -> bool {
        let [branch, slot, guarded] = self.was_away;
        let was_away = match act {
            Act::Row(_) | Act::Kid(Seat::Row(_) | Seat::Branch) => branch,
            Act::Kid(Seat::Slot) => slot,
            Act::Kid(Seat::Guarded) => guarded,
            _ => false,
        };
        self.shows(act) && !was_away
    }

    fn event(&mut self, number: u64, act: Act) -> Result<(), String> {
        match act {
            Act::Script => {
                self.count += 1;
                Op::of(number).into_iter().for_each(|op| self.script(op));
            }
            // What a panic has written goes with the session, which starts anew.
            Act::Panic | Act::Save | Act::Retry | Act::Submit => {}
            Act::Fail => self.count += 1,
            Act::Key => self.key = number % 40,
            Act::Timer => self.timer_runs = true,
            Act::Text => self.text = number.to_string(),
            Act::Draft => self.draft = number.to_string(),
            Act::Mode => self.mode += 1,
            Act::Row(id) => bump(&mut self.rows, id),
            Act::Item(id) => bump(&mut self.items, id),
            Act::Kid(seat) => match self.kids.get_mut(&seat) {
                Some(kid) => kid.clicks += 1,
                None => return Err(format!("a click on {seat:?}, which was never set up")),
            },
        }
        Ok(())
    }

    fn script(&mut self, op: Op) {
        let (rows, items) = (&mut self.rows, &mut self.items);
        match op {
            Op::Push(item) => rows.push(item),
            Op::Insert(at, item) => rows.insert(at.min(rows.len()), item),
            Op::Remove(at) if at < rows.len() => drop(rows.remove(at)),
            Op::Swap(a, b) if a.max(b) < rows.len() => rows.swap(a, b),
            Op::Move(from, to) if from.max(to) < rows.len() => {
                let row = rows.remove(from);
                rows.insert(to, row);
            }
            Op::Sort => rows.sort_by_key(|item| item.n),
            Op::Cut => rows.retain(|item| item.n % 2 == 0),
            Op::Clear => rows.clear(),
            Op::AddItem(item) => items.push(item),
            Op::Rotate(by) => {
                let by = by % items.len().max(1);
                items.rotate_left(by);
            }
            Op::Reverse => items.reverse(),
            Op::DropItem(at) if at < items.len() => drop(items.remove(at)),
            Op::Choose(id) => self.chosen = Some(id),
            Op::Turn => self.shows = !self.shows,
            Op::Level(level) => self.level = level,
            Op::Remove(_) | Op::Swap(..) | Op::Move(..) | Op::DropItem(_) => {}
        }
        // Between two changes of one event nothing is shown, so nothing leaves; at its end `note_gone` looks.
    }

    fn message(&mut self, message: u64) {
        self.heard += 1;
        if is_fatal(message) {
            return;
        }
        self.last.push(message);
        if self.last.len() > MESSAGES_SHOWN {
            self.last.remove(0);
        }
        self.blob_of = message;
    }

    fn saving(&mut self, number: u64, taken: bool) -> Result<(), String> {
        let has_room = self.saves.len() <= SAVES_WAITING;
        if taken != has_room {
            let under_way = self.saves.len();
            return Err(format!(
                "save {number} was taken: {taken}, with {under_way} under way"
            ));
        }
        if taken {
            self.saves.push(number);
        }
        Ok(())
    }

    /// Calls of a queue end in the order in which they were made.
    fn saved(&mut self, number: Option<u64>) -> Result<(), String> {
        if self.saves.is_empty() {
            return Err(format!(
                "a save has ended that was not under way: {number:?}"
            ));
        }
        let first = self.saves.remove(0);
        let wanted = (!work_fails(first) && loaded(first).is_some()).then_some(first);
        if number != wanted {
            return Err(format!(
                "save {first} has ended as {number:?}, not {wanted:?}"
            ));
        }
        *(if number.is_some() {
            &mut self.saved.0
        } else {
            &mut self.saved.1
        }) += 1;
        Ok(())
    }

    fn mounted(&mut self, seat: Seat) -> Result<(), String> {
        let kid = Kid {
            clicks: 0,
            was_gone: false,
        };
        match self.kids.insert(seat, kid) {
            Some(before) if !before.was_gone => Err(format!(
                "{seat:?} was set up again after {} clicks: its state is lost",
                before.clicks
            )),
            _ => Ok(()),
        }
    }

    /// Components whose branch or row is not there at the end of an input may have left.
    fn note_gone(&mut self) {
        let rows: BTreeSet<u64> = self.rows.iter().map(|item| item.id).collect();
        let items: BTreeSet<u64> = self.items.iter().map(|item| item.id).collect();
        for (seat, kid) in &mut self.kids {
            kid.was_gone |= match seat {
                Seat::Row(id) => !self.shows || !rows.contains(id),
                Seat::Item(id) => !items.contains(id),
                Seat::Branch => !self.shows,
                // They are parked.
                Seat::Slot | Seat::Guarded => false,
            };
        }
    }

    /// Whether what hears this event stands on the page.
    fn shows(&self, act: Act) -> bool {
        let row = |id| self.shows && self.rows.iter().any(|item| item.id == id);
        let item = |id| self.items.iter().any(|item| item.id == id);
        match act {
            Act::Row(id) | Act::Kid(Seat::Row(id)) => row(id),
            Act::Item(id) | Act::Kid(Seat::Item(id)) => item(id),
            Act::Kid(Seat::Branch) => self.shows,
            Act::Kid(Seat::Slot) => self.mode % 3 != 1,
            Act::Kid(Seat::Guarded) => !is_bad(self.level),
            // The fallback around it is made anew with each failure: it may always have been too late.
            Act::Retry => false,
            _ => true,
        }
    }

    /// Whether work or a timer is still to end.
    pub(crate) fn is_waiting(&self) -> bool {
        self.timer_runs || !self.saves.is_empty()
    }
}

fn bump(items: &mut [Item], id: u64) {
    if let Some(item) = items.iter_mut().find(|item| item.id == id) {
        item.n += 1;
    }
}
