//! Tables that two crates hold, because neither may depend on the other: they say the same.

use vango_macros_core::html::event::EVENTS;
use vango_runtime::view::events::NAMES;

#[test]
fn the_macro_knows_exactly_the_events_that_the_runtime_has() {
    let missing: Vec<_> = NAMES.iter().filter(|name| !EVENTS.contains(name)).collect();
    assert!(
        missing.is_empty(),
        "`on:` does not know {missing:?}: add them to html/event.rs"
    );
    let unknown: Vec<_> = EVENTS.iter().filter(|name| !NAMES.contains(name)).collect();
    assert!(
        unknown.is_empty(),
        "{unknown:?} would not compile: add them to view/event/table.rs"
    );
    assert_eq!(EVENTS, NAMES, "the order, and each name once");
    assert_eq!(EVENTS.len(), 99);
}
