//! Events from the browser: each is for a handler that stands on the page now, counts once, and is one transaction.
//!
//! Invariant: an event is acknowledged by the frame that shows what it has changed, or by an `Ack` when that is nothing; never
//! before. A `Welcome` says which events need not be sent again, and nothing more: they are acknowledged after it once again.

use std::panic::{AssertUnwindSafe, catch_unwind};

use vango_protocol::{ErrorCode, Payload, ServerFrame, SlotKind, serial};

use super::io::{CloseReason, Turn};
use super::machine::{Behind, Session};
use super::report::{Origin, Report};
use super::turn::Discard;
use crate::diff::{Place, Scope, Shows, Tree};
use crate::reactive::{Rejection, Tx};
use crate::view::Template;
use crate::view::handler::{Called, HandlerAddress, HandlerSet};
use crate::watch::{Site, Step, timed};

impl Session {
    pub(super) fn event_frame(
        &mut self,
        seq: u8,
        block: u32,
        slot: u32,
        payload: &Payload<'_>,
        turn: &mut Turn<'_>,
    ) {
        let number = match serial::expand(seq, self.event) {
            Some(number) if number == self.event.wrapping_add(1) => number,
            Some(number) if number <= self.event => {
                turn.out.reports.push(Report::DuplicateEvent);
                return;
            }
            _ => {
                let message = "An event is missing: the numbers of events have a gap.";
                turn.out
                    .fail(ErrorCode::DIVERGED, message, CloseReason::Diverged);
                return;
            }
        };
        // Before it counts: what this may send does not show it yet.
        self.wake_up(turn);
        self.event = number;
        if let Err(discard) = self.run_event(block, slot, payload, turn) {
            self.rebuild(discard, turn);
        }
    }

    /// Tells the client of events that no batch has told it of: they have changed nothing that is shown. While something
    /// waits to be rendered that is not known, and the acknowledgement comes with what they have changed: a client that has it
    /// may believe that it shows them.
    pub(super) fn answer_events(&mut self, turn: &mut Turn<'_>) {
        let is_behind = self.behind != Behind::Nothing;
        if self.told == self.event || is_behind || turn.out.close.is_some() {
            return;
        }
        self.told = self.event;
        turn.out.send(&ServerFrame::Ack {
            ack: serial::low(self.event),
        });
    }

    fn run_event(
        &mut self,
        block: u32,
        slot: u32,
        payload: &Payload<'_>,
        turn: &mut Turn<'_>,
    ) -> Result<(), Discard> {
        let Some(target) = self.handler_at(block, slot) else {
            turn.out.reports.push(Report::StaleEvent);
            return self.show(turn);
        };
        turn.out.runs(self.origin(&target));
        let called = self.call_handler(&target, payload, turn.now_ms)?;
        self.commit()?;
        self.note_control(&target, payload, &called);
        match called {
            Called::Done | Called::Unparsed => {}
            Called::Failed(error) if error.downcast_ref::<Rejection>().is_some() => {
                let component = self.tree.component(target.scope);
                let event = target.event;
                turn.out.reports.push(Report::Rejected { component, event });
            }
            Called::Failed(error) => turn.out.reports.push(Report::Handler {
                problem: error.describe(),
                component: self.tree.component(target.scope),
                event: target.event,
                markup: target.template.html(),
            }),
            Called::WrongPayload => turn.out.reports.push(Report::WrongPayload),
            Called::Gone => turn.out.reports.push(Report::StaleEvent),
        }
        self.show(turn)
    }

    /// The handler that stands in this slot now, if there is one.
    fn handler_at(&self, block: u32, slot: u32) -> Option<Target> {
        let place = self.tree.shadow.place(block)?;
        if self.tree.is_parked(place.scope) {
            return None;
        }
        let template = self.tree.template_of(place.offset);
        let slot = slot as usize;
        let (SlotKind::On { event, .. } | SlotKind::OnWith { event, .. }) =
            *template.slots.get(slot)?
        else {
            return None;
        };
        let Shows::Handler(address) = self.tree.shadow.slot(place.offset, slot).shows() else {
            return None;
        };
        Some(Target {
            scope: self.tree.handler_scope(place.scope),
            place: Place {
                block: place.offset,
                slot,
            },
            address,
            event,
            template,
        })
    }

    fn call_handler(
        &mut self,
        target: &Target,
        payload: &Payload<'_>,
        now_ms: u64,
    ) -> Result<Called, Discard> {
        let watched = self.tree.store.watch().cloned().map(|watch| {
            let step = Step::Handler {
                component: self.tree.component(target.scope),
                event: target.event,
                at: self.site(target).known(),
            };
            (watch, step)
        });
        let Tree { store, scopes, .. } = &mut self.tree;
        let Some(handlers) = handlers_of(&scopes[target.scope as usize]) else {
            return Ok(Called::Gone);
        };
        let called = catch_unwind(AssertUnwindSafe(|| {
            timed(watched, || {
                handlers.call(target.address, &mut Tx::new(store, now_ms), payload)
            })
        }));
        called.map_err(|payload| Discard::panic(self.origin(target), &*payload))
    }

    /// What the user has typed or chosen is not what was rendered: whoever hears it decides what the control is to show.
    fn note_control(&mut self, target: &Target, payload: &Payload<'_>, called: &Called) {
        if let Payload::Input { value, checked } = *payload
            && matches!(called, Called::Done | Called::Failed(_))
        {
            self.tree
                .tell(target.place, target.address, (value, checked));
        }
    }

    /// Where the handler was written.
    fn site(&self, target: &Target) -> Site {
        let scope = self.tree.scopes.get(target.scope as usize);
        let handlers = scope.and_then(handlers_of);
        handlers.map_or(Site::unknown(), |handlers| handlers.site(target.address))
    }

    fn origin(&self, target: &Target) -> Origin {
        Origin::Handler {
            component: self.tree.component(target.scope),
            event: target.event,
            at: self.site(target).known(),
        }
    }
}

/// The handlers of what stands in this scope.
fn handlers_of(scope: &Scope) -> Option<&HandlerSet> {
    match scope {
        Scope::Instance(instance) => Some(&instance.handlers),
        Scope::Each(each) => Some(&each.handlers),
        Scope::Slot(_) => None,
    }
}

/// A handler that an event is for.
struct Target {
    scope: u32,
    place: Place,
    address: HandlerAddress,
    event: &'static str,
    template: &'static Template,
}
