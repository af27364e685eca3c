//! What one change of a list of 10,000 rows costs: row closures, renders and bytes, whatever the change is.

use vango::prelude::*;
use vango_acceptance::Tab;
use vango_client::headless::Find;

#[derive(Clone)]
struct Row {
    id: u64,
    label: String,
}

#[component]
fn Table(cx: &mut Setup) -> Component {
    let first = (0..10_000).map(|id| Row {
        id,
        label: format!("row {id}"),
    });
    let rows = cx.list_from(first, |row: &Row| row.id);
    let chosen = cx.signal(None::<u64>);
    let is_chosen = cx.selector(move |r| *chosen.get(r));
    let next = cx.signal(10_000_u64);
    let even = cx.memo(move |r| chosen.get(r).is_some_and(|id| id % 2 == 0));
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { if let Some(row) = rows.get_mut_by_key(tx, &7_000) { row.label.push('!'); } }>"update by key"</button>
            <button on:click=move |tx| { rows.remove_key(tx, &4_000); }>"remove by key"</button>
            <button on:click=move |tx| { rows.move_to(tx, 9_000, 10); }>"move up"</button>
            <button on:click=move |tx| { rows.move_to(tx, 10, 9_000); }>"move down"</button>
            <button on:click=move |tx| {
                let id = *next.get(tx);
                *next.get_mut(tx) += 1;
                rows.insert(tx, 5_000, Row { id, label: "new".into() })?;
            }>"insert in the middle"</button>
            <button on:click=move |tx| {
                let id = *next.get(tx);
                *next.get_mut(tx) += 2;
                rows.insert(tx, 0, Row { id, label: "new".into() })?;
                rows.push(tx, Row { id: id + 1, label: "new".into() })?;
            }>"insert at both ends"</button>
            <button on:click=move |tx| { rows.remove(tx, 0); rows.remove(tx, 5_000); }>"remove two"</button>
            <button on:click=move |tx| { rows.retain(tx, |row| row.id != 77); }>"retain"</button>
            <button on:click=move |tx| { chosen.set(tx, Some(3_000)); }>"choose"</button>
            <button on:click=move |tx| { chosen.set(tx, Some(3_002)); }>"choose another"</button>
            <button on:click=move |tx| {
                chosen.set(tx, Some(1));
                chosen.set(tx, Some(3_004));
                if let Some(row) = rows.get_mut_by_key(tx, &3_004) { row.label.push('?'); }
                rows.move_to(tx, 3_004, 5);
            }>"choose, update and move one"</button>
            <button on:click=move |tx| { chosen.set(tx, None); }>"choose none"</button>
            <button on:click=move |tx| {
                let position = rows.iter(tx).position(|row| row.id == 42);
                if let Some(position) = position { rows.swap(tx, position, 9_000); rows.swap(tx, 9_000, position); }
            }>"swap and swap back"</button>
            <button on:click=move |tx| {
                rows.sort_by(tx, |a, b| b.id.cmp(&a.id));
                if let Some(row) = rows.get_mut_by_key(tx, &11) { row.label.push('!'); }
            }>"sort"</button>
            <ul>each row in rows {
                let id = row.id;
                <li class:hot=(is_chosen.is(r, &id)) class:even=(*even.get(r))>
                    <a on:click=move |tx| { chosen.set(tx, Some(id)); }>{&row.label}</a>
                </li>
            }</ul>
        }
    })
}

#[test]
fn each_change_costs_the_rows_concerned() {
    let mut tab = Tab::open::<Table>();
    tab.click(&Find::tag("button").text("choose"));
    for (name, most_rows, most_bytes) in [
        ("update by key", 1, 24),
        ("remove by key", 0, 16),
        ("move up", 0, 16),
        ("move down", 0, 16),
        ("insert in the middle", 1, 24),
        ("insert at both ends", 2, 40),
        ("remove two", 0, 24),
        ("retain", 0, 16),
        ("choose another", 2, 24),
        ("choose, update and move one", 2, 48),
        ("swap and swap back", 0, 24),
        // Every row moves, and says no more than its position twice.
        ("sort", 1, 90_000),
    ] {
        tab.forget();
        let (renders, rows) = tab.session.renders();
        tab.click(&Find::tag("button").text(name));
        let (renders_after, rows_after) = tab.session.renders();
        let (runs, bytes) = (rows_after - rows, tab.bytes().1);
        println!("list of 10,000, {name}: {runs} row closures, {bytes} bytes");
        assert!(runs <= most_rows, "{name}: {runs} row closures");
        assert!(bytes <= most_bytes, "{name}: {bytes} bytes");
        assert_eq!(
            renders_after, renders,
            "{name}: the component is not rendered"
        );
        assert!(tab.client.mismatches().is_empty());
        assert!(tab.reports.is_empty(), "{:?}", tab.reports);
    }
    assert_eq!(
        tab.client
            .text(&Find::tag("li").attribute("class", "hot"))
            .ok()
            .as_deref(),
        Some("row 3004?")
    );
    // A memo that every row reads, and whose value changes, concerns every row.
    let rows = tab.session.renders().1;
    tab.click(&Find::tag("button").text("choose none"));
    let all = tab.client.count(&Find::tag("li")).expect("the list") as u64;
    assert_eq!(tab.session.renders().1 - rows, all);
}
