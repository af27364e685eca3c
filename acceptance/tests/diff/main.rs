//! For random views: what the page shows, and what it shows after each patch, is the HTML of the view.
//!
//! The Rust client and, with `VANGO_NODE_APPLY` (set by `cargo xtask test`), the TypeScript client apply the same bytes.

mod apply;
mod coverage;
mod draw;
mod plain;
mod skeleton;
mod state;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use vango_acceptance::{Cases, Coverage, Tab};
use vango_client::headless::{Find, normalise};
use vango_runtime::reactive::{Checked, ListSignal, Setup, Signal, Tx};
use vango_runtime::view::{self, Component, ComponentDef, Invocation, Mount};

use draw::Draw;
use plain::html;
use skeleton::{Block, Element, Handler, Node, Spread};
use state::{Dice, Row, Slot, eaches, fill};

/// One change of everything: the slots of the root, and what happens to the list.
#[derive(Clone, Debug)]
struct Step {
    slots: Vec<Slot>,
    edits: Vec<Edit>,
}

#[derive(Clone, Debug)]
enum Edit {
    Push(Row),
    Insert(usize, Row),
    Remove(usize),
    Swap(usize, usize),
    MoveTo(usize, usize),
    Update(usize, Vec<Vec<Slot>>),
    Clear,
    Sort,
    Replace(Vec<Row>),
}

/// A skeleton, what it shows first, and what after each click.
type Case = (Arc<Block>, Step, VecDeque<Step>);

/// What the click handlers do next. Handlers are functions here, so the steps stand beside them.
struct Script {
    slots: Signal<Vec<Slot>>,
    list: ListSignal<Row>,
    next: VecDeque<Step>,
}

thread_local! {
    static SCRIPT: RefCell<Option<Script>> = const { RefCell::new(None) };
    static SKELETON: RefCell<Option<Case>> = const { RefCell::new(None) };
}

fn on_click(tx: &mut Tx<'_>) {
    SCRIPT.with_borrow_mut(|script| {
        let script = script.as_mut().expect("the root is set up");
        let step = script.next.pop_front().expect("a step for each click");
        script.slots.set(tx, step.slots);
        for edit in step.edits {
            apply_edit(tx, script.list, edit);
        }
    });
}

fn apply_edit(tx: &mut Tx<'_>, list: ListSignal<Row>, edit: Edit) {
    match edit {
        Edit::Push(row) => _ = list.push(tx, row),
        Edit::Insert(at, row) => _ = list.insert(tx, at, row),
        Edit::Remove(at) => drop(list.remove(tx, at)),
        Edit::Swap(a, b) => assert!(list.swap(tx, a, b)),
        Edit::MoveTo(from, to) => assert!(list.move_to(tx, from, to)),
        Edit::Update(at, slots) => {
            if let Some(row) = list.get_mut(tx, at) {
                row.slots = slots;
            }
        }
        Edit::Clear => list.clear(tx),
        Edit::Sort => list.sort_by(tx, |a, b| a.key.cmp(&b.key)),
        Edit::Replace(rows) => _ = list.replace(tx, rows),
    }
}

/// The same edit on a plain vector.
fn model_edit(rows: &mut Vec<Row>, edit: &Edit) {
    match edit.clone() {
        Edit::Push(row) => {
            if rows.iter().all(|other| other.key != row.key) {
                rows.push(row);
            }
        }
        Edit::Insert(at, row) => {
            if rows.iter().all(|other| other.key != row.key) {
                rows.insert(at, row);
            }
        }
        Edit::Remove(at) => drop(rows.remove(at)),
        Edit::Swap(a, b) => rows.swap(a, b),
        Edit::MoveTo(from, to) => {
            let row = rows.remove(from);
            rows.insert(to, row);
        }
        Edit::Update(at, slots) => rows[at].slots = slots,
        Edit::Clear => rows.clear(),
        Edit::Sort => rows.sort_by_key(|row| row.key),
        Edit::Replace(new) => *rows = new,
    }
}

struct Root;

impl ComponentDef for Root {
    const NAME: &'static str = "Root";
    type Props = Self;
}

impl Mount for Root {
    fn setup(&mut self, cx: &mut Setup<'_, Checked>) -> Component {
        let (block, first, next) = SKELETON
            .with_borrow_mut(Option::take)
            .expect("the test has put a skeleton there");
        let slots = cx.signal(first.slots);
        let list = cx.list_from(first_rows(&first.edits), |row: &Row| row.key);
        SCRIPT.set(Some(Script { slots, list, next }));
        let draw = Draw {
            list: Some(list),
            on_click,
        };
        view::render(move |r| draw.view(r, &block, slots.get(r)))
    }
}

fn first_rows(edits: &[Edit]) -> Vec<Row> {
    match edits {
        [Edit::Replace(rows)] => rows.clone(),
        _ => Vec::new(),
    }
}

fn rows(dice: &mut Dice, each: &[Arc<Block>]) -> Vec<Row> {
    dice.keys(6)
        .into_iter()
        .map(|key| row(dice, each, key))
        .collect()
}

