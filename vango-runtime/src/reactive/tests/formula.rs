//! Formulas and scripts of the random graphs: the store and the naive model evaluate the same ones.

use proptest::prelude::*;

use super::boom;
use crate::reactive::{Memo, Read, Render, Selector, Signal};

/// A reference to an earlier node: an index into all nodes before, taken modulo their number.
pub(super) type Ref = usize;

#[derive(Debug, Clone)]
pub(super) enum Formula {
    Sum(Ref, Ref),
    /// Reads the second or the third, as the first says.
    If(Ref, Ref, Ref),
    /// Equal for most inputs.
    AtMostOne(Ref),
    /// Panics on one value.
    Refuse(Ref, i64),
    /// Whether a selector over the node has this key.
    Is(Ref, i64),
    Selected(Ref),
    Constant(i64),
}

/// A node of the model: where its value comes from.
#[derive(Debug, Clone)]
pub(super) enum Source {
    Signal(usize),
    Memo(Formula),
    /// Of the node's value, when it is not zero.
    Selector(Ref),
}

#[derive(Clone, Copy)]
pub(super) enum Handle {
    Signal(Signal<i64>),
    Memo(Memo<i64>),
    Selector(Selector<i64>),
}

/// What a node gives: a number, or a panic.
pub(super) type Value = Result<i64, ()>;

pub(super) fn target(count: usize, reference: Ref) -> usize {
    reference % count
}

/// Evaluates a formula by asking for nodes and keys of selectors; the store and the model share it.
pub(super) fn evaluate(
    formula: &Formula,
    count: usize,
    ask: &mut dyn FnMut(usize, Option<i64>) -> Value,
) -> Value {
    let mut node = |reference: &Ref| ask(target(count, *reference), None);
    match formula {
        Formula::Sum(a, b) => Ok((node(a)? + node(b)?) % 5),
        Formula::If(c, a, b) => {
            if node(c)? % 2 == 0 {
                node(a)
            } else {
                node(b)
            }
        }
        Formula::AtMostOne(a) => Ok(node(a)?.min(1)),
        Formula::Refuse(a, value) => {
            node(a).and_then(|a| if a == *value { Err(()) } else { Ok(a) })
        }
        Formula::Is(a, key) => ask(target(count, *a), Some(*key)),
        Formula::Selected(a) => node(a),
        Formula::Constant(value) => Ok(*value),
    }
}

/// Reads a node, or whether it has a key: of a selector by key, of others by comparing.
pub(super) fn read_handle<C: Read>(cx: &C, handle: Handle, key: Option<i64>) -> i64 {
    match (handle, key) {
        (Handle::Signal(signal), None) => *signal.get(cx),
        (Handle::Signal(signal), Some(key)) => i64::from(*signal.get(cx) == key),
        (Handle::Memo(memo), None) => *memo.get(cx),
        (Handle::Memo(memo), Some(key)) => i64::from(*memo.get(cx) == key),
        (Handle::Selector(selector), None) => selector.get(cx).copied().unwrap_or(0),
        (Handle::Selector(selector), Some(key)) => i64::from(selector.is(cx, &key)),
    }
}

pub(super) fn run_formula(r: &Render<'_>, formula: &Formula, handles: &[Handle]) -> i64 {
    let ask = &mut |node: usize, key| Ok(read_handle(r, handles[node], key));
    evaluate(formula, handles.len(), ask).unwrap_or_else(|()| boom())
}

pub(super) fn formula() -> impl Strategy<Value = Formula> {
    let node = || 0usize..32;
    prop_oneof![
        3 => (node(), node()).prop_map(|(a, b)| Formula::Sum(a, b)),
        3 => (node(), node(), node()).prop_map(|(c, a, b)| Formula::If(c, a, b)),
        2 => node().prop_map(Formula::AtMostOne),
        1 => (node(), 0..5i64).prop_map(|(a, value)| Formula::Refuse(a, value)),
        3 => (node(), 1..4i64).prop_map(|(a, key)| Formula::Is(a, key)),
        1 => node().prop_map(Formula::Selected),
        1 => (0..5i64).prop_map(Formula::Constant),
    ]
}

#[derive(Debug, Clone)]
pub(super) enum Op {
    Write(Ref, i64),
    /// Reads a node outside of any rendering, between writes.
    Read(Ref),
    Commit,
    /// Mounts a component with a memo of its own and an observer, or takes it away.
    Toggle(usize, Formula),
    /// Renders an observer that nobody asked to render.
    Rerender(usize),
}

pub(super) fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        6 => (0usize..8, 0..4i64).prop_map(|(signal, value)| Op::Write(signal, value)),
        1 => (0usize..32).prop_map(Op::Read),
        4 => Just(Op::Commit),
        1 => (0usize..3, formula()).prop_map(|(place, formula)| Op::Toggle(place, formula)),
        1 => (0usize..8).prop_map(Op::Rerender),
    ]
}

/// Without reads between writes and other disturbances, so that the exact bounds on work are checked.
pub(super) fn calm_op() -> impl Strategy<Value = Op> {
    prop_oneof![
        3 => (0usize..8, 0..4i64).prop_map(|(signal, value)| Op::Write(signal, value)),
        2 => Just(Op::Commit),
    ]
}
