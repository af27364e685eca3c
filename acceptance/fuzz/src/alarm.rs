//! Panics that something in between has caught: a session contains what application code does, and would hide a defect of
//! its own in the same way.
//!
//! Invariant: a panic whose text begins with [`DELIBERATE`] is an application's and is not mentioned; every other one is
//! noted and printed by the hook, whoever catches it. The hook is the process's: libFuzzer's own, which aborts at the first
//! panic of whatever kind, is replaced by it.

use std::cell::RefCell;
use std::panic::PanicHookInfo;
use std::sync::Mutex;
use std::sync::Once;

/// How the text of a panic begins that an application under test raises on purpose.
pub const DELIBERATE: &str = "on purpose:";

thread_local! {
    static HERE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Of threads that belong to a server.
static ELSEWHERE: Mutex<Option<String>> = Mutex::new(None);

/// How the threads of a server's workers and their helpers are told from those that targets run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thread {
    /// The one that asks.
    Own,
    /// Any.
    Any,
}

/// Sets the hook, once.
pub fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // The one of libFuzzer would end the process at once, that of a test harness knows how to print.
        let print = std::panic::take_hook();
        let is_libfuzzer = std::env::var_os(LIBFUZZER).is_some();
        std::panic::set_hook(Box::new(move |info| {
            if info
                .payload_as_str()
                .is_some_and(|text| text.starts_with(DELIBERATE))
            {
                return;
            }
            note(info);
            if is_libfuzzer {
                eprintln!("{info}");
            } else {
                print(info);
            }
        }));
    });
}

/// Set by the programs in `fuzz/`.
pub const LIBFUZZER: &str = "VANGO_LIBFUZZER";

fn note(info: &PanicHookInfo<'_>) {
    let text = info.to_string();
    HERE.with_borrow_mut(|here| here.get_or_insert_with(|| text.clone()).len());
    if let Ok(mut elsewhere) = ELSEWHERE.lock() {
        elsewhere.get_or_insert(text);
    }
}

/// Forgets what was noted.
pub fn clear() {
    HERE.take();
    if let Ok(mut elsewhere) = ELSEWHERE.lock() {
        elsewhere.take();
    }
}

/// Fails when something has panicked that should not have.
///
/// # Panics
/// Then, with the text of the first.
#[track_caller]
pub fn check(thread: Thread) {
    let text = match thread {
        Thread::Own => HERE.take(),
        Thread::Any => ELSEWHERE.lock().ok().and_then(|mut text| text.take()),
    };
    if let Some(text) = text {
        clear();
        panic!("a panic was caught that should not have been raised: {text}");
    }
}