fn row(dice: &mut Dice, each: &[Arc<Block>], key: u64) -> Row {
    Row {
        key,
        slots: each.iter().map(|block| fill(block, dice)).collect(),
    }
}

fn edits(dice: &mut Dice, each: &[Arc<Block>], rows_now: &mut Vec<Row>) -> Vec<Edit> {
    let mut out = Vec::new();
    for _ in 0..dice.roll(5) {
        let n = rows_now.len() as u64;
        let at = |dice: &mut Dice, n: u64| dice.roll(n) as usize;
        let edit = match dice.roll(10) {
            0 => Edit::Replace(rows(dice, each)),
            1 if dice.roll(3) == 0 => Edit::Clear,
            2 if n > 0 => Edit::Remove(at(dice, n)),
            3 if n > 0 => Edit::Swap(at(dice, n), at(dice, n)),
            4 if n > 0 => Edit::MoveTo(at(dice, n), at(dice, n)),
            5 if n > 0 => Edit::Update(at(dice, n), row(dice, each, 0).slots),
            6 => Edit::Sort,
            7 => {
                let key = dice.roll(12);
                Edit::Insert(at(dice, n + 1), row(dice, each, key))
            }
            _ => {
                let key = dice.roll(12);
                Edit::Push(row(dice, each, key))
            }
        };
        model_edit(rows_now, &edit);
        out.push(edit);
    }
    out
}

/// The trigger of the steps stands first in every root.
fn with_trigger(block: Block) -> Block {
    let trigger = Node::Element(Element {
        tag: "button",
        classes: vec![],
        styles: vec![],
        attrs: vec![],
        spread: Spread::No,
        handler: Handler::Click,
        children: vec![Node::Text("step".into())],
    });
    let mut nodes = vec![trigger];
    nodes.extend(block.nodes);
    Block::new(nodes)
}

fn check(block: Block, seeds: &[u64], seen: &Coverage) -> Result<(), TestCaseError> {
    let mut each = Vec::new();
    eaches(&block.nodes, &mut each);
    let mut expected = Vec::new();
    let mut steps = VecDeque::new();
    let mut list = Vec::new();
    for (at, seed) in seeds.iter().enumerate() {
        let mut dice = Dice(*seed);
        let slots = fill(&block, &mut dice);
        let edits = if at == 0 {
            list = rows(&mut dice, &each);
            vec![Edit::Replace(list.clone())]
        } else {
            edits(&mut dice, &each, &mut list)
        };
        expected.push(
            normalise(&html(&block, &slots, &list)).expect("the expected HTML is well formed"),
        );
        steps.push_back(Step { slots, edits });
    }
    let first = steps.pop_front().expect("at least one seed");
    let block = Arc::new(block);
    let states: Vec<&[Slot]> = std::iter::once(&first)
        .chain(&steps)
        .map(|step| &*step.slots)
        .collect();
    coverage::note(seen, &block, &states);
    SKELETON.set(Some((block, first, steps)));
    let mut tab = Tab::page(Arc::new(|| Invocation::with::<Root>(Root)));
    prop_assert_eq!(&tab.client.html(), &expected[0], "the page, adopted");
    prop_assert!(
        tab.client.mismatches().is_empty(),
        "{:?}\n{}",
        tab.client.mismatches(),
        tab.page
    );
    tab.connect();
    prop_assert!(
        tab.client.mismatches().is_empty(),
        "{:?}",
        tab.client.mismatches()
    );
    prop_assert!(tab.reports.is_empty(), "{:?}", tab.reports);
    prop_assert_eq!(
        tab.to_client.len(),
        1,
        "nothing but the Welcome is sent on attach"
    );
    let mut frames = Vec::new();
    for expected in &expected[1..] {
        tab.forget();
        tab.click(&Find::tag("button").nth(0));
        prop_assert!(
            tab.client.mismatches().is_empty(),
            "{:?}",
            tab.client.mismatches()
        );
        prop_assert_eq!(&tab.client.html(), expected);
        prop_assert!(tab.reports.is_empty(), "{:?}", tab.reports);
        frames.push(tab.to_client.clone());
    }
    apply::check(&tab.page, &frames, &expected)?;
    Ok(())
}

#[test]
fn patches_lead_to_the_new_view() {
    // So many that the rarest of what is wanted comes some twenty times: with a third of them one run in thirty lacked it.
    let cases = Cases::from_env(576);
    let config = ProptestConfig {
        cases: cases.count,
        ..ProptestConfig::with_source_file(file!())
    };
    let seen = Coverage::new(coverage::WANTED, 3);
    let inputs = (
        skeleton::block(3, true).prop_map(with_trigger),
        proptest::collection::vec(any::<u64>(), 2..6),
    );
    let run = TestRunner::new(config).run(&inputs, |(block, seeds)| check(block, &seeds, &seen));
    if let Err(failure) = run {
        panic!("{failure}");
    }
    if cases.is_full {
        seen.check();
    }
}
