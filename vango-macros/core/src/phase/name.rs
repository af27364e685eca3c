//! The calls that are known by name.
//!
//! A path counts by its last two segments or more, as people import it: `thread::sleep`, `fs::read`. A single segment counts
//! only when nothing else is called so.

use proc_macro2::{Delimiter, TokenTree};

use crate::token::{is_path_separator, is_punct, trees};

/// What a call does that a phase may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Blocks,
    Spawns,
    Clock,
    Chance,
    Environment,
    /// Opens a lock or an atomic.
    Shared,
}

/// Ends of paths. `*` stands for any name.
const PATHS: &[(&[&str], Call)] = &[
    (&["thread", "sleep"], Call::Blocks),
    (&["thread", "park"], Call::Blocks),
    (&["std", "fs", "*"], Call::Blocks),
    (&["fs", "read"], Call::Blocks),
    (&["fs", "read_to_string"], Call::Blocks),
    (&["fs", "read_dir"], Call::Blocks),
    (&["fs", "write"], Call::Blocks),
    (&["fs", "copy"], Call::Blocks),
    (&["fs", "rename"], Call::Blocks),
    (&["fs", "metadata"], Call::Blocks),
    (&["fs", "create_dir"], Call::Blocks),
    (&["fs", "create_dir_all"], Call::Blocks),
    (&["fs", "remove_file"], Call::Blocks),
    (&["fs", "remove_dir_all"], Call::Blocks),
    (&["io", "stdin"], Call::Blocks),
    (&["process", "Command", "*"], Call::Blocks),
    (&["TcpStream", "connect"], Call::Blocks),
    (&["TcpListener", "bind"], Call::Blocks),
    (&["UdpSocket", "bind"], Call::Blocks),
    (&["reqwest", "blocking", "*"], Call::Blocks),
    (&["ureq", "*"], Call::Blocks),
    (&["block_on"], Call::Blocks),
    (&["thread", "spawn"], Call::Spawns),
    (&["thread", "Builder", "*"], Call::Spawns),
    (&["tokio", "spawn"], Call::Spawns),
    (&["task", "spawn"], Call::Spawns),
    (&["rayon", "spawn"], Call::Spawns),
    (&["spawn_blocking"], Call::Spawns),
    (&["spawn_local"], Call::Spawns),
    (&["Instant", "now"], Call::Clock),
    (&["SystemTime", "now"], Call::Clock),
    (&["Utc", "now"], Call::Clock),
    (&["Local", "now"], Call::Clock),
    (&["Zoned", "now"], Call::Clock),
    (&["Timestamp", "now"], Call::Clock),
    (&["OffsetDateTime", "now_utc"], Call::Clock),
    (&["OffsetDateTime", "now_local"], Call::Clock),
    (&["rand", "*"], Call::Chance),
    (&["fastrand", "*"], Call::Chance),
    (&["getrandom", "*"], Call::Chance),
    (&["thread_rng"], Call::Chance),
    (&["Uuid", "new_v4"], Call::Chance),
    (&["Uuid", "now_v7"], Call::Chance),
    (&["env", "var"], Call::Environment),
    (&["env", "var_os"], Call::Environment),
    (&["env", "vars"], Call::Environment),
    (&["env", "args"], Call::Environment),
    (&["env", "current_dir"], Call::Environment),
];

/// Constructors of generators that give the same numbers each time.
const SEEDED: &[&str] = &["seed_from_u64", "from_seed", "with_seed"];

/// Methods that only atomics and thread locals have.
const METHODS: &[&str] = &[
    "fetch_add",
    "fetch_sub",
    "fetch_and",
    "fetch_or",
    "fetch_max",
    "fetch_min",
    "fetch_update",
    "compare_exchange",
    "with_borrow",
    "with_borrow_mut",
];

/// Methods of locks, whose answer is unwrapped.
const LOCKS: &[&str] = &["lock", "try_lock", "read", "write", "try_read", "try_write"];

