//! Rows of the table: a value of the old type, and what becomes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use serde::{Deserialize, Serialize};
use vango::Persist;
use vango::persist::{Persist, decode, encode};
use vango_schema::{Effect, SchemaBuf, compare};

/// Declares an old and a new type of one name.
macro_rules! types {
    ($module:ident { $($item:item)+ }) => {
        mod $module {
            use super::*;
            $(
                #[derive(Clone, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize, Persist)]
                $item
            )+
        }
    };
}

/// What was said of the change, and what the new type makes of a value of the old one.
fn evolve<Old: Persist, New: Persist>(value: Old) -> (Effect, Option<New>) {
    let changes = compare(&SchemaBuf::from(Old::SCHEMA), &SchemaBuf::from(New::SCHEMA));
    let effect = changes.iter().map(|change| change.effect).max();
    let bytes = encode(&value, 10_000).expect("the value is written");
    (effect.unwrap_or(Effect::Safe), decode(&bytes).ok())
}

/// It is said to be safe, and is.
#[track_caller]
fn safe<Old: Persist, New: Persist + Debug + PartialEq>(old: Old, new: New) {
    assert_eq!(evolve(old), (Effect::Safe, Some(new)));
}

/// It is said to be lossy, and this value cannot be read.
#[track_caller]
fn unreadable<Old: Persist, New: Persist + Debug + PartialEq>(old: Old) {
    assert_eq!(evolve::<Old, New>(old), (Effect::Lossy, None));
}

/// It is said to be lossy, and this value becomes another.
#[track_caller]
fn loses<Old: Persist, New: Persist + Debug + PartialEq>(old: Old, new: New) {
    assert_eq!(evolve(old), (Effect::Lossy, Some(new)));
}

types!(old { pub(super) struct Item { pub(super) sku: String, pub(super) count: u32 } });

#[test]
fn fields_move() {
    types!(new { pub(super) struct Item { pub(super) count: u32, pub(super) sku: String } });
    let old = old::Item {
        sku: "tea".into(),
        count: 2,
    };
    safe(
        old,
        new::Item {
            sku: "tea".into(),
            count: 2,
        },
    );
}

