//! A random walk: after each step the page is what the model says, and every component that should live does.

use std::collections::VecDeque;

use proptest::prelude::*;
use vango::session::Report;
use vango_acceptance::Tab;
use vango_client::headless::{Find, normalise};
use vango_protocol::{ClientFrame, serial};

use crate::model::{Act, Dice, Model};
use crate::page::{SCRIPT, Walk, alive};

fn step(tab: &mut Tab, model: &mut Model, seed: u64) {
    let dice = &mut Dice(seed);
    let buttons = model.draw().buttons;
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, max_shrink_iters: 3_000, ..ProptestConfig::default() })]

    #[test]
    fn slots_are_what_the_model_says_wherever_the_walk_leads(
        seeds in proptest::collection::vec(any::<u64>(), 1..60),
    ) {
        SCRIPT.with_borrow_mut(VecDeque::clear);
        let mut tab = Tab::open::<Walk>();
        let mut model = Model::default();
        model.settle();
        check(&tab, &model)?;
        for seed in seeds {
            step(&mut tab, &mut model, seed);
            check(&tab, &model)?;
        }
        prop_assert!(tab.session.memory_bytes() < 256 * 1024, "{}", tab.session.memory_bytes());
        drop(tab);
        prop_assert_eq!(alive(), 0, "everything goes with its session");
    }
}
