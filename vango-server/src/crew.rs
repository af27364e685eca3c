//! The threads of an app: what phase they are in, and how they are told.

use std::fmt;
use std::io;
use std::sync::mpsc as ready;
use std::thread::JoinHandle;

use tokio::sync::watch;

use super::error::{StartError, StartErrorKind};
use super::lane;

/// Stack of a worker. Components may nest 128 deep, and mounting goes down with them; memory is only taken as far as a
/// stack really grows.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// What an app is doing. It only goes forward.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Phase {
    Serving,
    /// It still listens and answers, but opens nothing new, and its sockets are told to move.
    Draining,
    /// It does not listen any more, and ends what is under way.
    Stopping,
}

/// All threads of an app. Dropping it stops them without waiting.
pub(crate) struct Crew {
    phase: watch::Sender<Phase>,
    threads: Vec<JoinHandle<()>>,
}

impl Crew {
    pub(crate) fn new() -> Self {
        Self {
            phase: watch::Sender::new(Phase::Serving),
            threads: vec![],
        }
    }

    /// For a thread. It must be dropped when that thread ends, and not before.
    pub(crate) fn phase(&self) -> watch::Receiver<Phase> {
        self.phase.subscribe()
    }

    /// Goes to a phase, unless a later one has been reached.
    pub(crate) fn enter(&self, phase: Phase) {
        self.phase.send_if_modified(|current| {
            let is_later = phase > *current;
            *current = phase.max(*current);
            is_later
        });
    }

    /// Ready when all threads have ended. It needs no runtime of its own.
    pub(crate) async fn ended(&self) {
        self.phase.closed().await;
    }

    /// Blocks until all threads have ended.
    pub(crate) fn join(&mut self) {
        for thread in self.threads.drain(..) {
            // A thread that panicked has ended too, and the panic hook has reported it.
            let _ = thread.join();
        }
    }

    /// Starts a thread with a runtime of its own and waits until that runtime exists, so that a failure has one place to
    /// show.
    pub(crate) fn spawn<F, Fut>(&mut self, name: String, main: F) -> Result<(), StartError>
    where
        F: FnOnce() -> Fut + Send + 'static,
        Fut: Future<Output = io::Result<()>>,
    {
        let (tell, told) = ready::channel();
        let body = move || {
            let runtime = match lane::runtime() {
                Ok(runtime) => runtime,
                // The receiver waits for exactly this.
                Err(error) => return drop(tell.send(error)),
            };
            drop(tell);
            if let Err(error) = runtime.block_on(async { main().await }) {
                crate::driver::failure(|| format!("a server thread failed: {error}"));
            }
        };
        let thread = std::thread::Builder::new()
            .name(name)
            .stack_size(STACK_BYTES)
            .spawn(body)
            .map_err(system_error)?;
        match told.recv() {
            Ok(error) => Err(system_error(error)),
            // Dropped unused: the runtime is there.
            Err(ready::RecvError) => {
                self.threads.push(thread);
                Ok(())
            }
        }
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.enter(Phase::Stopping);
    }
}

impl fmt::Debug for Crew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Crew")
            .field("phase", &*self.phase.borrow())
            .field("threads", &self.threads.len())
            .finish()
    }
}

pub(crate) fn system_error(error: io::Error) -> StartError {
    let message = "the operating system refused what the server needs".to_owned();
    StartError::new(StartErrorKind::System, message).because(error)
}
