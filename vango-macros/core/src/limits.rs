//! The bounds of the macros. Each is far above what a person writes and exists so that generated or hostile input ends
//! with a diagnostic instead of a stack overflow or an endless list of errors.

/// How deep elements and control flow may nest. Parsing recurses once a level.
pub const MAX_DEPTH: usize = 128;

/// How many diagnostics one macro call reports; the rest is counted.
pub const MAX_DIAGNOSTICS: usize = 50;

/// How many props a component may have: the builder has one type parameter for each required one.
pub const MAX_PROPS: usize = 64;

/// How many keys `on:keydown.key(…)` may name; the wire's bound.
pub const MAX_KEYS: usize = 16;

/// How many bytes the name of such a key may have; the wire's bound.
pub const MAX_KEY_BYTES: usize = 64;

/// The longest `.debounce(ms)` and `.throttle(ms)`: one minute. What waits longer belongs in a timer of the component.
pub const MAX_DELAY_MS: u32 = 60_000;
