//! A socket that speaks for its session, until its end: read, turn, write, and a timer for silence.
//!
//! Invariant: a socket that has lost its session gives it no frame any more. It deliberately knows nothing of how it was
//! admitted (`socket`) and of frames (`wire`).

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until};
use vango_protocol::RefreshReason;
use vango_runtime::session::{Attach, PageMatch, Session, Turn};

use super::admission::{Admission, Refusal};
use super::counter::Cause;
use super::ending::Ending;
use super::keep::Settled;
use super::report;
use super::seat::{Absence, Order, Seat};
use super::socket::{end, refuse};
use super::turn::TurnEnd;
use super::wire::{Inbound, Wire};
use super::worker::Worker;

/// The right to speak for a session. Dropped, in whatever way the socket ends, it gives the session up, unless another
/// socket has taken it over or it is gone.
struct Hold {
    worker: Rc<Worker>,
    seat: Rc<Seat>,
    epoch: u32,
    absence: Cell<Absence>,
}

impl Drop for Hold {
    fn drop(&mut self) {
        if self.seat.is_held_by(self.epoch) {
            self.worker.detach(&self.seat, self.absence.get());
        }
    }
}

/// A socket and the session that it speaks for.
pub(crate) struct Linked {
    hold: Hold,
    wire: Wire,
}

/// What a link's task was woken for.
enum Wake {
    Inbound(Inbound),
    Bell,
    Silence,
}

impl Linked {
    pub(super) fn new(worker: Rc<Worker>, admission: Admission, wire: Wire) -> Self {
        let hold = Hold {
            worker,
            seat: admission.seat,
            epoch: admission.epoch,
            absence: Cell::new(Absence::Broken),
        };
        Self { hold, wire }
    }

    pub(super) async fn serve(mut self: Box<Self>) {
        let ending = self.run().await;
        if let Ending::Left = ending {
            self.hold.absence.set(Absence::Left);
        }
        Box::pin(self.end(ending)).await;
    }

    pub(super) async fn end(self: Box<Self>, ending: Ending) {
        let Self { hold, wire } = *self;
        let worker = hold.worker.clone();
        drop(hold);
        end(&worker, wire, ending).await;
    }

