//! Controls: what HTML alone shows of them before any script, and who decides what they hold once the user has touched them.

use vango::prelude::*;
use vango_acceptance::{Find, Tab};

#[component]
fn Form(cx: &mut Setup) -> Component {
    let (text, size) = (cx.signal("typed".to_owned()), cx.signal("m".to_owned()));
    render(move |r| {
        view! { r,
            <textarea aria-label="Text" bind:value=text></textarea>
            <select aria-label="Size" bind:value=size>
                <option value="s" selected=(*size.get(r) == "s")>"small"</option>
                <option value="m" selected=(*size.get(r) == "m")>"medium"</option>
            </select>
            <output>{text}" "{size}</output>
        }
    })
}

#[test]
fn a_bound_select_can_be_right_without_script_and_stays_so_with_it() {
    let mut tab = Tab::open::<Form>();
    assert!(
        tab.page.contains("<option value=\"m\" selected"),
        "{}",
        tab.page
    );
    assert!(
        !tab.page.contains("<option value=\"s\" selected"),
        "{}",
        tab.page
    );
    tab.input(&Find::tag("textarea"), "more");
    tab.choose(&Find::tag("select"), &["s"]);
    assert_eq!(tab.output(), "more s");
    assert!(
        tab.client.mismatches().is_empty(),
        "{:?}",
        tab.client.mismatches()
    );
}

/// Controls, each with another handler; whatever they do, `touched` is rendered.
#[component]
fn Desk(cx: &mut Setup) -> Component {
    let (code, free) = (cx.signal("abc".to_owned()), cx.signal("free".to_owned()));
    let (amount, agreed, draft) = (
        cx.signal(1.5_f64),
        cx.signal(true),
        cx.signal(String::new()),
    );
    let touched = cx.signal(0_u32);
    render(move |r| {
        view! { r,
            <form on:submit=move |tx| { draft.set(tx, String::new()); }>
                <input name="code" aria-label="Code" value={code.get(r)} on:input=move |tx, ev| {
                    code.set(tx, ev.value.chars().take(3).collect());
                } />
                <input name="free" aria-label="Free" value={free.get(r)} on:input=move |_tx, _ev| {} />
                <input name="amount" aria-label="Amount" bind:value=amount on:input=move |tx, _ev| { *touched.get_mut(tx) += 1; } />
                <input name="agreed" aria-label="Agreed" type="checkbox" checked=(*agreed.get(r)) on:change=move |tx, _ev| { agreed.set(tx, true); } />
                <input name="draft" aria-label="Draft" bind:value=draft />
            </form>
            <button on:click=move |tx| { *touched.get_mut(tx) += 1; }>"touch"</button>
            <output>{touched}" "{draft}</output>
        }
    })
}

fn named(name: &str) -> Find {
    Find::tag("input").attribute("name", name)
}

#[test]
fn a_handler_that_refuses_an_edit_is_heard() {
    let mut tab = Tab::open::<Desk>();
    tab.input(&named("code"), "abcd");
    assert_eq!(tab.value(&named("code")), "abc");
    // The same edit once more, and one that is taken.
    tab.input(&named("code"), "abcd");
    assert_eq!(tab.value(&named("code")), "abc");
    tab.input(&named("code"), "ab");
    assert_eq!(tab.value(&named("code")), "ab");
    tab.click(&named("agreed"));
    assert!(tab.is_checked(&named("agreed")), "it stays on");
    tab.click(&named("agreed"));
    assert!(tab.is_checked(&named("agreed")), "it stays on");
    assert_eq!(tab.output(), "0 ");
}

#[test]
fn a_handler_that_writes_nothing_leaves_what_is_typed() {
    let mut tab = Tab::open::<Desk>();
    tab.input(&named("free"), "mine");
    for touched in ["1 ", "2 "] {
        // What is rendered for another reason does not take it away.
        tab.click(&Find::tag("button"));
        assert_eq!(tab.output(), touched);
        assert_eq!(tab.value(&named("free")), "mine");
    }
}

#[test]
fn a_number_in_the_making_is_left_alone() {
    let mut tab = Tab::open::<Desk>();
    // What cannot be parsed, what is the same number, what is another one: a handler beside `bind:` renders each time.
    for typed in [
        "", "-", "-0", "-0.", "-0.5", "-0.50", "1", "1.", "1.0", "1.05",
    ] {
        tab.input(&named("amount"), typed);
        assert_eq!(tab.value(&named("amount")), typed);
    }
    assert_eq!(tab.output(), "10 ");
}

#[test]
fn the_echo_of_what_is_typed_is_one_operation() {
    let mut tab = Tab::open::<Desk>();
    for typed in ["typed", "type", "typed"] {
        tab.forget();
        tab.input(&named("draft"), typed);
        // Its head, the attribute, the text in the output; and the client's event alone.
        let echo = 3 + (5 + typed.len()) + (4 + typed.len());
        assert_eq!(tab.bytes().1, echo, "{:?}", tab.to_client);
        assert_eq!(tab.to_server.len(), 1);
    }
}

