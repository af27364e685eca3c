//! Whatever a value type looks like.
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use vango::Persist;

#[derive(Serialize, Deserialize, Persist)]
struct Unit;

#[derive(Serialize, Deserialize, Persist)]
struct Meters(f64);

#[derive(Serialize, Deserialize, Persist)]
struct Pair<A, B = u8>(A, B)
where
    A: Ord;

#[derive(Serialize, Deserialize, Persist)]
struct Tree {
    label: Cow<'static, str>,
    parent: Option<Box<Tree>>,
    children: Vec<Self>,
    by_name: BTreeMap<String, Vec<Tree>>,
}

#[derive(Serialize, Deserialize, Persist)]
enum Message<T> {
    Quit,
    Move { x: i32, y: i32 },
    Write(String),
    Many(BTreeSet<char>, [T; 3]),
    Next(Box<Message<T>>),
}

mod inner {
    use super::*;

    #[derive(Serialize, Deserialize, Persist)]
    #[serde(rename_all = "SCREAMING-KEBAB-CASE", default)]
    #[derive(Default)]
    pub(super) struct Prefs {
        is_dark: bool,
        #[serde(skip)]
        _cache: std::rc::Weak<()>,
    }
}

fn main() {
    fn has_schema<T: vango::__private::v1::schema::Describe>() {
        let _ = T::SCHEMA;
    }
    has_schema::<Unit>();
    has_schema::<Pair<Meters2>>();
    has_schema::<Meters>();
    has_schema::<Message<Tree>>();
    has_schema::<Vec<inner::Prefs>>();

    #[derive(Serialize, Deserialize, Persist, PartialEq, Eq, PartialOrd, Ord)]
    struct Meters2(u32);
}
