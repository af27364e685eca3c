//! Room for what handlers set for visitors of whom no page is known: anybody can ask for such records, as often as they like.
//!
//! Invariant: those that are made in the time that one lives have a share of the app's budget together, whoever asks.

use std::time::Duration;

use tokio::time::Instant;

/// How long a record lives that no page has taken yet: longer than the cookie that leads to it.
pub(super) const UNTAKEN: Duration = Duration::from_secs(60);

/// The part of the app's budget that such records may take.
pub(super) const SHARE: usize = 16;

/// What a record takes besides its values, about.
const RECORD_BYTES: usize = 256;

/// What was stored so in the present window of [`UNTAKEN`].
#[derive(Debug, Default)]
pub(super) struct Gifts {
    since: Option<Instant>,
    bytes: usize,
}

impl Gifts {
    /// Whether there is room for one more.
    pub(super) fn admit(&mut self, bytes: usize, max_bytes: usize, now: Instant) -> bool {
        if self.since.is_none_or(|since| now >= since + UNTAKEN) {
            self.since = Some(now);
            self.bytes = 0;
        }
        let bytes = self.bytes.saturating_add(bytes + RECORD_BYTES);
        let is_admitted = bytes <= max_bytes;
        if is_admitted {
            self.bytes = bytes;
        }
        is_admitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_has_so_much_room_and_the_next_one_again() {
        let (mut gifts, now) = (Gifts::default(), Instant::now());
        assert!(gifts.admit(1_000, 3_000, now));
        assert!(!gifts.admit(2_000, 3_000, now), "with what a record takes");
        assert!(
            gifts.admit(1_000, 3_000, now),
            "what was refused takes nothing"
        );
        assert!(!gifts.admit(1_000, 3_000, now + UNTAKEN / 2));
        assert!(gifts.admit(1_000, 3_000, now + UNTAKEN));
    }
}
