//! What a listener does besides calling its handler: flags, key filters, delays.
//!
//! Invariant: a client acts on these alone, without asking the server, so all of them are static parts of the template.
//! What an event carries is not decided here: see [`Payload`](crate::Payload).

use crate::codec::{self, Reader};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::limits::{MAX_EVENT_DELAY_MS, MAX_KEY_BYTES, MAX_KEY_FILTERS};

/// How a listener treats its event, in a template to be written.
///
/// ```
/// use vango_protocol::{EventFlags, EventOptions};
///
/// let options = EventOptions { flags: EventFlags::PREVENT, keys: &["Enter"], ..EventOptions::PLAIN };
/// assert!(options.flags.contains(EventFlags::PREVENT));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EventOptions<'a> {
    /// What the listener does, bit by bit.
    pub flags: EventFlags,
    /// The `KeyboardEvent.key`s that the listener hears; when empty, all of them. Another key is as if there were no
    /// listener: not even its default is prevented.
    pub keys: &'a [&'a str],
    /// The event is sent when so many milliseconds have passed without another one; 0: at once.
    pub debounce_ms: u32,
    /// At most one event is sent in so many milliseconds, the first at once and the last of those held back at the
    /// end; 0: all of them.
    pub throttle_ms: u32,
}

impl EventOptions<'_> {
    /// What a listener without options does.
    pub const PLAIN: Self = Self {
        flags: EventFlags::NONE,
        keys: &[],
        debounce_ms: 0,
        throttle_ms: 0,
    };
}

/// What a listener does, as bits: 1 prevent, 2 stop, 4 once, 8 self, 16 passive, 32 capture. Other bits are reserved: a
/// reader ignores them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct EventFlags(pub u32);

impl EventFlags {
    /// Nothing special.
    pub const NONE: Self = Self(0);
    /// Calls `preventDefault()`.
    pub const PREVENT: Self = Self(1);
    /// Calls `stopPropagation()`: no listener further up hears the event.
    pub const STOP: Self = Self(2);
    /// Hears the first event only.
    pub const ONCE: Self = Self(4);
    /// Hears only events whose target is the element itself.
    pub const SELF: Self = Self(8);
    /// Promises not to prevent the default, so that scrolling need not wait.
    pub const PASSIVE: Self = Self(16);
    /// Hears the event on its way down.
    pub const CAPTURE: Self = Self(32);

    /// Whether all bits of `other` are set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Decoded [`EventOptions`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct OwnedEventOptions {
    /// See [`EventOptions::flags`].
    pub flags: EventFlags,
    /// See [`EventOptions::keys`].
    pub keys: Box<[Box<str>]>,
    /// See [`EventOptions::debounce_ms`].
    pub debounce_ms: u32,
    /// See [`EventOptions::throttle_ms`].
    pub throttle_ms: u32,
}

impl EventOptions<'_> {
    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        let keys = self.keys.iter().copied();
        encode(out, self.flags, keys, self.debounce_ms, self.throttle_ms);
    }
}

impl OwnedEventOptions {
    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        let keys = self.keys.iter().map(|key| &**key);
        encode(out, self.flags, keys, self.debounce_ms, self.throttle_ms);
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let flags = EventFlags(reader.u32("SlotKind.OnWith.flags")?);
        let count = reader.len(MAX_KEY_FILTERS, "SlotKind.OnWith.keys")?;
        let mut keys = Vec::with_capacity(count.min(reader.remaining()));
        for _ in 0..count {
            keys.push(reader.str(MAX_KEY_BYTES, "SlotKind.OnWith.key")?.into());
        }
        Ok(Self {
            flags,
            keys: keys.into(),
            debounce_ms: read_delay(reader, "SlotKind.OnWith.debounce")?,
            throttle_ms: read_delay(reader, "SlotKind.OnWith.throttle")?,
        })
    }
}

fn read_delay(reader: &mut Reader<'_>, what: &'static str) -> Result<u32, DecodeError> {
    let at = reader.offset();
    let delay_ms = reader.u32(what)?;
    if delay_ms > MAX_EVENT_DELAY_MS {
        return Err(reader.error(DecodeErrorKind::OverLimit, what, at));
    }
    Ok(delay_ms)
}

fn encode<'k>(
    out: &mut Vec<u8>,
    flags: EventFlags,
    keys: impl ExactSizeIterator<Item = &'k str>,
    debounce_ms: u32,
    throttle_ms: u32,
) {
    codec::put_u32(out, flags.0);
    codec::put_len(out, keys.len());
    for key in keys {
        codec::put_str(out, key);
    }
    codec::put_u32(out, debounce_ms);
    codec::put_u32(out, throttle_ms);
}
