//! A session, the client that watches it, and what is looked at after each step.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Wake, Waker};

use tokio::runtime::Runtime;
use vango_client::headless::{Headless, HeadlessError};
use vango_protocol::{ClientFrame, ServerFrame, serial};
use vango_runtime::session::{
    Attach, Outbox, PageMatch, Report, Scratch, Session, SessionSettings, Task, Turn,
};

use super::MOST_BYTES;
use crate::alarm::{self, Thread};
use crate::app::{World, root, services};

/// Notes that a session wants to be woken.
#[derive(Debug, Default)]
struct Bell(AtomicBool);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// What the client's page may be relied upon for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// It shows what the session shows.
    Kept,
    /// Somebody has lied in its name.
    Broken,
}

/// Whether the client hears what the session sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hearing {
    Heard,
    Lost,
}

/// See the module's documentation.
pub(super) struct Rig {
    pub(super) session: Session,
    pub(super) client: Headless,
    pub(super) world: Arc<World>,
    pub(super) scratch: Scratch,
    pub(super) trust: Trust,
    /// Whether the client sends acknowledgements.
    pub(super) acknowledges: bool,
    pub(super) now_ms: u64,
    /// The number of the last event that the session has applied.
    pub(super) event: u32,
    /// The last batch that the client has acknowledged, whatever it has applied.
    acknowledged: u32,
    tasks: Vec<Task>,
    bell: Arc<Bell>,
    attached: bool,
    had_socket: bool,
    over: bool,
    /// The highest block id that the client has seen.
    highest: u32,
    blocks: BTreeSet<u32>,
}

impl Rig {
    /// A page of the application with this number, without a socket.
    pub(super) fn open(number: u8) -> Self {
        let (world, bell) = (Arc::new(World::default()), Arc::new(Bell::default()));
        let settings = SessionSettings {
            hash_key: 7,
            services: Arc::new(services(world.clone())),
            waker: Waker::from(bell.clone()),
            ..SessionSettings::default()
        };
        let invocation = root(number);
        let mut session = Session::open(Arc::new(invocation), settings).expect("setup succeeds");
        let (mut scratch, mut out) = (Scratch::default(), Outbox::default());
        let page = session.page(&mut Turn {
            now_ms: 0,
            scratch: &mut scratch,
            out: &mut out,
        });
        let page = vango_acceptance::document(&page.expect("the page renders"));
        let client = Headless::from_page(&page, "/").expect("the page is one");
        let mut rig = Self {
            session,
            client,
            world,
            scratch,
            trust: Trust::Kept,
            acknowledges: true,
            now_ms: 0,
            event: 0,
            acknowledged: 0,
            tasks: out.tasks,
            bell,
            attached: false,
            had_socket: false,
            over: false,
            highest: 0,
            blocks: BTreeSet::new(),
        };
        rig.note_blocks();
        rig
    }

