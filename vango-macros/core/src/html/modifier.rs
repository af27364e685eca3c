//! Modifiers of events: `on:submit.prevent`, `on:keydown.key("Enter")`, `on:input.debounce(300)`.
//!
//! What each is called, takes and contradicts. Their meaning in the browser stands in docs/protocol.md (`EventOptions`).

use proc_macro2::TokenStream;

use crate::limits::{MAX_DELAY_MS, MAX_KEY_BYTES, MAX_KEYS};
use crate::token::{is_punct, is_text, trees};

/// What stands in a modifier's parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// It has none; it is this bit of the wire's `EventFlags`.
    Flag(u8),
    /// The keys that it is about.
    Keys,
    /// Milliseconds to wait for the last of several events.
    Debounce,
    /// Milliseconds between two events.
    Throttle,
}

/// One modifier.
#[derive(Clone, Copy, Debug)]
pub struct ModifierInfo {
    /// Without its dot.
    pub name: &'static str,
    /// What it takes.
    pub argument: Argument,
    /// Another one that cannot stand beside it, and why.
    pub excludes: Option<(&'static str, &'static str)>,
}

const fn flag(name: &'static str, bit: u8) -> ModifierInfo {
    ModifierInfo {
        name,
        argument: Argument::Flag(bit),
        excludes: None,
    }
}

/// All of them.
pub const MODIFIERS: &[ModifierInfo] = &[
    ModifierInfo {
        excludes: Some((
            "passive",
            "a passive listener cannot prevent what the browser does",
        )),
        ..flag("prevent", 1)
    },
    flag("stop", 2),
    flag("once", 4),
    flag("self", 8),
    flag("passive", 16),
    flag("capture", 32),
    ModifierInfo {
        name: "key",
        argument: Argument::Keys,
        excludes: None,
    },
    ModifierInfo {
        name: "debounce",
        argument: Argument::Debounce,
        excludes: Some((
            "throttle",
            "one waits for the last event, the other passes the first",
        )),
    },
    ModifierInfo {
        name: "throttle",
        argument: Argument::Throttle,
        excludes: None,
    },
];

/// The modifier of this name.
pub fn modifier(name: &str) -> Option<&'static ModifierInfo> {
    MODIFIERS.iter().find(|modifier| modifier.name == name)
}

/// All names, as prose.
pub fn names() -> String {
    let names: Vec<String> = MODIFIERS
        .iter()
        .map(|modifier| format!("`.{}`", modifier.name))
        .collect();
    names.join(", ")
}

/// `"Enter", "Escape"`: each the `KeyboardEvent.key` of a key. `None` for anything else, and for more than
/// [`MAX_KEYS`].
pub fn keys(arguments: &TokenStream) -> Option<Vec<String>> {
    let tokens = trees(arguments);
    let mut keys = Vec::new();
    for part in tokens.split(|token| is_punct(token, ',')) {
        match part {
            [token] if is_text(token) => {
                let text: syn::LitStr = syn::parse2(token.clone().into()).ok()?;
                keys.push(text.value());
            }
            // A comma behind the last one.
            [] if !keys.is_empty() => {}
            _ => return None,
        }
    }
    let is_key = |key: &String| (1..=MAX_KEY_BYTES).contains(&key.len());
    let is_valid = (1..=MAX_KEYS).contains(&keys.len()) && keys.iter().all(is_key);
    is_valid.then_some(keys)
}

/// A number of milliseconds from 1 to [`MAX_DELAY_MS`].
pub fn delay_ms(arguments: &TokenStream) -> Option<u32> {
    let number: syn::LitInt = syn::parse2(arguments.clone()).ok()?;
    let delay: u32 = number.base10_parse().ok()?;
    (1..=MAX_DELAY_MS).contains(&delay).then_some(delay)
}