/// What was typed was never rendered, because the client was too far behind: empty before and empty after.
#[test]
fn a_field_that_was_emptied_before_it_was_rendered_is_empty() {
    let mut tab = Tab::open::<Desk>();
    let unheard = |tab: &mut Tab, frames: Result<Vec<Vec<u8>>, _>| {
        tab.forget();
        let frames: Result<Vec<Vec<u8>>, vango_client::headless::HeadlessError> = frames;
        for frame in frames.expect("the control is there") {
            tab.send_unheard(&frame);
        }
        tab.to_client.len()
    };
    let mut clicks = 0;
    while clicks == 0 || !tab.to_client.is_empty() {
        let frames = tab.client.click(&Find::tag("button"));
        unheard(&mut tab, frames);
        clicks += 1;
        assert!(clicks < 200, "the session never stopped");
    }
    let typed = tab.client.input(&named("draft"), "141");
    assert_eq!(unheard(&mut tab, typed), 0);
    assert!(!tab.hibernate(), "it has not said what it knows");
    let submitted = tab.client.submit(&Find::tag("form"));
    assert_eq!(unheard(&mut tab, submitted), 0);
    // The client comes back and hears all of it.
    tab.cut();
    tab.connect();
    assert_eq!(tab.value(&named("draft")), "");
    assert_eq!(tab.output(), format!("{clicks} "));
    // Asleep and awake again, it shows the same.
    assert!(tab.hibernate());
    tab.input(&named("draft"), "2");
    assert_eq!(tab.output(), format!("{clicks} 2"));
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}

/// Fields in rows of both kinds, and in what a component was given.
#[component]
fn Rows(cx: &mut Setup) -> Component {
    let rows = cx.list_from(
        [("each", "ab".to_owned())],
        |row: &(&'static str, String)| row.0,
    );
    let plain = cx.signal(vec![("for", "ab".to_owned())]);
    let given = cx.signal("ab".to_owned());
    render(move |r| {
        view! { r,
            each row in rows {
                let name = row.0;
                <input name={name} aria-label="Row" value={&row.1} on:input=move |tx, ev| {
                    if let Some(row) = rows.get_mut_by_key(tx, &name) { row.1 = ev.value.chars().take(2).collect(); }
                } />
            }
            for (name, text) in plain.get(r), key = *name {
                <input name={*name} aria-label="Row" value={text} on:input=move |tx, ev| {
                    plain.get_mut(tx)[0].1 = ev.value.chars().take(2).collect();
                } />
            }
            <Around>
                <input name="slot" value={given.get(r)} on:input=move |tx, ev| {
                    given.set(tx, ev.value.chars().take(2).collect());
                } />
            </Around>
        }
    })
}

#[component]
fn Around(_cx: &mut Setup, children: Slot) -> Component {
    render(move |r| view! { r, <p>{children}</p> })
}

#[test]
fn fields_in_rows_and_slots_are_told_too() {
    let mut tab = Tab::open::<Rows>();
    for name in ["each", "for", "slot"] {
        for (typed, holds) in [("abc", "ab"), ("xyz", "xy"), ("xyz", "xy")] {
            tab.input(&named(name), typed);
            assert_eq!(tab.value(&named(name)), holds, "{name}");
        }
    }
}

#[component]
fn Radios(cx: &mut Setup, takes: Prop<bool>) -> Component {
    let size = cx.signal(1_u32);
    let clicks = cx.signal(0_u32);
    render(move |r| {
        let now = *size.get(r);
        view! { r,
            for one in 1..=3_u32, key = one {
                <input type="radio" name="size" aria-label={one} data-testid={one} value={one} checked=(now == one)
                    on:change=move |tx, _ev| {
                        *clicks.get_mut(tx) += 1;
                        if *takes.get(tx) { size.set(tx, one); }
                    }>
            }
            <input type="radio" name="other" aria-label="Other" data-testid="other" checked=(*clicks.get(r) < 99)>
            <output>{clicks}</output>
        }
    })
}

#[test]
fn a_radio_button_that_is_refused_turns_the_old_one_on_again() {
    for takes in [false, true] {
        let mut tab = Tab::page(std::sync::Arc::new(move || {
            vango::ready(Radios::props().takes(takes))
        }));
        tab.connect();
        tab.click(&Find::test_id("2"));
        assert_eq!(tab.output(), "1");
        let on = ["1", "2", "3", "other"].map(|id| {
            tab.client
                .is_checked(&Find::test_id(id))
                .expect("there is one")
        });
        assert_eq!(on, [!takes, takes, false, true], "{takes}");
    }
}
