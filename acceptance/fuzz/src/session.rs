//! The session machine, fed with any sequence of inputs.
//!
//! The input is a program: its first byte chooses the application, each further one a step (`session/step.rs`). Beside the
//! session stands a well-behaved client, which hears everything that the session sends, in order. After each step:
//!
//! - no panic came out of the framework, whether something caught it or not;
//! - every frame that was sent decodes, and the client takes it without a mismatch;
//! - no block id was given out twice;
//! - the session holds no more than [`MOST_BYTES`].
//!
//! And at the end: what the client shows, that it came to patch by patch, is what it shows when it gets everything anew.
//!
//! A forged handshake (`Step` 23) is a client that lies about itself with the secret of the session. It may spoil what its
//! own page shows, so from there on until the next page only the first and the last promise but one are looked at.

mod rig;
mod step;

use crate::alarm::{self, Thread};
use crate::source::Source;

use rig::Rig;

/// What one session of these applications may hold: the replay of 256 KiB, and as much again for state and shadow.
pub const MOST_BYTES: usize = 512 * 1024;

/// Steps of one input.
const MOST_STEPS: usize = 64;

/// Pages of one input: sessions that end are followed by another.
const MOST_PAGES: usize = 4;

/// Runs the program that `bytes` are.
pub fn session(bytes: &[u8]) {
    alarm::install();
    alarm::clear();
    let mut source = Source::new(bytes);
    let number = source.byte();
    let mut steps = 0;
    for _ in 0..MOST_PAGES {
        let mut rig = Rig::open(number);
        while !source.is_empty() && steps < MOST_STEPS && !rig.is_over() {
            rig.step(&mut source);
            rig.check();
            steps += 1;
        }
        rig.finish();
        alarm::check(Thread::Own);
        if source.is_empty() || steps == MOST_STEPS {
            return;
        }
    }
}
