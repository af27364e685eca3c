//! What a browser has done on one page, compared with what its session says that it has applied.
//!
//! Invariant: each event is applied once, in order, or it came too late for what it was for; each message that was taken is
//! handled once, in order. Between two quiet points an event may only be missing when its target was away meanwhile, or when
//! everything (or its component) was sent anew, which gives what is shown new ids.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::life::{Act, Entry, Life};
use crate::model::Model;

/// Something that the user did, once.
#[derive(Clone, Debug)]
struct Gesture {
    number: u64,
    act: Act,
    /// The number, counted by the client, of the last event that it made.
    last_event: u32,
    /// What the bound input held when the form was submitted.
    draft: Option<String>,
    /// Its target was not on the page at some time since.
    was_gone: bool,
}

/// The history of one page.
#[derive(Debug)]
pub(crate) struct History {
    pub(crate) life: Arc<Life>,
    pub(crate) model: Model,
    gestures: VecDeque<Gesture>,
    messages: VecDeque<u64>,
    read: usize,
    /// Since the last quiet point, what is shown got new ids.
    is_excused: bool,
    /// Events that came too late.
    pub(crate) late: u32,
    pub(crate) applied: u32,
    pub(crate) rebuilt: u32,
}

impl History {
    pub(crate) fn new(life: Arc<Life>) -> Self {
        Self {
            life,
            model: Model::new(),
            gestures: VecDeque::new(),
            messages: VecDeque::new(),
            read: 0,
            is_excused: false,
            late: 0,
            applied: 0,
            rebuilt: 0,
        }
    }

    pub(crate) fn gesture(
        &mut self,
        number: u64,
        act: Act,
        last_event: u32,
        draft: Option<String>,
    ) {
        let was_gone = !self.model.stayed(act);
        self.gestures.push_back(Gesture {
            number,
            act,
            last_event,
            draft,
            was_gone,
        });
    }

    pub(crate) fn message(&mut self, number: u64) {
        self.messages.push_back(number);
    }

    /// What is shown gets new ids: what was clicked before may come too late.
    pub(crate) fn excuse(&mut self) {
        self.is_excused = true;
    }

    /// Reads what the session has applied since.
    ///
    /// # Errors
    /// When that can't be.
    pub(crate) fn read(&mut self) -> Result<(), String> {
        let entries = self.life.since(self.read);
        self.read += entries.len();
        for entry in entries {
            self.take(&entry)
                .and_then(|()| self.model.apply(&entry))
                .map_err(|problem| format!("{entry:?}: {problem}"))?;
            for gesture in &mut self.gestures {
                gesture.was_gone |= !self.model.stayed(gesture.act);
            }
        }
        Ok(())
    }

    fn take(&mut self, entry: &Entry) -> Result<(), String> {
        match entry {
            Entry::Event(number, act) => self.take_event(*number, *act, None),
            Entry::Submitted(number, draft) => self.take_event(*number, Act::Submit, Some(draft)),
            Entry::Message(number) => match self.messages.pop_front() {
                Some(first) if first == *number => Ok(()),
                first => Err(format!("the next message is {first:?}")),
            },
            Entry::Rebuilt => {
                // What waited for the old components is gone with them.
                self.messages.clear();
                self.rebuilt += 1;
                self.excuse();
                Ok(())
            }
            Entry::Saving(..) | Entry::Saved(_) | Entry::Tick | Entry::Rung | Entry::Mounted(_) => {
                Ok(())
            }
        }
    }

    fn take_event(&mut self, number: u64, act: Act, draft: Option<&String>) -> Result<(), String> {
        let at = self
            .gestures
            .iter()
            .position(|gesture| gesture.number == number);
        let Some(at) = at else {
            return Err("it was applied twice, after a later one, or never done".to_owned());
        };
        for skipped in self.gestures.drain(..at).collect::<Vec<_>>() {
            self.miss(&skipped)?;
        }
        let Some(gesture) = self.gestures.pop_front() else {
            return Ok(());
        };
        if gesture.act != act || gesture.draft.as_ref() != draft {
            return Err(format!("it was {gesture:?}"));
        }
        self.applied += 1;
        Ok(())
    }

    /// This event was not applied.
    fn miss(&mut self, gesture: &Gesture) -> Result<(), String> {
        if self.is_excused || gesture.was_gone {
            self.late += 1;
            return Ok(());
        }
        Err(format!(
            "event {} ({}) was lost: its target was on the page all the time",
            gesture.number, gesture.act
        ))
    }

    /// All that was done up to this event is acknowledged: nothing of it may be missing.
    ///
    /// # Errors
    /// When something is.
    pub(crate) fn acknowledged(&mut self, event: u32) -> Result<(), String> {
        self.read()?;
        while let Some(gesture) = self.gestures.front()
            && gesture.last_event <= event
        {
            let gesture = self.gestures.pop_front().expect("it was there");
            self.miss(&gesture)?;
        }
        Ok(())
    }

    /// A quiet point, where everything has arrived.
    ///
    /// # Errors
    /// When something has not.
    pub(crate) fn quiet(&mut self, event: u32) -> Result<(), String> {
        self.acknowledged(event)?;
        if let Some(gesture) = self.gestures.front() {
            return Err(format!("{gesture:?} was acknowledged by nobody"));
        }
        if let Some(message) = self.messages.front() {
            return Err(format!("message {message} was taken and never handled"));
        }
        self.is_excused = false;
        self.model.quiet();
        Ok(())
    }
}
