//! A session and a headless client, joined without a socket: what goes over the wire can be looked at, and lost.
//!
//! Everything is driven through public API. There is no clock: time stands where a test puts it.
//!
//! ```
//! use vango::prelude::*;
//! use vango_acceptance::{Find, Tab};
//!
//! #[component]
//! fn Counter(cx: &mut Setup) -> Component {
//!     let count = cx.signal(0);
//!     render(move |r| view! { r,
//!         <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"more"</button>
//!         <output>{count}</output>
//!     })
//! }
//!
//! let mut tab = Tab::open::<Counter>();
//! tab.click(&Find::tag("button"));
//! assert_eq!(tab.output(), "1");
//! ```

mod gesture;
mod page;
mod property;
pub mod remote;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use tokio::runtime::Runtime;
use vango_client::headless::Headless;
use vango_protocol::ClientFrame;
use vango_runtime::reactive::Services;
use vango_runtime::session::{
    Attach, CloseReason, Outbox, PageMatch, Report, Root, Scratch, Session, SessionSettings, Task,
    TaskEnd, Turn,
};
use vango_runtime::view::{Invocation, NoRequiredProps};

pub use page::{document, document_of, reports_of_page, try_page};
pub use property::{Cases, Coverage};
/// How a test says which element it means.
pub use vango_client::headless::Find;

/// Notes that a session wants to be woken.
#[derive(Debug, Default)]
struct Bell(AtomicBool);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// One tab and its session.
#[derive(Debug)]
pub struct Tab {
    /// The server's side.
    pub session: Session,
    /// Work that the session has asked for and that has not ended: [`Tab::work`] polls it.
    pub tasks: Vec<Task>,
    /// How tasks have ended, other than well.
    pub failed: Vec<TaskEnd>,
    /// Set when the session wants to be woken.
    bell: Arc<Bell>,
    /// The browser's side.
    pub client: Headless,
    scratch: Scratch,
    /// What the driver's clock says, in milliseconds.
    pub now_ms: u64,
    /// Everything that the session reported.
    pub reports: Vec<Report>,
    /// Why the session ended, if it did.
    pub closed: Option<CloseReason>,
    /// Frames from client to server since [`Tab::forget`].
    pub to_server: Vec<Vec<u8>>,
    /// Frames from server to client since [`Tab::forget`].
    pub to_client: Vec<Vec<u8>>,
    /// The whole page, as the browser loaded it.
    pub page: String,
}

impl Tab {
    /// Opens a page of `C` and attaches its socket.
    pub fn open<C: NoRequiredProps>() -> Self {
        let mut tab = Self::page(Arc::new(|| Invocation::of::<C>()));
        tab.connect();
        tab
    }

    /// As [`Tab::open`], with a session that looks for no mistakes, as in production: for figures.
    pub fn open_unwatched<C: NoRequiredProps>() -> Self {
        let settings = SessionSettings {
            development: None,
            ..SessionSettings::default()
        };
        let mut tab = Self::with_settings(Arc::new(|| Invocation::of::<C>()), settings);
        tab.connect();
        tab
    }

    /// As [`Tab::open`], in an app with services.
    pub fn open_with<C: NoRequiredProps>(services: Services) -> Self {
        let mut tab = Self::page_with(Arc::new(|| Invocation::of::<C>()), services);
        tab.connect();
        tab
    }

    /// Renders a page; no socket yet.
    ///
    /// # Panics
    /// When the page cannot be rendered or adopted: a test has failed then.
    pub fn page(root: Root) -> Self {
        Self::page_with(root, Services::new())
    }

    /// As [`Tab::page`], in an app with services.
    ///
    /// # Panics
    /// As [`Tab::page`].
    pub fn page_with(root: Root, services: Services) -> Self {
        let settings = SessionSettings {
            services: Arc::new(services),
            ..SessionSettings::default()
        };
        Self::with_settings(root, settings)
    }

    fn with_settings(root: Root, settings: SessionSettings) -> Self {
        let bell = Arc::new(Bell::default());
        let settings = SessionSettings {
            hash_key: 7,
            waker: Waker::from(bell.clone()),
            ..settings
        };
        let (mut scratch, mut out) = (Scratch::default(), Outbox::default());
        let mut session = Session::open(root, settings).expect("setup succeeds");
        let mut turn = Turn {
            now_ms: 0,
            scratch: &mut scratch,
            out: &mut out,
        };
        let page = session.page(&mut turn).expect("the page renders");
        let page = document(&page);
        let client = Headless::from_page(&page, "/").expect("the page can be read");
        Self {
            session,
            tasks: out.tasks,
            failed: Vec::new(),
            bell,
            client,
            scratch,
            now_ms: 0,
            reports: out.reports,
            closed: None,
            to_server: Vec::new(),
            to_client: Vec::new(),
            page,
        }
    }

    /// Renders the page once more, while there is no socket, as a driver does when loads have come.
    ///
    /// # Panics
    /// As [`Tab::page`].
    pub fn render_page_again(&mut self) {
        let mut page = None;
        self.turn(false, |session, turn| {
            page = Some(session.page(turn).expect("the page renders"));
        });
        self.page = document(&page.expect("the turn ran"));
        self.client = Headless::from_page(&self.page, "/").expect("the page can be read");
    }

