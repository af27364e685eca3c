//! Whatever a constant looks like, it is the initial value that it says.
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use vango::persist::Persist as Value;
use vango::prelude::*;
use vango_acceptance::Tab;

#[derive(Serialize, Deserialize, Persist, PartialEq, Debug)]
enum Size {
    Small,
    Custom { width: f32, unit: Cow<'static, str> },
}

#[derive(Serialize, Deserialize, Persist, PartialEq, Debug)]
struct Inner {
    size: Size,
    next: Option<u8>,
}

#[derive(Serialize, Deserialize, Persist, PartialEq, Debug)]
struct Prefs {
    name: Cow<'static, str>,
    inner: Inner,
    list: Vec<u32>,
}

impl Prefs {
    const DEFAULT_INNER: Inner = Inner {
        size: Size::Custom {
            width: 1.5,
            unit: Cow::Borrowed("em"),
        },
        next: Some(2),
    };

    const DEFAULT: Self = Self {
        name: Cow::Borrowed("Ada"),
        inner: Self::DEFAULT_INNER,
        list: Vec::new(),
    };

    const fn named(name: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            inner: Self::DEFAULT_INNER,
            list: Vec::new(),
        }
    }
}

// The expansion has names of its own, and does not mind a user's.
const RECORD: u8 = 7;

#[shared]
static NOTHING: Option<Prefs> = None;
#[shared]
static EMPTY: Vec<Prefs> = [];
#[shared]
static EMPTY_MAP: BTreeMap<String, u8> = [];
#[shared]
static NAMES: Vec<String> = ["a", "b"];
#[shared]
static QUEUE: VecDeque<Cow<'static, str>> = ["a"];
#[shared]
static SET: BTreeSet<u8> = [2, 1, 2];
#[shared]
static TEXT: String = "x";
#[shared]
static COW: Cow<'static, str> = "x";
#[shared]
static BOXED: Box<str> = "x";
#[shared]
static ZERO: u8 = 0;
#[shared]
static LESS: i64 = -1;
#[shared]
static HALF: f32 = 1.5;
#[shared]
static YES: bool = true;
#[shared]
static LETTER: char = 'c';
#[shared]
static PREFS: Prefs = Prefs::DEFAULT;
#[shared]
static NAMED: Prefs = Prefs::named("Bo");
#[shared]
static NEW: Vec<Prefs> = Vec::new();
#[shared]
static NEW_MAP: BTreeMap<String, Vec<u8>> = BTreeMap::new();
#[shared]
static MAP: BTreeMap<String, u8> = [("a", 1)];
#[shared]
static SOME_TEXT: Option<String> = Some("x");
#[shared]
static SOME: Option<u16> = Some(3);
#[shared]
static PAIR: (u8, bool, [i16; 2]) = (1, true, [3, 4]);
#[shared]
static WAIT: Duration = Duration::from_secs(2);
#[shared]
static OWN: u8 = RECORD;
#[shared]
static BLOCK: u32 = {
    let a = 2;
    if a != 3 { a * 2 } else { 0 }
};
#[session_key]
static ABSENT: Option<Prefs> = None;
#[session_key]
static PRESENT: std::option::Option<String> = Some("x");

#[component]
fn Page(cx: &mut Setup) -> Component {
    fn is<T: Value + PartialEq + std::fmt::Debug>(
        cx: &impl Read,
        item: &'static Shared<T>,
        expected: T,
    ) {
        assert_eq!(*item.get(cx), expected);
    }
    is(cx, &NOTHING, None);
    is(cx, &EMPTY, vec![]);
    is(cx, &EMPTY_MAP, BTreeMap::new());
    is(cx, &NAMES, vec!["a".to_owned(), "b".to_owned()]);
    is(cx, &QUEUE, VecDeque::from(["a".into()]));
    is(cx, &SET, BTreeSet::from([1, 2]));
    is(cx, &TEXT, "x".to_owned());
    is(cx, &COW, "x".into());
    is(cx, &BOXED, "x".into());
    is(cx, &ZERO, 0);
    is(cx, &LESS, -1);
    is(cx, &HALF, 1.5);
    is(cx, &YES, true);
    is(cx, &LETTER, 'c');
    is(cx, &PREFS, Prefs::DEFAULT);
    is(
        cx,
        &NAMED,
        Prefs {
            name: "Bo".into(),
            ..Prefs::DEFAULT
        },
    );
    is(cx, &NEW, vec![]);
    is(cx, &NEW_MAP, BTreeMap::new());
    is(cx, &MAP, BTreeMap::from([("a".to_owned(), 1)]));
    is(cx, &SOME_TEXT, Some("x".to_owned()));
    is(cx, &SOME, Some(3));
    is(cx, &PAIR, (1, true, [3, 4]));
    is(cx, &WAIT, Duration::from_secs(2));
    is(cx, &OWN, 7);
    is(cx, &BLOCK, 4);
    let absent: Option<&Prefs> = ABSENT.get(cx);
    assert_eq!(absent, None);
    let present: Option<&String> = PRESENT.get(cx);
    assert_eq!(present.map(String::as_str), Some("x"));
    render(move |r| view! { r, <output>"read"</output> })
}

#[test]
fn constants_are_the_values_that_they_say() {
    // What setup asserts fails the page.
    let tab = Tab::open::<Page>();
    assert_eq!(tab.output(), "read");
}