    pub(super) fn attach(&mut self, attach: Attach, takes_over: bool) -> Result<(), Ending> {
        let (worker, seat) = (&self.hold.worker, &self.hold.seat);
        // What it undoes is shown by what follows.
        if let Settled::Superseded = worker.settle_state(seat) {
            return self.give_up();
        }
        let is_deployed = attach.page == PageMatch::Other || seat.is_of_another_build.get();
        let is_cold = || is_deployed && seat.was_reset.get();
        let is_reopened = seat.is_reopened.take();
        let mut frames = Vec::new();
        let input = |session: &mut Session, turn: &mut Turn<'_>| {
            if takes_over {
                session.detach();
            }
            session.attach(attach, turn);
        };
        let end = worker.turn(seat, worker.clock.now_ms(), input, |frame| {
            frames.push(frame);
        });
        if is_reopened && is_cold() {
            // The page is of a build whose values this one cannot read: a new page says so at once, instead of changing
            // under the user's hands.
            let refusal = Refusal::Reload(RefreshReason::StateReset, Cause::StateReset);
            return Err(refuse(&mut self.wire, &refusal));
        }
        let queued = frames
            .into_iter()
            .try_for_each(|frame| self.wire.queue(frame));
        self.ended(end, queued)
    }

    fn give_up(&mut self) -> Result<(), Ending> {
        let (frame, ending) = self.hold.worker.superseded();
        self.hold.worker.remove(&self.hold.seat);
        self.wire.queue(frame).and(Err(ending))
    }

    fn ended(&mut self, end: TurnEnd, queued: Result<(), Ending>) -> Result<(), Ending> {
        match end {
            TurnEnd::Open => queued,
            TurnEnd::Close(reason) => {
                self.hold.worker.remove(&self.hold.seat);
                Err(report::ending(reason))
            }
            TurnEnd::Lost => {
                self.hold.worker.remove(&self.hold.seat);
                Err(Ending::SESSION_LOST)
            }
        }
    }

    async fn run(&mut self) -> Ending {
        let mut heard = Instant::now();
        let mut silence = pin!(sleep_until(heard + self.ping_interval()));
        loop {
            let step = match poll_fn(|cx| self.poll(cx, silence.as_mut())).await {
                Wake::Inbound(Inbound::Ended(ending)) => Err(ending),
                Wake::Inbound(inbound) => {
                    heard = Instant::now();
                    self.take(inbound)
                }
                Wake::Bell => self.hear_news(),
                Wake::Silence => self.break_silence(&mut silence, heard),
            };
            if let Err(ending) = step {
                return ending;
            }
        }
    }

    fn ping_interval(&self) -> Duration {
        Duration::from_millis(self.hold.worker.limits.ping_interval_ms)
    }

    fn poll(&mut self, cx: &mut Context<'_>, silence: Pin<&mut Sleep>) -> Poll<Wake> {
        // This comes first: a socket that has lost its session may not give it another frame. The state decides, not the
        // bell, which the socket that replaced this one shares and may have heard before.
        if let Err(ending) = self.right() {
            return Poll::Ready(Wake::Inbound(Inbound::Ended(ending)));
        }
        if self.hold.seat.bell.poll(cx).is_ready() {
            return Poll::Ready(Wake::Bell);
        }
        let inbound = self.wire.poll(cx);
        let (worker, seat) = (&self.hold.worker, &self.hold.seat);
        worker.weigh_wire(seat, self.wire.held_bytes());
        if let Poll::Ready(inbound) = inbound {
            return Poll::Ready(Wake::Inbound(inbound));
        }
        silence.poll(cx).map(|()| Wake::Silence)
    }

    fn take(&mut self, inbound: Inbound) -> Result<(), Ending> {
        let (limits, now_ms) = (&self.hold.worker.limits, self.hold.worker.clock.now_ms());
        let mut bucket = self.hold.seat.bucket.get();
        let allowed = bucket.take(limits.events_per_second, limits.event_burst, now_ms);
        self.hold.seat.bucket.set(bucket);
        if !allowed {
            return Err(Ending::EVENT_RATE);
        }
        if let Inbound::Frame(frame) = inbound {
            self.hold.worker.count(Cause::FrameReceived);
            self.turn(now_ms, |session, turn| session.frame(&frame, turn))?;
        }
        Ok(())
    }

    /// The session was woken from elsewhere, its timer is due, or it is quiet and may sleep.
    fn hear_news(&mut self) -> Result<(), Ending> {
        let seat = &self.hold.seat;
        let (has_news, is_drowsy) = (seat.has_news.take(), seat.is_drowsy.take());
        let now_ms = self.hold.worker.clock.now_ms();
        if has_news {
            self.hear_of_state()?;
            if let Some(values) = self.hold.worker.browser_news(&self.hold.seat) {
                self.turn(now_ms, |session, turn| {
                    session.receive_browser(values, turn);
                })?;
            }
            return self.turn(now_ms, |session, turn| session.wake(turn));
        }
        if is_drowsy {
            let worker = self.hold.worker.clone();
            return self.turn(now_ms, |session, turn| worker.hibernate(session, turn));
        }
        Ok(())
    }

    /// What was written may be stored now, or turn out not to be.
    fn hear_of_state(&mut self) -> Result<(), Ending> {
        let (worker, seat) = (&self.hold.worker, &self.hold.seat);
        match worker.settle_state(seat) {
            Settled::Well => {}
            Settled::Undone => return Err(Ending::UNDONE),
            Settled::Superseded => return self.give_up(),
        }
        let mut queued = Ok(());
        worker.release(seat, |frame| {
            if queued.is_ok() {
                queued = self.wire.queue(frame);
            }
        });
        queued
    }

    fn turn(
        &mut self,
        now_ms: u64,
        input: impl FnOnce(&mut Session, &mut Turn<'_>),
    ) -> Result<(), Ending> {
        let mut queued = Ok(());
        let end = self
            .hold
            .worker
            .turn(&self.hold.seat, now_ms, input, |frame| {
                if queued.is_ok() {
                    queued = self.wire.queue(frame);
                }
            });
        self.ended(end, queued)
    }

    /// Is the session still this socket's, and the worker in service?
    fn right(&self) -> Result<(), Ending> {
        let order = self.hold.seat.order.get();
        if !self.hold.seat.is_held_by(self.hold.epoch) {
            return Err(match order {
                Order::Yield => Ending::NO_MEMORY,
                Order::Stay | Order::Move => Ending::TAKEN_OVER,
            });
        }
        if self.hold.worker.is_stopping() {
            return Err(Ending::GOING_AWAY);
        }
        if order == Order::Move {
            return Err(Ending::MOVING);
        }
        Ok(())
    }

    fn break_silence(
        &mut self,
        silence: &mut Pin<&mut Sleep>,
        heard: Instant,
    ) -> Result<(), Ending> {
        let interval = self.ping_interval();
        let now = Instant::now();
        if now >= heard + 2 * interval {
            return Err(Ending::Dropped(Cause::Unresponsive));
        }
        if now < heard + interval {
            // There were frames meanwhile. Moving the timer here, not on each frame, keeps it out of the hot path.
            silence.as_mut().reset(heard + interval);
            return Ok(());
        }
        silence.as_mut().reset(heard + 2 * interval);
        self.wire.queue_ping()
    }
}
