//! What comes to a session from elsewhere than its socket: messages, answers of loads and actions, timers.
//!
//! Invariants: each is one transaction; they are shown together, once a turn. Without a socket messages and answers are
//! applied and nothing is rendered, no effect runs and no timer fires: what was due meanwhile fires once, when a socket
//! is there again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use super::io::{SessionSettings, Turn};
use super::limits::MAX_MESSAGES_PER_TURN;
use super::machine::{Phase, Session};
use super::report::{Origin, Report};
use super::task::Task;
use super::turn::{Discard, report_panics};
use crate::diff::Panics;
use crate::reactive::{Message, StoreSettings};
use crate::watch::{Step, Watch, timed};

impl From<SessionSettings> for StoreSettings {
    fn from(settings: SessionSettings) -> Self {
        Self {
            hash_key: settings.hash_key,
            services: settings.services,
            waker: settings.waker,
            tasks_max: settings.tasks,
            values: settings.values,
            budget: settings.budget,
            globals: settings.globals,
            watch: settings
                .development
                .filter(|_| cfg!(debug_assertions))
                .map(|development| Rc::new(Watch::new(development))),
        }
    }
}

impl Session {
    /// Takes what has come from elsewhere and the timers that are due, and shows what that has changed. To be called when
    /// [`SessionSettings::waker`] was woken, and at [`Session::next_wake_ms`].
    pub fn wake(&mut self, turn: &mut Turn<'_>) {
        self.begin_turn(turn);
        self.take_inputs(turn);
        self.hand_out(turn);
    }

    /// Takes what a turn needs of the worker's; [`Session::hand_out`] gives it back.
    pub(super) fn begin_turn(&mut self, turn: &mut Turn<'_>) {
        self.tree.store.borrow_queues(&mut turn.scratch.queues);
    }

    /// When the next timer is due; `None` when there is none, or no socket to fire it for.
    pub fn next_wake_ms(&self) -> Option<u64> {
        if self.runs_timers() {
            self.tree.store.next_deadline_ms()
        } else {
            None
        }
    }

    /// Whether a resource that has neither been ready nor failed yet is under way.
    pub fn is_loading(&self) -> bool {
        self.tree.store.is_loading()
    }

    fn runs_timers(&self) -> bool {
        self.attached && self.phase == Phase::Live
    }

    /// A page that was rendered before its session took other inputs is not what a thaw would show.
    pub(super) fn outdate_page(&mut self) {
        if let Phase::Frozen { blocks } = &mut self.phase {
            *blocks = 0;
        }
    }

    /// As [`Session::wake`], without handing out tasks.
    pub(super) fn take_inputs(&mut self, turn: &mut Turn<'_>) {
        if !self.wake_for_inputs(turn) {
            return;
        }
        let result = self.run_messages(turn).and_then(|any| {
            if any {
                self.outdate_page();
                if let Phase::Frozen { .. } = self.phase {
                    // A page that waits for its loads also waits for those that what has come has made due.
                    self.start_loads(turn);
                }
                return self.show(turn);
            }
            Ok(())
        });
        if let Err(discard) = result {
            self.rebuild(discard, turn);
        }
    }

    /// Answers whether there were any.
    fn run_messages(&mut self, turn: &mut Turn<'_>) -> Result<bool, Discard> {
        let mut left = MAX_MESSAGES_PER_TURN;
        while left > 0
            && let Some(message) = self.tree.store.take_message()
        {
            self.run_message(message, turn)?;
            left -= 1;
        }
        while self.runs_timers()
            && left > 0
            && let Some(message) = self.tree.store.fire_timer(turn.now_ms)
        {
            self.run_message(message, turn)?;
            left -= 1;
        }
        if left == 0 {
            // The others of this worker get their turn first. Timers that are left are due at once, by `next_wake_ms`.
            self.tree.store.wake_by_ref();
        }
        Ok(left < MAX_MESSAGES_PER_TURN)
    }

    fn run_message(&mut self, message: Message, turn: &mut Turn<'_>) -> Result<(), Discard> {
        let (origin, now_ms) = (Origin::Message(message.location()), turn.now_ms);
        turn.out.runs(origin);
        let watch = self.tree.store.watch().cloned();
        let watched = watch.map(|watch| (watch, Step::Message(message.location())));
        let store = &mut self.tree.store;
        let run = || timed(watched, || message.run(store, now_ms));
        catch_unwind(AssertUnwindSafe(run)).map_err(|payload| Discard::panic(origin, &*payload))?;
        self.commit()
    }

    /// Asks for the loads of a page, whose components have been set up by now.
    pub(super) fn start_loads(&mut self, turn: &mut Turn<'_>) {
        let mut panics = Panics::default();
        panics.add_tracked(self.tree.store.start_loads().panics);
        report_panics(panics, turn);
    }

    fn hand_out_findings(&self, turn: &mut Turn<'_>) {
        if let Some(watch) = self.tree.store.watch() {
            let found = watch.take_found().into_iter();
            turn.out.reports.extend(found.map(Report::Finding));
        }
    }

    /// Gives the driver the work that this turn has asked for, and what is to be stored of it.
    pub(super) fn hand_out(&mut self, turn: &mut Turn<'_>) {
        self.hand_out_state(turn);
        self.hand_out_findings(turn);
        if turn.out.close.is_none() {
            let tasks = self.tree.store.take_tasks();
            // A cancelled one is dropped as a task is: contained.
            let tasks = tasks.into_iter().map(Task::new);
            turn.out
                .tasks
                .extend(tasks.filter(|task| !task.is_cancelled()));
        }
        self.tree.store.return_queues(&mut turn.scratch.queues);
    }
}