#[test]
fn a_field_is_added() {
    types!(with_default { pub(super) struct Item { pub(super) sku: String, pub(super) count: u32, #[serde(default)] pub(super) note: String } });
    types!(all_default { #[serde(default)] pub(super) struct Item { pub(super) sku: String, pub(super) count: u32, pub(super) note: String } });
    types!(optional { pub(super) struct Item { pub(super) sku: String, pub(super) count: u32, pub(super) note: Option<String> } });
    types!(without { pub(super) struct Item { pub(super) sku: String, pub(super) count: u32, pub(super) note: String } });
    let old = || old::Item {
        sku: "tea".into(),
        count: 2,
    };
    safe(
        old(),
        with_default::Item {
            sku: "tea".into(),
            count: 2,
            note: String::new(),
        },
    );
    safe(
        old(),
        all_default::Item {
            sku: "tea".into(),
            count: 2,
            note: String::new(),
        },
    );
    safe(
        old(),
        optional::Item {
            sku: "tea".into(),
            count: 2,
            note: None,
        },
    );
    unreadable::<_, without::Item>(old());
}

#[test]
fn a_field_goes_or_is_renamed() {
    types!(gone { pub(super) struct Item { pub(super) sku: String } });
    types!(renamed { pub(super) struct Item { pub(super) sku: String, #[serde(alias = "count")] pub(super) amount: u32 } });
    types!(stored_as { pub(super) struct Item { pub(super) sku: String, #[serde(rename = "count")] pub(super) amount: u32 } });
    types!(forgotten { pub(super) struct Item { pub(super) sku: String, #[serde(default)] pub(super) amount: u32 } });
    let old = || old::Item {
        sku: "tea".into(),
        count: 2,
    };
    loses(old(), gone::Item { sku: "tea".into() });
    safe(
        old(),
        renamed::Item {
            sku: "tea".into(),
            amount: 2,
        },
    );
    safe(
        old(),
        stored_as::Item {
            sku: "tea".into(),
            amount: 2,
        },
    );
    loses(
        old(),
        forgotten::Item {
            sku: "tea".into(),
            amount: 0,
        },
    );
}

#[test]
fn numbers_change_their_width() {
    safe(200_u8, 200_u16);
    safe(200_u8, 200_i16);
    safe(-5_i8, -5_i64);
    safe(u32::MAX, u64::from(u32::MAX));
    safe(7_u32, 7_usize);
    safe(0.5_f32, 0.5_f64);
    unreadable::<_, u8>(300_u16);
    unreadable::<_, i8>(200_u8);
    unreadable::<_, u64>(-1_i64);
    unreadable::<_, String>(1_u8);
}

#[test]
fn a_value_becomes_optional() {
    safe(5_u32, Some(5_u32));
    safe(vec![1_u8], Some(vec![1_u16]));
    unreadable::<_, u32>(None::<u32>);
    loses((), None::<()>);
}

#[test]
fn collections_change_their_kind() {
    safe(BTreeSet::from([2_u8, 1]), vec![1_u8, 2]);
    safe(vec![1_u8, 2], std::collections::VecDeque::from([1_u16, 2]));
    safe(
        BTreeMap::from([(1_u8, 'a')]),
        BTreeMap::from([(1_u32, "a".to_owned())]),
    );
    loses(vec![2_u8, 1, 1], BTreeSet::from([1_u8, 2]));
    unreadable::<_, Vec<u8>>(BTreeMap::from([(1_u8, 2_u8)]));
    unreadable::<_, (u8, u8)>((1_u8, 2_u8, 3_u8));
    unreadable::<_, String>(vec!['a']);
}

#[test]
fn names_of_types_mean_nothing() {
    types!(wrapped { pub(super) struct Count(pub(super) u32); });
    types!(renamed { pub(super) struct LineItem { pub(super) sku: String, pub(super) count: u32 } });
    safe(3_u32, wrapped::Count(3));
    safe(wrapped::Count(3), 3_u64);
    safe(
        old::Item {
            sku: "tea".into(),
            count: 2,
        },
        renamed::LineItem {
            sku: "tea".into(),
            count: 2,
        },
    );
    safe('x', "x".to_owned());
    safe(
        "x".to_owned(),
        std::borrow::Cow::<'static, str>::Borrowed("x"),
    );
    unreadable::<_, char>("two".to_owned());
}

types!(old_size {
    pub(super) enum Size { #[default] Small, Of(u32), Box { width: u8 } }
});

#[test]
fn variants_change() {
    types!(new { pub(super) enum Size { Large, Box { #[serde(default)] height: u8, width: u16 }, Of(u64), #[default] Small } });
    types!(fewer { pub(super) enum Size { #[default] Small, Box { width: u8 } } });
    types!(renamed { pub(super) enum Size { #[default] #[serde(alias = "Small")] Tiny, Of(u32), Box { width: u8 } } });
    types!(other { pub(super) enum Size { #[default] Small, Of { count: u32 }, Box { width: u8 } } });
    safe(old_size::Size::Small, new::Size::Small);
    safe(old_size::Size::Of(7), new::Size::Of(7));
    safe(
        old_size::Size::Box { width: 3 },
        new::Size::Box {
            width: 3,
            height: 0,
        },
    );
    unreadable::<_, fewer::Size>(old_size::Size::Of(7));
    safe(old_size::Size::Small, renamed::Size::Tiny);
    unreadable::<_, other::Size>(old_size::Size::Of(7));
    // Back: what an old version cannot read is said as well.
    unreadable::<_, old_size::Size>(new::Size::Large);
}

#[test]
fn a_schema_id_is_a_promise() {
    types!(one { #[persist(schema = "app:Prefs:v1")] pub(super) struct Prefs { pub(super) is_dark: bool } });
    types!(two { #[persist(schema = "app:Prefs:v2")] pub(super) struct Prefs { pub(super) is_dark: bool } });
    types!(none { pub(super) struct Prefs { pub(super) is_dark: bool } });
    safe(none::Prefs { is_dark: true }, one::Prefs { is_dark: true });
    // The bytes could be read: whoever changed the id said that they must not.
    loses(one::Prefs { is_dark: true }, two::Prefs { is_dark: true });
}

#[test]
fn what_is_skipped_is_not_stored() {
    types!(new { pub(super) struct Item { pub(super) sku: String, pub(super) count: u32, #[serde(skip)] pub(super) is_open: bool } });
    let shown = new::Item {
        sku: "tea".into(),
        count: 2,
        is_open: true,
    };
    safe(
        shown,
        new::Item {
            sku: "tea".into(),
            count: 2,
            is_open: false,
        },
    );
    safe(
        old::Item {
            sku: "tea".into(),
            count: 2,
        },
        new::Item {
            sku: "tea".into(),
            count: 2,
            is_open: false,
        },
    );
}

#[test]
fn trees_are_trees() {
    types!(old_tree { pub(super) struct Tree { pub(super) label: u8, pub(super) children: Vec<Tree> } });
    types!(new_tree { pub(super) struct Node { pub(super) label: u16, pub(super) children: Vec<Self> } });
    let old = old_tree::Tree {
        label: 1,
        children: vec![old_tree::Tree {
            label: 2,
            children: vec![],
        }],
    };
    let new = new_tree::Node {
        label: 1,
        children: vec![new_tree::Node {
            label: 2,
            children: vec![],
        }],
    };
    safe(old, new);
}
