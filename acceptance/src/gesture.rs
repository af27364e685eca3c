//! What a user does and sees, for tests that read like a user's story: gestures, what is shown, and waiting for it.
//!
//! Invariant: a gesture that reaches no handler, and a look at nothing or at several elements, is a failed test with a
//! text that says what is there instead. Deliberately absent: layout, CSS, focus and script; a browser tests those.

use std::thread;
use std::time::{Duration, Instant};

use vango_client::headless::{Find, HeadlessError};
use vango_protocol::Modifiers;

use crate::Tab;

/// How long [`Tab::wait_for`] waits before the test fails.
const WAIT_MAX: Duration = Duration::from_secs(5);

/// The time between two looks while [`Tab::wait_for`] waits: other threads do not wake a test.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

impl Tab {
    /// Types `value` into a form control, and waits for the answer. It replaces what the control held.
    ///
    /// # Panics
    /// When there is not exactly one such control, it is disabled, or nothing hears `input`.
    #[track_caller]
    pub fn input(&mut self, find: &Find, value: &str) {
        let frames = self.client.input(find, value);
        self.deliver(frames);
    }

    /// Types `value` into a form control that perhaps nobody listens to but its form when it is submitted.
    ///
    /// # Panics
    /// When there is not exactly one such control, or it is disabled.
    #[track_caller]
    pub fn fill(&mut self, find: &Find, value: &str) {
        let frames = self.client.fill(find, value);
        self.deliver(frames);
    }

    /// Ends typing with `value` in the control (`change`), and waits for the answer.
    ///
    /// # Panics
    /// When there is not exactly one such control, it is disabled, or nothing hears `change`.
    #[track_caller]
    pub fn change(&mut self, find: &Find, value: &str) {
        let frames = self.client.change(find, value);
        self.deliver(frames);
    }

    /// Chooses the options of a `<select>` that have these values (`input`, then `change`), and waits for the answer.
    ///
    /// # Panics
    /// When there is not exactly one such select, it lacks one of the options, or nothing hears it.
    #[track_caller]
    pub fn choose(&mut self, find: &Find, values: &[&str]) {
        let frames = self.client.choose(find, values);
        self.deliver(frames);
    }

    /// Submits a form with what its controls hold, and waits for the answer.
    ///
    /// # Panics
    /// When there is not exactly one such form, or nothing hears `submit`.
    #[track_caller]
    pub fn submit(&mut self, find: &Find) {
        let frames = self.client.submit(find);
        self.deliver(frames);
    }

    /// A custom element dispatches `event`, with this JSON as its `detail`.
    ///
    /// # Panics
    /// When there is not exactly one such element, or nothing hears the event.
    #[track_caller]
    pub fn custom(&mut self, find: &Find, event: &str, json: &str) {
        let frames = self.client.custom(find, event, json);
        self.deliver(frames);
    }

    /// Presses and releases a key, such as `Enter` or `a`, without modifiers, and waits for the answer.
    ///
    /// # Panics
    /// When there is not exactly one such element, or nothing hears the key.
    #[track_caller]
    pub fn press(&mut self, find: &Find, key: &str) {
        let frames = self.client.press(find, key, Modifiers::NONE);
        self.deliver(frames);
    }

    /// What a form control holds.
    ///
    /// # Panics
    /// When there is not exactly one such control, or the client has found a mismatch.
    #[track_caller]
    pub fn value(&self, find: &Find) -> String {
        self.look(self.client.value(find))
    }

    /// Whether a checkbox or radio button is on.
    ///
    /// # Panics
    /// When there is not exactly one such control, or the client has found a mismatch.
    #[track_caller]
    pub fn is_checked(&self, find: &Find) -> bool {
        self.look(self.client.is_checked(find))
    }

    /// The value of an element's attribute; `None` when it is absent.
    ///
    /// # Panics
    /// When there is not exactly one such element, or the client has found a mismatch.
    #[track_caller]
    pub fn attribute(&self, find: &Find, name: &str) -> Option<String> {
        self.look(self.client.attribute(find, name))
    }

    /// How many such elements there are.
    ///
    /// # Panics
    /// When the client has found a mismatch.
    #[track_caller]
    pub fn count(&self, find: &Find) -> usize {
        self.look(self.client.count(find))
    }

    /// The text in an element.
    ///
    /// # Panics
    /// When there is not exactly one such element, or the client has found a mismatch.
    #[track_caller]
    pub fn text(&self, find: &Find) -> String {
        self.look(self.client.text(find))
    }

    /// What is shown, in one normal form: attributes sorted, no comments.
    ///
    /// # Panics
    /// When the client has found a mismatch.
    #[track_caller]
    pub fn html(&self) -> String {
        self.check();
        self.client.html()
    }

    /// Lets work go on, and messages from other threads arrive, until `condition` holds. The session's clock stands still
    /// meanwhile: timers are for [`Tab::pass`].
    ///
    /// # Panics
    /// When it does not hold within five seconds: the message shows the page.
    #[track_caller]
    pub fn wait_for(&mut self, condition: impl Fn(&Self) -> bool) {
        let end = Instant::now() + WAIT_MAX;
        loop {
            self.work();
            if condition(self) {
                return;
            }
            assert!(
                Instant::now() < end,
                "waited {WAIT_MAX:?} in vain; the page shows: {}",
                self.client.html()
            );
            thread::sleep(LOOK_AGAIN);
        }
    }

    /// Hands the frames of a gesture to the session.
    #[track_caller]
    pub(crate) fn deliver(&mut self, frames: Result<Vec<Vec<u8>>, HeadlessError>) {
        match frames {
            Ok(frames) => frames.iter().for_each(|frame| self.send(frame)),
            Err(error) => panic!("{error}"),
        }
    }

    /// What was found, if server and client agree on what is shown.
    #[track_caller]
    fn look<T>(&self, found: Result<T, HeadlessError>) -> T {
        self.check();
        match found {
            Ok(found) => found,
            Err(error) => panic!("{error}"),
        }
    }

    /// Server and client agree on what is shown.
    #[track_caller]
    pub(crate) fn check(&self) {
        let mismatches = self.client.mismatches();
        assert!(mismatches.is_empty(), "{mismatches:?}");
    }
}
