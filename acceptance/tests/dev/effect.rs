//! VG1205: effects that trigger themselves or each other.

use vango::prelude::*;
use vango_acceptance::{Find, Tab};

use crate::{check, line_after};

#[component]
fn Own(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u32);
    // own
    cx.on_change(
        move |r| *count.get(r),
        move |tx, now| count.set(tx, now + 1),
    );
    render(move |r| view! { r, <button on:click=move |tx| { count.set(tx, 1); }>"go"</button> })
}

#[test]
fn an_effect_that_triggers_itself_is_named_with_its_component() {
    let mut tab = Tab::open::<Own>();
    tab.click(&Find::tag("button"));
    let line = line_after(include_str!("effect.rs"), "own");
    let expected = format!(
        "an effect triggers itself without an end, and was stopped after 64 rounds [VG1205]\n  where: {}:{line}:8 in <Own>\n  \
         help: compute what follows from other state in a memo, or let an effect write only what its own reads do not depend on",
        file!(),
    );
    check(&tab, &[&expected]);
}

#[component]
fn Pair(cx: &mut Setup) -> Component {
    let (left, right) = (cx.signal(0_u32), cx.signal(0_u32));
    // pair: left
    cx.on_change(move |r| *left.get(r), move |tx, now| right.set(tx, now + 1));
    // pair: right
    cx.on_change(move |r| *right.get(r), move |tx, now| left.set(tx, now + 1));
    render(move |r| view! { r, <button on:click=move |tx| { left.set(tx, 1); }>"go"</button> })
}

#[test]
fn effects_that_trigger_each_other_are_all_named() {
    let mut tab = Tab::open::<Pair>();
    tab.click(&Find::tag("button"));
    let line = |marker| line_after(include_str!("effect.rs"), marker);
    let expected = format!(
        "effects trigger each other without an end, and were stopped after 64 rounds [VG1205]\n  \
         where: {file}:{}:8 in <Pair>, {file}:{}:8 in <Pair>\n  \
         help: compute what follows from other state in a memo, or let an effect write only what its own reads do not depend on",
        line("pair: left"),
        line("pair: right"),
        file = file!(),
    );
    check(&tab, &[&expected]);
}
