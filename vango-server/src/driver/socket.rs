//! The task of one socket, from its first frame to its end: read, turn, write, and a timer for silence.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, Sleep, sleep_until, timeout};
use vango_protocol::RefreshReason;

use vango_runtime::session::{Attach, PageMatch, Session, Turn};

use super::admission::{Admission, Refusal};
use super::counter::Cause;
use super::ending::Ending;
use super::greeting;
use super::keep::Settled;
use super::report;
use super::seat::{Absence, Order, Seat};
use super::turn::TurnEnd;
use super::visitor::{Arrival, Visitor};
use super::wire::{Inbound, Wire};
use super::worker::Worker;

/// Runs a socket to its end. The session is kept for a reconnect unless it has ended itself.
///
/// The futures of the handshake and of the end are boxed: an idle socket pays for neither.
/// `until_the_end` is dropped with it.
pub(crate) fn serve_socket<G: 'static>(
    worker: Rc<Worker>,
    arrival: Arrival,
    until_the_end: G,
) -> impl Future<Output = ()> {
    let opening = Box::pin(open_socket(worker, arrival));
    async move {
        let _dropped_last = until_the_end;
        if let Some(linked) = opening.await {
            linked.serve().await;
        }
    }
}

/// Greets a browser, and lets its session answer. `None` when the socket has ended already.
async fn open_socket(worker: Rc<Worker>, arrival: Arrival) -> Option<Box<Linked>> {
    let Arrival {
        stream,
        leftover,
        visitor,
    } = arrival;
    let mut wire = Wire::new(stream, leftover, &worker.limits).await;
    let ending = match welcome(&worker, &mut wire, &visitor).await {
        Err(ending) => ending,
        Ok(Admission {
            seat,
            epoch,
            attach,
            takes_over,
        }) => {
            let hold = Hold {
                worker: worker.clone(),
                seat,
                epoch,
                absence: Cell::new(Absence::Broken),
            };
            let mut linked = Box::new(Linked { hold, wire });
            match linked.attach(attach, takes_over) {
                Ok(()) => return Some(linked),
                Err(ending) => {
                    linked.end(ending).await;
                    return None;
                }
            }
        }
    };
    end(&worker, wire, ending).await;
    None
}

/// Counts how a socket ends, and tells its browser.
async fn end(worker: &Worker, wire: Wire, ending: Ending) {
    if let Some(cause) = ending.cause() {
        worker.count(cause);
    }
    let late = wire.end(&ending, worker.spread_ms()).await;
    (0..late).for_each(|_| worker.count(Cause::FrameLate));
}

/// Waits for the first frame and checks it.
async fn welcome(
    worker: &Rc<Worker>,
    wire: &mut Wire,
    visitor: &Visitor,
) -> Result<Admission, Ending> {
    if visitor.browser.is_none() {
        // A restart has changed the key, or the browser keeps no cookies. A new page brings a new cookie.
        return Err(refuse(
            wire,
            &Refusal::Reload(RefreshReason::SessionGone, Cause::CookieRefused),
        ));
    }
    let first = timeout(
        Duration::from_millis(worker.limits.hello_timeout_ms),
        first_frame(wire),
    );
    let frame = tokio::select! {
        biased;
        frame = first => match frame {
            Ok(frame) => frame?,
            Err(_) => return Err(Ending::HELLO_TIMEOUT),
        },
        () = worker.stopped() => return Err(Ending::GOING_AWAY),
    };
    let admitted = worker.admit_or_reopen(visitor, greeting::decode(&frame));
    admitted.await.map_err(|refusal| refuse(wire, &refusal))
}

async fn first_frame(wire: &mut Wire) -> Result<Bytes, Ending> {
    loop {
        match poll_fn(|cx| wire.poll(cx)).await {
            Inbound::Frame(frame) => return Ok(frame),
            Inbound::Alive => {}
            Inbound::Ended(ending) => return Err(ending),
        }
    }
}

/// Queues what the browser is told, and says how the socket ends.
fn refuse(wire: &mut Wire, refusal: &Refusal) -> Ending {
    match *refusal {
        Refusal::Policy(code, reason, cause) => Ending::policy(code, reason, cause),
        Refusal::Outdated(ending) => ending,
        Refusal::Later => Ending::LATER,
        Refusal::Reload(reason, cause) => match wire.queue(greeting::refresh(reason)) {
            Ok(()) => Ending::said(1008, "reload the page", cause),
            Err(ending) => ending,
        },
    }
}

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
struct Linked {
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
    async fn serve(mut self: Box<Self>) {
        let ending = self.run().await;
        if let Ending::Left = ending {
            self.hold.absence.set(Absence::Left);
        }
        Box::pin(self.end(ending)).await;
    }

    async fn end(self: Box<Self>, ending: Ending) {
        let Self { hold, wire } = *self;
        let worker = hold.worker.clone();
        drop(hold);
        end(&worker, wire, ending).await;
    }

    fn attach(&mut self, attach: Attach, takes_over: bool) -> Result<(), Ending> {
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::identity::SessionId;
    use super::super::{Clock, Commons, Estate, Limits, WorkerSettings};
    use super::*;

    /// What an idle socket costs besides its session: this task and the read buffer. A large temporary that lives across
    /// an `await` would show here.
    #[tokio::test]
    async fn the_task_of_a_socket_is_small() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let (near, _far) = tokio::join!(listener.accept(), tokio::net::TcpStream::connect(addr));
        let limits = Arc::new(Limits::default());
        let runtime = tokio::runtime::Handle::current();
        let worker = Rc::new(Worker::new(WorkerSettings {
            index: 0,
            workers: 1,
            commons: Commons::new(limits, 1, runtime, Arc::default(), 0, Estate::default()),
            clock: Clock::start(),
        }));
        let arrival = Arrival {
            stream: near.unwrap().0.into(),
            leftover: Vec::new(),
            visitor: Visitor {
                id: SessionId::mint(0),
                browser: None,
                number: 1,
                address: None,
            },
        };
        let bytes = size_of_val(&serve_socket(worker, arrival, ()));
        assert!(bytes <= 320, "{bytes} bytes");
    }
}
