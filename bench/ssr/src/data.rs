//! What the pages show: the same for all subjects, made once.

use std::sync::LazyLock;

/// Rows of the table.
pub const ROWS: u64 = 1_000;

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// From 1.
    pub id: u64,
    /// Three words, about 20 bytes; each tenth has characters that markup reserves.
    pub label: String,
}

/// What the small page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// A relative URL.
    pub avatar: String,
    /// Has a character that markup reserves.
    pub name: String,
    /// Without the `@`.
    pub handle: String,
    /// A sentence.
    pub bio: String,
    /// How many.
    pub posts: u64,
    /// How many.
    pub followers: u64,
    /// How many.
    pub following: u64,
    /// The year of joining.
    pub since: u32,
}

const ADJECTIVES: [&str; 8] = [
    "pretty",
    "large",
    "handsome",
    "plain",
    "quaint",
    "elegant",
    "inexpensive",
    "fancy",
];
const COLOURS: [&str; 7] = ["red", "yellow", "blue", "green", "pink", "brown", "purple"];
const NOUNS: [&str; 9] = [
    "table", "chair", "house", "bbq", "desk", "car", "pony", "cookie", "sandwich",
];

/// The table's rows.
pub fn rows() -> &'static [Row] {
    static ALL: LazyLock<Vec<Row>> = LazyLock::new(|| (1..=ROWS).map(row).collect());
    &ALL
}

fn row(id: u64) -> Row {
    let pick = |words: &[&'static str], salt: u64| {
        let mixed = (id ^ salt).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
        words[(mixed % words.len() as u64) as usize]
    };
    let (adjective, colour) = (pick(&ADJECTIVES, 1 << 20), pick(&COLOURS, 1 << 30));
    let noun = pick(&NOUNS, 1 << 40);
    let label = if id % 10 == 0 {
        format!("{adjective} <{colour}> & {noun}")
    } else {
        format!("{adjective} {colour} {noun}")
    };
    Row { id, label }
}

/// The small page's data.
pub fn profile() -> &'static Profile {
    static ONE: LazyLock<Profile> = LazyLock::new(|| Profile {
        avatar: "/avatar/ada.png".to_owned(),
        name: "Ada King & Co".to_owned(),
        handle: "ada".to_owned(),
        bio: "Wrote the first program for a machine that was never built.".to_owned(),
        posts: 128,
        followers: 40_960,
        following: 7,
        since: 2_024,
    });
    &ONE
}