    /// Polls the tasks until none of them gets further by itself, and lets the session take what they and others have
    /// brought, until nothing is left.
    pub fn work(&mut self) {
        loop {
            self.poll_tasks();
            if !self.wake() {
                return;
            }
        }
    }

    /// Polls each task once; what they bring waits for the session.
    pub fn poll_tasks(&mut self) {
        let mut cx = Context::from_waker(Waker::noop());
        // As in a server, where they run on tokio's threads: they may sleep and spawn.
        let _runtime = runtime().enter();
        for mut task in std::mem::take(&mut self.tasks) {
            match Pin::new(&mut task).poll(&mut cx) {
                Poll::Pending => self.tasks.push(task),
                Poll::Ready(TaskEnd::Done) => {}
                Poll::Ready(end) => self.failed.push(end),
            }
        }
    }

    /// Lets the session take what has come for it, if it was rung; answers whether it was.
    pub fn wake(&mut self) -> bool {
        let rung = self.bell.0.swap(false, Ordering::SeqCst);
        if rung {
            self.turn(true, |session, turn| session.wake(turn));
        }
        rung
    }

    /// Whether the session has asked to be woken and was not.
    pub fn is_rung(&self) -> bool {
        self.bell.0.load(Ordering::SeqCst)
    }

    /// Lets time pass, with a turn whenever a timer is due.
    pub fn pass(&mut self, ms: u64) {
        let end_ms = self.now_ms + ms;
        while let Some(next_ms) = self.session.next_wake_ms()
            && next_ms <= end_ms
        {
            self.now_ms = self.now_ms.max(next_ms);
            self.turn(true, |session, turn| session.wake(turn));
        }
        self.now_ms = end_ms;
    }

    /// A socket comes: the client says hello, as a driver would hear it.
    pub fn connect(&mut self) {
        let hello = self.client.hello();
        let attach = match ClientFrame::decode(&hello) {
            Ok(ClientFrame::Hello(hello)) => Attach {
                fresh: hello.ticket.is_some(),
                page: PageMatch::Same,
                batch: hello.batch,
                event: hello.event,
            },
            other => unreachable!("hello() made {other:?}"),
        };
        self.turn(true, |session, turn| session.attach(attach, turn));
    }

    /// A socket comes with a handshake that the client did not make; the answers are not delivered.
    pub fn connect_as(&mut self, attach: Attach) {
        self.turn(false, |session, turn| session.attach(attach, turn));
    }

    /// The session falls asleep, as a driver lets it when it is quiet. Answers whether it gave anything back.
    pub fn hibernate(&mut self) -> bool {
        let mut has_slept = false;
        self.turn(true, |session, turn| has_slept = session.hibernate(turn));
        has_slept
    }

    /// The socket is cut: the session knows, the client will say hello again.
    pub fn cut(&mut self) {
        self.session.detach();
    }

    /// Clicks, and waits for the answer.
    ///
    /// # Panics
    /// When there is not exactly one such element, it is disabled, or nothing hears the click.
    #[track_caller]
    pub fn click(&mut self, find: &Find) {
        let frames = self.client.click(find);
        self.deliver(frames);
    }

    /// The mistakes of the application's author that were reported, in words; see `docs/guide/development.md`.
    pub fn findings(&self) -> Vec<String> {
        let found = self.reports.iter().filter_map(Report::finding);
        found.map(|finding| finding.to_string()).collect()
    }

    /// What the page's `<output>` shows.
    ///
    /// # Panics
    /// When there is none or several, or the client has found a mismatch.
    #[track_caller]
    pub fn output(&self) -> String {
        self.text(&Find::tag("output"))
    }

    /// Hands one frame to the session, and its answers to the client.
    pub fn send(&mut self, frame: &[u8]) {
        self.to_server.push(frame.to_vec());
        self.turn(true, |session, turn| session.frame(frame, turn));
    }

    /// Hands one frame to the session; its answers are lost on the way.
    pub fn send_unheard(&mut self, frame: &[u8]) {
        self.to_server.push(frame.to_vec());
        self.turn(false, |session, turn| session.frame(frame, turn));
    }

    /// Forgets the recorded frames.
    pub fn forget(&mut self) {
        self.to_server.clear();
        self.to_client.clear();
    }

    /// Bytes to the server and to the client since [`Tab::forget`].
    pub fn bytes(&self) -> (usize, usize) {
        (
            self.to_server.iter().map(Vec::len).sum(),
            self.to_client.iter().map(Vec::len).sum(),
        )
    }

    /// Runs one input, then the client's answers in the order in which they would arrive: after all frames of the turn.
    fn turn(&mut self, deliver: bool, input: impl FnOnce(&mut Session, &mut Turn<'_>)) {
        let mut out = Outbox::default();
        let mut turn = Turn {
            now_ms: self.now_ms,
            scratch: &mut self.scratch,
            out: &mut out,
        };
        input(&mut self.session, &mut turn);
        self.tasks.append(&mut out.tasks);
        self.reports.append(&mut out.reports);
        self.closed = self.closed.or(out.close);
        let mut answers = Vec::new();
        for frame in out.frames {
            if deliver {
                answers.extend(
                    self.client
                        .receive(&frame)
                        .expect("the client understands the server"),
                );
            }
            self.to_client.push(frame.to_vec());
        }
        for answer in answers {
            self.send(&answer);
        }
    }
}

/// The runtime on which tasks may rely, one for the whole process.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a thread can be started")
    })
}
