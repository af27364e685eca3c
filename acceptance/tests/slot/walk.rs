//! A random walk: after each step the page is what the model says, and every component that should live does.

use std::collections::VecDeque;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use vango::session::Report;
use vango_acceptance::{Cases, Coverage, Tab};
use vango_client::headless::{Find, normalise};
use vango_protocol::{ClientFrame, serial};

use crate::model::{Act, Dice, Model};
use crate::page::{SCRIPT, Walk, alive};

fn step(tab: &mut Tab, model: &mut Model, seed: u64, seen: &Coverage) {
    let dice = &mut Dice(seed);
    let buttons = model.draw().buttons;
    if dice.roll(3) == 0 {
        assert!(tab.hibernate(), "a quiet session can sleep");
        seen.saw("slept");
    }
    match dice.roll(14) {
        0 => {
            resync(tab, 0);
            model.send_anew();
        }
        // Any block, whatever it belongs to; some have left long ago. Then everything, which the model knows about.
        1 => {
            resync(tab, 1 + dice.roll(200) as u32);
            let expected = normalise(&model.draw().html).expect("the model's HTML is well formed");
            assert_eq!(tab.client.html(), expected, "a component sent anew");
            resync(tab, 0);
            model.send_anew();
        }
        2 => {
            let frames = click(tab, model, &buttons, 0, dice);
            for frame in frames {
                tab.send_unheard(&frame);
            }
            tab.cut();
            tab.connect();
        }
        n => {
            let nth = if n % 3 == 0 {
                0
            } else {
                dice.roll(buttons.len() as u64) as usize
            };
            for frame in click(tab, model, &buttons, nth, dice) {
                tab.send(&frame);
            }
        }
    }
}

fn resync(tab: &mut Tab, block: u32) {
    let mut frame = Vec::new();
    let ack = serial::low(tab.client.batch());
    ClientFrame::Resync { ack, block }.encode(&mut frame);
    // More than a minute later than the one before: three in a minute end the session.
    tab.now_ms += 61_000;
    tab.send(&frame);
}

fn click(
    tab: &mut Tab,
    model: &mut Model,
    buttons: &[Act],
    nth: usize,
    dice: &mut Dice,
) -> Vec<Vec<u8>> {
    if buttons[nth] == Act::Script {
        let ops: Vec<_> = (0..=dice.roll(3)).map(|_| dice.op()).collect();
        ops.iter().for_each(|op| model.apply(op));
        SCRIPT.with_borrow_mut(|script| script.push_back(ops));
    } else {
        model.click(&buttons[nth]);
    }
    model.settle();
    tab.client
        .click(&Find::tag("button").nth(nth))
        .expect("a button")
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
    prop_assert_eq!(alive(), drawn.kids, "kids alive");
    let unexpected = tab
        .reports
        .iter()
        .find(|report| !matches!(report, Report::Resync | Report::ResyncComponent { .. }));
    prop_assert!(unexpected.is_none(), "{:?}", unexpected);
    Ok(())
}

/// What has to happen to content of slots over the whole run, and to the session around it.
const WANTED: &[&str] = &["hidden", "shown", "moved", "slept"];

/// Kids that live and have no button are parked.
fn note(seen: &Coverage, old: &[Act], new: &[Act], kids: (usize, usize)) {
    let seats = |acts: &[Act]| -> Vec<Act> {
        let is_seat = |act: &&Act| matches!(act, Act::Seat(_));
        acts.iter().filter(is_seat).cloned().collect()
    };
    let (old, new) = (seats(old), seats(new));
    let same_kids = kids.0 == kids.1;
    if same_kids && new.len() < old.len() {
        seen.saw("hidden");
    }
    if same_kids && new.len() > old.len() {
        seen.saw("shown");
    }
    let place = |seat: &Act| new.iter().position(|other| other == seat);
    if !old.iter().filter_map(place).is_sorted() {
        seen.saw("moved");
    }
}

fn walk(seeds: Vec<u64>, seen: &Coverage) -> Result<(), TestCaseError> {
    SCRIPT.with_borrow_mut(VecDeque::clear);
    let mut tab = Tab::open::<Walk>();
    let mut model = Model::default();
    model.settle();
    check(&tab, &model)?;
    // What the session holds is in proportion to the most that it had, however long the walk.
    let mut most = 0;
    for seed in seeds {
        let before = model.draw();
        step(&mut tab, &mut model, seed, seen);
        check(&tab, &model)?;
        let after = model.draw();
        most = most.max(after.kids);
        note(
            seen,
            &before.buttons,
            &after.buttons,
            (before.kids, after.kids),
        );
    }
    let memory = tab.session.memory_bytes();
    let enough = 32 * 1024 + most * 4 * 1024;
    prop_assert!(memory < enough, "{memory} for {most} kids at most");
    drop(tab);
    prop_assert_eq!(alive(), 0, "everything goes with its session");
    Ok(())
}

#[test]
fn slots_are_what_the_model_says_wherever_the_walk_leads() {
    let cases = Cases::from_env(128);
    let config = ProptestConfig {
        cases: cases.count,
        max_shrink_iters: 3_000,
        ..ProptestConfig::with_source_file(file!())
    };
    let seen = Coverage::new(WANTED, 20);
    let seeds = proptest::collection::vec(any::<u64>(), 1..60);
    if let Err(failure) = TestRunner::new(config).run(&seeds, |seeds| walk(seeds, &seen)) {
        panic!("{failure}");
    }
    if cases.is_full {
        seen.check();
    }
}