    /// Whether the session has ended.
    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// Runs one input, and hands what the session answers to the client.
    pub(super) fn turn(
        &mut self,
        hearing: Hearing,
        input: impl FnOnce(&mut Session, &mut Turn<'_>),
    ) {
        let mut out = Outbox::default();
        input(
            &mut self.session,
            &mut Turn {
                now_ms: self.now_ms,
                scratch: &mut self.scratch,
                out: &mut out,
            },
        );
        self.tasks.append(&mut out.tasks);
        for report in &out.reports {
            check_report(report);
        }
        let ends = out.close.is_some();
        for frame in &out.frames {
            self.hear(frame, hearing, ends);
        }
        if ends {
            self.over = true;
            self.attached = false;
        }
    }

    fn hear(&mut self, frame: &[u8], hearing: Hearing, ends: bool) {
        let decoded = ServerFrame::decode(frame);
        assert!(
            decoded.is_ok(),
            "the session sent what is no frame: {decoded:?}"
        );
        if hearing == Hearing::Lost || self.trust == Trust::Broken {
            return;
        }
        match self.client.receive(frame) {
            // What it answers by itself are acknowledgements, and requests that only a mismatch makes.
            Ok(_answers) => {}
            Err(HeadlessError::Refreshed(_) | HeadlessError::Failed(..)) => {
                assert!(ends, "a session that tells its client to stop has ended");
            }
            Err(error) => panic!("the client does not understand the session: {error}"),
        }
    }

    /// One frame from the client's socket.
    pub(super) fn send(&mut self, frame: &[u8], hearing: Hearing) {
        let accepts = match ClientFrame::decode(frame) {
            Ok(ClientFrame::Event { seq, .. }) => {
                serial::expand(seq, self.event) == self.event.checked_add(1)
            }
            _ => false,
        };
        let was_attached = self.attached;
        self.turn(hearing, |session, turn| session.frame(frame, turn));
        if accepts && was_attached {
            self.event += 1;
        }
    }

    /// The client acknowledges what it has, if it does such things.
    pub(super) fn acknowledge(&mut self) {
        if self.attached && self.acknowledges && self.trust == Trust::Kept {
            self.acknowledged = self.client.batch();
            let frame = self.client.ack();
            self.send(&frame, Hearing::Heard);
        }
    }

    /// The low byte of the last batch that an honest frame acknowledges.
    pub(super) fn ack(&mut self) -> u8 {
        if self.acknowledges {
            self.acknowledged = self.client.batch();
        }
        serial::low(self.acknowledged)
    }

    /// The client connects, again or for the first time.
    pub(super) fn connect(&mut self, page: PageMatch) {
        let hello = self.client.hello();
        let batch = match ClientFrame::decode(&hello) {
            Ok(ClientFrame::Hello(hello)) => hello.batch,
            other => panic!("hello() made {other:?}"),
        };
        let attach = Attach {
            fresh: !self.had_socket,
            page,
            batch,
            event: self.event,
        };
        self.attach(attach);
        self.acknowledged = self.client.batch();
    }

    /// A socket with this handshake.
    pub(super) fn attach(&mut self, attach: Attach) {
        if self.attached {
            // As the driver does with a socket that another one takes over from.
            self.session.detach();
        }
        self.attached = true;
        self.had_socket = true;
        self.turn(Hearing::Heard, |session, turn| session.attach(attach, turn));
    }

    /// Whether there is a socket; if there is none, the client connects first.
    pub(super) fn need_socket(&mut self) -> bool {
        if !self.attached {
            self.connect(PageMatch::Same);
        }
        !self.over
    }

    pub(super) fn detach(&mut self) {
        self.attached = false;
        self.session.detach();
    }

    pub(super) fn wake(&mut self) {
        self.bell.0.store(false, Ordering::SeqCst);
        self.turn(Hearing::Heard, |session, turn| session.wake(turn));
    }

    /// The session falls asleep, as a driver lets it when it is quiet.
    pub(super) fn hibernate(&mut self) {
        self.turn(Hearing::Heard, |session, turn| {
            // Whether it had anything to give back.
            let _ = session.hibernate(turn);
        });
    }

    pub(super) fn is_rung(&self) -> bool {
        self.bell.0.load(Ordering::SeqCst)
    }

    /// Lets time pass, with a turn when a timer is due: at most a few, the rest comes later.
    pub(super) fn pass(&mut self, ms: u64) {
        let end_ms = self.now_ms.saturating_add(ms);
        for _ in 0..4 {
            match self.session.next_wake_ms() {
                Some(next_ms) if next_ms <= end_ms && !self.over => {
                    self.now_ms = self.now_ms.max(next_ms);
                    self.wake();
                }
                _ => break,
            }
        }
        self.now_ms = end_ms;
    }

    /// Polls each task once; `give_up` ends those that are not ready.
    pub(super) fn poll_tasks(&mut self, give_up: bool) {
        let mut cx = Context::from_waker(Waker::noop());
        let _runtime = runtime().enter();
        for mut task in std::mem::take(&mut self.tasks) {
            if Pin::new(&mut task).poll(&mut cx).is_pending() {
                if give_up {
                    task.give_up();
                } else {
                    self.tasks.push(task);
                }
            }
        }
    }

    /// What holds after each step.
    pub(super) fn check(&mut self) {
        alarm::check(Thread::Own);
        let bytes = self.session.memory_bytes();
        assert!(bytes <= MOST_BYTES, "the session holds {bytes} bytes");
        if self.trust == Trust::Kept {
            let mismatches = self.client.mismatches();
            assert!(mismatches.is_empty(), "{mismatches:?}");
            self.note_blocks();
        }
    }

    /// Ids of blocks that were not there before are higher than any before.
    fn note_blocks(&mut self) {
        let blocks: BTreeSet<u32> = self.client.blocks().into_iter().collect();
        for block in blocks.difference(&self.blocks) {
            assert!(
                *block > self.highest,
                "the block id {block} was given out before"
            );
        }
        self.highest = blocks.last().copied().unwrap_or(0).max(self.highest);
        self.blocks = blocks;
    }

    /// What the client shows is what it shows when it gets everything anew.
    pub(super) fn finish(mut self) {
        if self.over || self.trust == Trust::Broken || !self.need_socket() {
            return self.close();
        }
        // Resyncs within a minute are limited; and whatever is behind comes with the acknowledgement.
        self.pass(60_000);
        self.acknowledges = true;
        self.acknowledge();
        self.check();
        if self.over {
            return self.close();
        }
        let (patched, batch) = (self.client.html(), self.client.batch());
        let mut frame = Vec::new();
        ClientFrame::Resync {
            ack: serial::low(self.client.batch()),
            block: 0,
        }
        .encode(&mut frame);
        self.send(&frame, Hearing::Heard);
        self.check();
        assert!(!self.over, "one resync in a minute ends no session");
        assert!(
            self.client.batch() > batch,
            "a client that has acknowledged everything gets what it asks for"
        );
        assert_eq!(
            self.client.html(),
            patched,
            "patched on the right, sent anew on the left"
        );
        self.close();
    }

    /// The session goes, and all that it holds.
    fn close(self) {
        let Self { session, tasks, .. } = self;
        drop(session);
        drop(tasks);
    }
}

/// The applications are pure, and their keys are what they are: some reports would be a defect of the framework.
fn check_report(report: &Report) {
    match report {
        Report::ImpureRender
        | Report::KeyChanged(_)
        | Report::Finding(_)
        | Report::SlotTwice { .. } => {
            panic!("the applications give no reason for this: {report:?}")
        }
        _ => {}
    }
}

/// The runtime on which tasks may rely, one for the whole process.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder
            .enable_time()
            .build()
            .expect("a runtime can be made")
    })
}
