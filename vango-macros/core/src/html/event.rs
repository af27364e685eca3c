//! Events that `on:` can handle. `vango-runtime` has a type for each in `view::event::events`; what reaches the handler
//! is decided there.

/// Sorted as in the runtime: pointer, keyboard, form, focus.
#[rustfmt::skip]
pub const EVENTS: &[&str] = &[
    "click", "dblclick", "auxclick", "contextmenu", "mousedown", "mouseup", "mouseover", "mouseout", "pointerdown",
    "pointerup", "keydown", "keyup", "input", "change", "submit", "focus", "blur", "focusin", "focusout",
];

/// Events of the DOM that the runtime does not deliver yet.
#[rustfmt::skip]
pub const LATER_EVENTS: &[&str] = &[
    "animationend", "animationiteration", "animationstart", "beforeinput", "beforetoggle", "cancel", "canplay", "close",
    "compositionend", "compositionstart", "compositionupdate", "copy", "cut", "drag", "dragend", "dragenter", "dragleave",
    "dragover", "dragstart", "drop", "ended", "error", "invalid", "keypress", "load", "loadedmetadata", "mouseenter",
    "mouseleave", "mousemove", "paste", "pause", "play", "playing", "pointercancel", "pointerenter", "pointerleave",
    "pointermove", "pointerout", "pointerover", "reset", "resize", "scroll", "scrollend", "select", "selectionchange",
    "timeupdate", "toggle", "touchcancel", "touchend", "touchmove", "touchstart", "transitionend", "volumechange",
    "wheel",
];
