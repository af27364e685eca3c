//! The bounds that `tidy` holds the sources to.
//!
//! Invariant: a bound stands here once, with the reason for it. What may exceed a bound is listed in
//! `xtask/tidy-exceptions.txt`, never here.

/// Lines of a source file: what a reader can keep in mind, and what an editor answers on at once.
pub(crate) const FILE_LINES: usize = 400;

/// Lines of code of a function (comments and blank lines not counted): it fits a screen.
pub(crate) const FUNCTION_LINES: usize = 70;

/// The oldest Python that runs the client in `xtask/stranger`: major and minor version.
pub(crate) const PYTHON: (u32, u32) = (3, 9);

/// Seconds that a server which a task starts may take until it prints its address, on a busy machine.
pub(crate) const START_SECONDS: u64 = 60;

/// Seconds that such a server may take to end after SIGTERM: more than its own patience with open pages.
pub(crate) const STOP_SECONDS: u64 = 30;

/// Seconds that a visitor of `demo-deploy` may take for one step. It gives up itself before that, and says why.
pub(crate) const ANSWER_SECONDS: u64 = 45;

/// The oldest Node that runs the client's build and tests (Debian 12 has this one).
pub(crate) const NODE_MAJOR: u32 = 18;

/// Seconds that an editor's server may take to read and index the sample, which builds the macros first.
pub(crate) const EDITOR_READY_SECONDS: u64 = 600;

/// Seconds that it may take for one answer.
pub(crate) const EDITOR_ANSWER_SECONDS: u64 = 60;
