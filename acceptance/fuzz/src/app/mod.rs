//! Applications for the session target: between them they use every kind of thing that an application can.
//!
//! Invariants: their renders are pure; what they hold is bounded, whatever is sent ([`MOST_ROWS`], [`LONGEST_TEXT`]); what
//! panics in them panics with [`DELIBERATE`](crate::alarm::DELIBERATE). A script that is typed into a field makes one event do
//! many things: so a mutation of a text is a mutation of what happens.

mod every;
mod form;
mod list;
mod slot;
mod work;

use std::sync::Mutex;
use std::sync::atomic::AtomicU32;

use vango::reactive::{Sender, Services};
use vango::view::Invocation;

/// Rows that a list grows to.
pub const MOST_ROWS: usize = 24;

/// Bytes that an application keeps of a text.
pub const LONGEST_TEXT: usize = 200;

/// One page's root, by its number.
pub fn root(number: u8) -> fn() -> Invocation {
    match number % 5 {
        0 => Invocation::of::<list::Lists>,
        1 => Invocation::of::<slot::Slots>,
        2 => Invocation::of::<form::Forms>,
        3 => Invocation::of::<work::Works>,
        _ => Invocation::of::<every::Everything>,
    }
}

/// What the applications know of the world outside of their session.
#[derive(Debug, Default)]
pub struct World {
    /// Loads and actions with a number up to this get through.
    pub open: AtomicU32,
    /// The channels of all components that have one.
    pub hub: Mutex<Vec<Sender<u32>>>,
}

/// The services of one session.
pub fn services(world: std::sync::Arc<World>) -> Services {
    let mut services = Services::new();
    services.insert(world);
    services
}

/// As much of a text as is kept.
fn clipped(text: &str) -> String {
    text.chars().take(LONGEST_TEXT / 4).collect()
}

/// Fails on purpose.
fn fail(at: &str) -> ! {
    panic!("{} {at}", crate::alarm::DELIBERATE)
}