/// The call whose path or method begins with the identifier at `at`, how it is written, and its last token.
pub(super) fn find(tokens: &[TokenTree], at: usize) -> Option<(Call, String, usize)> {
    let is_method = at > 0 && is_punct(&tokens[at - 1], '.');
    if is_method {
        let (call, written) = method(tokens, at)?;
        return Some((call, written, at));
    }
    let is_inner = at > 2
        && is_path_separator(tokens, at - 2)
        && matches!(tokens[at - 3], TokenTree::Ident(_));
    if is_inner {
        return None;
    }
    let path = path(tokens, at);
    let is_own = path
        .first()
        .is_some_and(|first| ["crate", "self", "super"].contains(&first.as_str()));
    // What a seed gives is the same each time.
    let is_seeded = path
        .last()
        .is_some_and(|last| SEEDED.contains(&last.as_str()));
    if is_own || is_seeded {
        return None;
    }
    let found = PATHS.iter().find(|(end, _)| has_end(&path, end))?;
    // Between two segments stand two colons.
    Some((found.1, path.join("::"), at + 3 * (path.len() - 1)))
}

/// The segments of the called path that begins at `at`; empty when nothing is called.
fn path(tokens: &[TokenTree], mut at: usize) -> Vec<String> {
    let mut segments = Vec::new();
    while let Some(TokenTree::Ident(segment)) = tokens.get(at) {
        segments.push(segment.to_string());
        if !is_path_separator(tokens, at + 1) {
            let is_called = matches!(tokens.get(at + 1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
            return if is_called { segments } else { Vec::new() };
        }
        at += 3;
        if tokens.get(at).is_some_and(|token| is_punct(token, '<')) {
            return turbofish(tokens, at, segments);
        }
    }
    Vec::new()
}

/// `random::<u8>()`: the generic arguments end before the call.
fn turbofish(tokens: &[TokenTree], at: usize, segments: Vec<String>) -> Vec<String> {
    let rest = &tokens[at..];
    let close = rest.iter().rposition(|token| is_punct(token, '>'));
    let is_called = close.is_some_and(|close| {
        matches!(rest.get(close + 1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis)
    });
    if is_called { segments } else { Vec::new() }
}

/// Whether `path` ends as `end` says, with any segments before it; behind `*` may come several.
fn has_end(path: &[String], end: &[&str]) -> bool {
    match end.split_last() {
        Some((&"*", head)) => starts(path, head),
        _ => path.len() >= end.len() && path[path.len() - end.len()..].iter().eq(end.iter()),
    }
}

/// Whether `head` stands at the beginning of `path`, or behind a leading `std`.
fn starts(path: &[String], head: &[&str]) -> bool {
    let path = match path.first() {
        Some(first) if first == "std" && head.first() != Some(&"std") => &path[1..],
        _ => path,
    };
    path.len() > head.len() && path[..head.len()].iter().eq(head.iter())
}

/// `.lock().unwrap()`, `.fetch_add(…)`, `.load(Ordering::…)`, `.block_on(…)`
fn method(tokens: &[TokenTree], at: usize) -> Option<(Call, String)> {
    let TokenTree::Ident(name) = &tokens[at] else {
        return None;
    };
    let TokenTree::Group(arguments) = tokens.get(at + 1)? else {
        return None;
    };
    if arguments.delimiter() != Delimiter::Parenthesis {
        return None;
    }
    let name = name.to_string();
    let arguments = trees(&arguments.stream());
    let is_unwrapped = || {
        tokens.get(at + 2).is_some_and(|token| is_punct(token, '.'))
            && matches!(tokens.get(at + 3), Some(TokenTree::Ident(next)) if next == "unwrap" || next == "expect")
    };
    let names_ordering = || {
        arguments.iter().enumerate().any(|(at, token)| {
            matches!(token, TokenTree::Ident(word) if word == "Ordering")
                && is_path_separator(&arguments, at + 1)
        })
    };
    let call = match name.as_str() {
        "block_on" => Call::Blocks,
        name if METHODS.contains(&name) => Call::Shared,
        name if LOCKS.contains(&name) && arguments.is_empty() && is_unwrapped() => Call::Shared,
        "load" | "store" | "swap" if names_ordering() => Call::Shared,
        _ => return None,
    };
    Some((call, format!(".{name}()")))
}
