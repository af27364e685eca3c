//! The steps of one seed: what users, networks and the server's operator do, drawn before anything runs.
//!
//! Invariant: a step means something wherever it stands (an index counts round, a thing that can't be done is left out), so
//! that any of them can be dropped when a failure is made smaller.

use crate::dice::Dice;
use crate::net::Cut;

/// One step. `tab` counts round.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) tab: usize,
    pub(crate) what: What,
}

#[derive(Clone, Debug)]
pub(crate) enum What {
    /// Time passes.
    Pass(u64),
    /// The user does some things.
    Act {
        picks: Vec<u64>,
        apart_ms: u64,
    },
    /// Others send messages to the tab's session.
    Send {
        count: u64,
        apart_ms: u64,
    },
    Cut(Cut),
    /// The tab makes a new socket while the old one seems alive; what it has in flight arrives so much later.
    TakeOver {
        linger_ms: u64,
    },
    /// The tab is without a network for so long.
    Offline(u64),
    Slow {
        up_ms: u64,
        down_ms: u64,
    },
    /// The page's thread is busy for so long.
    Stall(u64),
    /// The client lost track: of the component around one of its blocks, or of everything.
    Resync {
        pick: Option<u64>,
    },
    /// The last event is sent once more.
    Echo,
    /// A copy of the page greets with the ticket.
    Copy,
    /// The user loads the page anew.
    Reload,
    Open,
    Close,
    /// A page is asked for, and no socket ever comes.
    Visit,
    /// The server ends, at once or after telling, and comes back after so long.
    Restart {
        graceful: bool,
        down_ms: u64,
    },
    /// Everything is left to arrive, and compared.
    Quiet,
}

/// Draws the steps of a seed.
pub(crate) fn steps(seed: u64) -> Vec<Step> {
    let mut dice = Dice::new(seed, 0);
    // Swarm: each seed leaves some kinds out, so that others come to meet more often.
    let left_out = dice.next() & dice.next();
    let count = dice.between(12, 44);
    let mut steps = vec![Step {
        tab: 0,
        what: What::Open,
    }];
    while steps.len() < count as usize {
        let tab = dice.roll(4) as usize;
        let kind = dice.roll(40);
        if left_out >> kind & 1 == 1 {
            continue;
        }
        let what = what(kind, &mut dice);
        let is_break = matches!(what, What::Cut(_) | What::Offline(_));
        steps.push(Step { tab, what });
        if is_break && dice.hits(3) {
            steps.extend(news_while_away(tab, &mut dice));
        }
    }
    steps
}

/// What comes while a tab is away must be there when it is back, though nothing else asks for it.
fn news_while_away(tab: usize, dice: &mut Dice) -> [Step; 3] {
    let send = What::Send {
        count: dice.between(1, 3),
        apart_ms: 1,
    };
    [What::Pass(dice.between(1, 1_500)), send, What::Quiet].map(|what| Step { tab, what })
}

fn what(kind: u64, dice: &mut Dice) -> What {
    match kind {
        0..=11 | 29 => What::Act {
            picks: (0..dice.between(1, 9)).map(|_| dice.next() >> 8).collect(),
            apart_ms: [0, 1, 7, 60][dice.roll(4) as usize],
        },
        12..=14 => What::Send {
            count: if dice.hits(6) {
                dice.between(70, 100)
            } else {
                dice.between(1, 6)
            },
            apart_ms: [0, 1, 5, 40][dice.roll(4) as usize],
        },
        15..=18 => What::Pass(pass_ms(dice)),
        19..=22 => What::Cut(cut(dice)),
        23 => What::TakeOver {
            linger_ms: [0, 30, 400, 5_000][dice.roll(4) as usize],
        },
        24 => What::Offline([50, 900, 8_000, 40_000, 90_000][dice.roll(5) as usize]),
        25 => What::Slow {
            up_ms: dice.roll(900),
            down_ms: dice.roll(900),
        },
        26..=28 => What::Stall([30, 300, 2_500, 12_000][dice.roll(4) as usize]),
        30 => What::Resync { pick: None },
        31 => What::Resync {
            pick: Some(dice.next()),
        },
        32 => What::Echo,
        33 => What::Copy,
        34 => What::Reload,
        35 => What::Open,
        36 => {
            if dice.hits(2) {
                What::Open
            } else {
                What::Visit
            }
        }
        37 => What::Close,
        38 => What::Restart {
            graceful: dice.hits(2),
            down_ms: [0, 100, 3_000, 20_000][dice.roll(4) as usize],
        },
        _ => What::Quiet,
    }
}

fn pass_ms(dice: &mut Dice) -> u64 {
    match dice.roll(8) {
        0..=3 => dice.roll(200),
        4 | 5 => dice.roll(3_000),
        6 => dice.roll(30_000),
        _ => dice.roll(100_000),
    }
}

fn cut(dice: &mut Dice) -> Cut {
    // A click is about ten bytes with the WebSocket's six, a greeting fifty.
    let mut bytes = || match dice.roll(4) {
        0 => 0,
        1 | 2 => dice.roll(24) as usize,
        _ => dice.roll(400) as usize,
    };
    let (up_bytes, down_bytes) = (bytes(), bytes());
    let mut hears_ms = || match dice.roll(4) {
        0 => None,
        1 => Some(0),
        _ => Some(dice.roll(600)),
    };
    Cut {
        up_bytes,
        down_bytes,
        server_hears_ms: hears_ms(),
        browser_hears_ms: hears_ms(),
    }
}
