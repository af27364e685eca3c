//! Values that are computed a second time, only to be compared with the first (VG1201).
//!
//! Invariant: the second value is dropped, and what it reads is not recorded.
//! Deliberately absent: renders, which `diff` compares by what they write.

use std::any::Any;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};

use super::context::Render;
use super::fault::panic_message;
use super::store::Store;
use crate::watch::{Finding, Rule, Step};

/// Computes `first` again and tells when the two differ. `what` it is that computes, made `at`.
pub(super) fn check_twice<T: PartialEq + 'static>(
    store: &Store,
    first: &T,
    compute: &dyn Fn(&mut Render<'_>) -> T,
    what: &str,
    at: &'static Location<'static>,
) {
    let Some(watch) = store.watch() else {
        return;
    };
    let mut render = Render::aside(store);
    let run = || watch.time(Step::Check, || compute(&mut render));
    let values = match catch_unwind(AssertUnwindSafe(run)) {
        Ok(second) => differing(first, &second, T::eq),
        Err(payload) => Some(Some((
            "a value".to_owned(),
            format!("a panic ({})", panic_message(&*payload)),
        ))),
    };
    let Some(values) = values else { return };
    let (one, other) = values.unwrap_or_else(|| ("one value".into(), "another".into()));
    watch.find(Finding::new(
        Rule::ImpureRender,
        format!("{what} gives two values for one state: {one}, then {other}"),
        at.to_string(),
        "it may read state alone: write what comes from the clock, a random number, a global, a lock or an atomic into a \
         signal, from a handler, a timer or a resource",
    ));
}

/// Both values, if they differ and can be shown; `None` when they do not differ. A value that does not equal itself (a float
/// that is no number) says nothing.
pub(super) fn differing<T: 'static>(
    first: &T,
    second: &T,
    is_equal: fn(&T, &T) -> bool,
) -> Option<Option<(String, String)>> {
    let is_comparable = is_equal(first, first) && is_equal(second, second);
    (is_comparable && !is_equal(first, second)).then(|| Some((shown(first)?, shown(second)?)))
}

/// A value of a type that everybody knows, as text.
fn shown(value: &dyn Any) -> Option<String> {
    macro_rules! first_of {
        ($($type:ty),+) => {
            None$(.or_else(|| value.downcast_ref::<$type>().map(|value| format!("`{value}`"))))+
        };
    }
    first_of!(
        String,
        &'static str,
        bool,
        char,
        i8,
        i16,
        i32,
        i64,
        isize,
        u8,
        u16,
        u32,
        u64,
        usize,
        f32,
        f64
    )
}
