//! Serial numbers: a frame carries the low byte of a batch or event number, the receiver knows the rest.
//!
//! Invariant: at most [`MAX_UNACKNOWLEDGED`](crate::limits::MAX_UNACKNOWLEDGED) numbers are in flight, so the low
//! byte decides (serial number arithmetic, RFC 1982, with 8 bits). Numbers start at 1; 0 means "none yet".

/// The low byte that goes over the wire.
///
/// ```
/// assert_eq!(vango_protocol::serial::low(0x1_02), 2);
/// ```
#[inline]
pub const fn low(number: u32) -> u8 {
    (number & 0xff) as u8
}

/// The whole number whose low byte is `low` and that is nearest to `near`, a number that the receiver knows.
///
/// `None` when there is none: exactly half the circle away (ambiguous), below 0, or above `u32::MAX`.
///
/// ```
/// use vango_protocol::serial::expand;
///
/// assert_eq!(expand(1, 255), Some(257)); // the circle closed
/// assert_eq!(expand(254, 257), Some(254)); // an old one, sent again
/// assert_eq!(expand(200, 3), None); // would be below 0
/// ```
#[inline]
pub const fn expand(low: u8, near: u32) -> Option<u32> {
    let ahead = low.wrapping_sub(self::low(near));
    match ahead {
        0..=127 => near.checked_add(ahead as u32),
        128 => None,
        129..=255 => near.checked_sub(256 - ahead as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::{expand, low};

    #[test]
    fn every_number_in_the_window_is_found_again() {
        for near in [
            0u32,
            1,
            126,
            127,
            128,
            255,
            256,
            257,
            1000,
            u32::MAX - 127,
            u32::MAX,
        ] {
            for ahead in 0..=127u32 {
                if let Some(number) = near.checked_add(ahead) {
                    assert_eq!(expand(low(number), near), Some(number), "{near} + {ahead}");
                }
                if let Some(number) = near.checked_sub(ahead) {
                    assert_eq!(expand(low(number), near), Some(number), "{near} - {ahead}");
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_is_none() {
        assert_eq!(expand(128, 0), None, "half the circle away");
        assert_eq!(expand(255, 0), None, "below 0");
        assert_eq!(expand(0, u32::MAX), None, "above u32::MAX");
        assert_eq!(expand(low(u32::MAX), u32::MAX), Some(u32::MAX));
    }
}
