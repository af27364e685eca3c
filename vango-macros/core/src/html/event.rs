//! Events that `on:` can handle. `vango-runtime` has a type for each in `view::event::events`; what reaches the handler
//! is decided there.

use crate::suggest::nearest;

/// The events of the HTML Living Standard, UI Events, Pointer Events, Touch Events, CSS Animations and CSS Transitions,
/// sorted. The runtime's list has the same names.
#[rustfmt::skip]
pub const EVENTS: &[&str] = &[
    "abort", "animationcancel", "animationend", "animationiteration", "animationstart", "auxclick", "beforeinput",
    "beforematch", "beforetoggle", "blur", "cancel", "canplay", "canplaythrough", "change", "click", "close",
    "compositionend", "compositionstart", "compositionupdate", "contextmenu", "copy", "cuechange", "cut", "dblclick",
    "drag", "dragend", "dragenter", "dragleave", "dragover", "dragstart", "drop", "durationchange", "emptied", "ended",
    "error", "focus", "focusin", "focusout", "formdata", "fullscreenchange", "fullscreenerror", "gotpointercapture",
    "input", "invalid", "keydown", "keyup", "load", "loadeddata", "loadedmetadata", "loadstart", "lostpointercapture",
    "mousedown", "mouseenter", "mouseleave", "mousemove", "mouseout", "mouseover", "mouseup", "paste", "pause", "play",
    "playing", "pointercancel", "pointerdown", "pointerenter", "pointerleave", "pointermove", "pointerout",
    "pointerover", "pointerup", "progress", "ratechange", "reset", "resize", "scroll", "scrollend",
    "securitypolicyviolation", "seeked", "seeking", "select", "selectionchange", "selectstart", "slotchange", "stalled",
    "submit", "suspend", "timeupdate", "toggle", "touchcancel", "touchend", "touchmove", "touchstart",
    "transitioncancel", "transitionend", "transitionrun", "transitionstart", "volumechange", "waiting", "wheel",
];

/// Events that know which key was pressed.
pub const KEYBOARD_EVENTS: &[&str] = &["keydown", "keyup"];

/// What people write who come from elsewhere, and what is meant.
pub const ALIASES: &[(&str, &str)] = &[
    ("doubleclick", "dblclick"),
    ("hover", "mouseenter"),
    ("keypress", "keydown"),
    ("mousewheel", "wheel"),
    ("press", "click"),
    ("tap", "click"),
];

/// The event that a name which is none stands for: one of another framework, or a mistyped one.
pub fn meant(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    let stripped = lower.strip_prefix("on").unwrap_or(&lower);
    let exact = EVENTS.iter().copied().find(|event| *event == stripped);
    let alias = || ALIASES.iter().find(|(other, _)| *other == stripped);
    exact
        .or_else(|| alias().map(|(_, event)| *event))
        .or_else(|| nearest(stripped, EVENTS.iter().copied()))
}

/// The event of an attribute such as `on-click`, which is none, as other frameworks write it.
pub fn hyphenated(attribute: &str) -> Option<&'static str> {
    let event = attribute.strip_prefix("on-")?;
    EVENTS.iter().copied().find(|known| *known == event)
}

/// The event of an attribute such as `onclick`, which would run script.
pub fn inline(attribute: &str) -> Option<&'static str> {
    let event = attribute.strip_prefix("on")?.to_ascii_lowercase();
    EVENTS.iter().copied().find(|known| *known == event)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_sorted() {
        assert!(EVENTS.is_sorted_by(|a, b| a < b));
        assert!(ALIASES.iter().all(|(_, name)| EVENTS.contains(name)));
        assert!(KEYBOARD_EVENTS.iter().all(|name| EVENTS.contains(name)));
    }
}
