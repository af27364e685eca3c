//! A random walk through one page: lists edited under `each` and `for`, nested in one another and in branches, rows with
//! components that keep state of their own, effects that edit lists; random buttons clicked, answers lost, everything
//! sent anew. After each step the page is what a plain model says, and each button does what the model's does.

mod model;
mod page;

use std::cell::RefCell;
use std::collections::VecDeque;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use vango_acceptance::{Cases, Coverage, Tab};
use vango_client::headless::{Find, normalise};
use vango_protocol::{ClientFrame, serial};

use model::{Act, Model, Op};

thread_local! {
    /// What the page's first button does next.
    static SCRIPT: RefCell<VecDeque<Vec<Op>>> = const { RefCell::new(VecDeque::new()) };
}

fn next_ops() -> Vec<Op> {
    SCRIPT
        .with_borrow_mut(VecDeque::pop_front)
        .expect("a script for each click")
}

/// A small generator (SplitMix64, Steele et al. 2014): steps come from seeds that proptest chooses.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
}

fn ops(dice: &mut Dice) -> Vec<Op> {
    (0..=dice.roll(4)).map(|_| Op::roll(dice)).collect()
}

/// Frames of a click on the button that the model calls `nth`, which does `act` in the model.
fn click(tab: &mut Tab, model: &mut Model, nth: usize, act: Act, dice: &mut Dice) -> Vec<Vec<u8>> {
    if act == Act::Script {
        let ops = ops(dice);
        for op in &ops {
            model.apply(op);
        }
        SCRIPT.with_borrow_mut(|script| script.push_back(ops));
    } else {
        model.click(act);
    }
    model.settle();
    tab.client
        .click(&Find::tag("button").nth(nth))
        .expect("a button")
}

fn step(tab: &mut Tab, model: &mut Model, seed: u64, seen: &Coverage) {
    let dice = &mut Dice(seed);
    let buttons = model.draw().buttons;
    sleep(tab, dice, seen);
    let any = dice.roll(buttons.len() as u64) as usize;
    match dice.roll(12) {
        0 => {
            // A minute later: a third resync within one would stop the page.
            tab.pass(60_000);
            let mut frame = Vec::new();
            ClientFrame::Resync {
                ack: serial::low(tab.client.batch()),
                block: 0,
            }
            .encode(&mut frame);
            tab.send(&frame);
        }
        1 => {
            // Two clicks whose answers are lost; the first button is always there.
            for nth in [any, 0] {
                for frame in click(tab, model, nth, buttons[nth], dice) {
                    tab.send_unheard(&frame);
                }
            }
            tab.cut();
            tab.connect();
        }
        2 => {
            // A click while the socket is gone.
            tab.cut();
            tab.client.disconnect();
            let frames = click(tab, model, any, buttons[any], dice);
            assert!(frames.is_empty(), "kept until the socket is back");
            tab.connect();
        }
        n => {
            let nth = if n % 2 == 0 { any } else { 0 };
            for frame in click(tab, model, nth, buttons[nth], dice) {
                tab.send(&frame);
            }
        }
    }
}

/// What was asleep wakes with the step, to the very blocks that it had.
fn sleep(tab: &mut Tab, dice: &mut Dice, seen: &Coverage) {
    if dice.roll(3) == 0 {
        assert!(tab.hibernate(), "a quiet session can sleep");
        assert!(tab.session.is_dormant());
        seen.saw("slept");
    }
}

fn check(tab: &Tab, model: &Model) -> Result<(), TestCaseError> {
    prop_assert!(
        tab.client.mismatches().is_empty(),
        "{:?}",
        tab.client.mismatches()
    );
    let drawn = model.draw();
    let expected = normalise(&drawn.html).expect("the model's HTML is well formed");
    prop_assert_eq!(tab.client.html(), expected);
    prop_assert_eq!(page::alive(), drawn.components, "components alive");
    let unexpected = tab
        .reports
        .iter()
        .find(|report| !matches!(report, vango::session::Report::Resync));
    prop_assert!(unexpected.is_none(), "{:?}", unexpected);
    Ok(())
}

/// What has to happen to components over the whole run: to stand in another order than before, a clicked one among them; to
/// come; to leave. And to the session: to sleep.
const WANTED: &[&str] = &["moved", "came", "left", "slept"];

fn note(seen: &Coverage, old: &[Act], new: &[Act]) {
    let kids = |acts: &[Act]| -> Vec<Act> {
        let is_kid = |act: &&Act| matches!(act, Act::Kid(_));
        acts.iter().filter(is_kid).copied().collect()
    };
    let (old, new) = (kids(old), kids(new));
    let places = |kid: &Act| new.iter().position(|other| other == kid);
    let stayed: Vec<_> = old.iter().filter_map(places).collect();
    if !stayed.is_sorted() {
        seen.saw("moved");
    }
    if stayed.len() < old.len() {
        seen.saw("left");
    }
    if stayed.len() < new.len() {
        seen.saw("came");
    }
}

fn walk(seeds: Vec<u64>, seen: &Coverage) -> Result<(), TestCaseError> {
    SCRIPT.with_borrow_mut(VecDeque::clear);
    let mut tab = Tab::open::<page::Walk>();
    let mut model = Model::new();
    check(&tab, &model)?;
    // What the session holds is in proportion to the most that was on its page, however long the walk.
    let mut most = 0;
    for seed in seeds {
        let before = model.draw().buttons;
        step(&mut tab, &mut model, seed, seen);
        check(&tab, &model)?;
        let after = model.draw().buttons;
        most = most.max(after.len());
        note(seen, &before, &after);
    }
    let memory = tab.session.memory_bytes();
    let enough = 24 * 1024 + most * 2 * 1024;
    prop_assert!(memory < enough, "{memory} for {most} buttons at most");
    drop(tab);
    prop_assert_eq!(page::alive(), 0, "everything goes with its session");
    Ok(())
}

#[test]
fn the_page_is_what_the_model_says_wherever_the_walk_leads() {
    let cases = Cases::from_env(96);
    let config = ProptestConfig {
        cases: cases.count,
        max_shrink_iters: 2_000,
        ..ProptestConfig::with_source_file(file!())
    };
    let seen = Coverage::new(WANTED, 20);
    let seeds = proptest::collection::vec(any::<u64>(), 1..80);
    if let Err(failure) = TestRunner::new(config).run(&seeds, |seeds| walk(seeds, &seen)) {
        panic!("{failure}");
    }
    if cases.is_full {
        seen.check();
    }
}
