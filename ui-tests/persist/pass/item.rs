//! A persisted item stands where a static may stand, and is seen by whom its visibility says.
#![deny(warnings, missing_docs)]

use serde::{Deserialize, Serialize};
use vango::prelude::*;

/// A theme.
#[derive(Serialize, Deserialize, Persist)]
pub enum Theme {
    /// By day.
    Light,
}

mod inner {
    use super::{Theme, Read, shared, session_key};

    // Names that the expansion uses within its braces.
    #[expect(dead_code, reason = "it is only called so")]
    struct Declare;
    const RECORD: u8 = 1;

    /// How many.
    #[shared(scope = session, schema = "test:Count:v1", was = "test::old::COUNT", migrate(u8 as "v0" => u64::from, Vec<u8> => total,))]
    pub(crate) static COUNT: u64 = RECORD as u64;

    /// Which one.
    #[session_key(was = "test::THEME")]
    pub(super) static THEME: core::option::Option<Theme> = None;

    #[shared]
    #[allow(non_upper_case_globals, reason = "a raw name")]
    static r#static: bool = true;

    #[cfg(any())]
    #[shared]
    static NOT_HERE: DoesNotExist = None;

    #[expect(unused, reason = "attributes go along")]
    #[shared]
    static UNUSED: () = ();

    fn total(old: Vec<u8>) -> u64 {
        old.iter().copied().map(u64::from).sum()
    }

    pub fn is_on(cx: &impl Read) -> bool {
        *r#static.get(cx)
    }
}
use inner::COUNT as NUMBER;

#[component]
fn Page(_cx: &mut Setup) -> Component {
    #[shared]
    static OPEN: bool = false;
    fn close(tx: &mut Tx) {
        #[shared]
        static CLOSED: u8 = 0;
        OPEN.set(tx, false);
        *CLOSED.get_mut(tx) += 1;
    }
    render(move |r| view! { r,
        <button hidden=(!*OPEN.get(r)) on:click={close}>{NUMBER.get(r)} {&NUMBER}</button>
        <i on:click=move |tx| { NUMBER.update(tx, |count| *count += 1); inner::THEME.set(tx, Theme::Light); }></i>
        if inner::is_on(r) && inner::THEME.get(r).is_some() { "on" }
    })
}

fn main() {
    let _ = vango::Invocation::of::<Page>();
    let _: &'static Shared<u64> = &NUMBER;
    let _: &SessionKey<Theme> = &inner::THEME;
}
