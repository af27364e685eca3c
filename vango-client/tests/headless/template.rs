//! Decoded templates in the form that is written.

use vango_protocol::{EventOptions, OwnedSlotKind, OwnedTemplate, SlotKind, Template};

/// A template that a test writes: it is leaked, because the borrowed form holds slices of slices.
pub(crate) fn borrow(template: &OwnedTemplate) -> Template<'static> {
    let html: &'static str = String::from(&*template.html).leak();
    let slots: Vec<SlotKind<'static>> = template.slots.iter().map(borrow_kind).collect();
    Template {
        html,
        slots: slots.leak(),
    }
}

fn borrow_kind(kind: &OwnedSlotKind) -> SlotKind<'static> {
    let leak = |text: &str| -> &'static str { String::from(text).leak() };
    match kind {
        OwnedSlotKind::Dyn => SlotKind::Dyn,
        OwnedSlotKind::Attr(name) => SlotKind::Attr(leak(name)),
        OwnedSlotKind::Class(name) => SlotKind::Class(leak(name)),
        OwnedSlotKind::On { event, payload } => SlotKind::On {
            event: leak(event),
            payload: *payload,
        },
        OwnedSlotKind::Branch => SlotKind::Branch,
        OwnedSlotKind::Rows => SlotKind::Rows,
        OwnedSlotKind::Child => SlotKind::Child,
        OwnedSlotKind::OnWith {
            event,
            payload,
            options,
        } => SlotKind::OnWith {
            event: leak(event),
            payload: *payload,
            options: EventOptions {
                flags: options.flags,
                keys: options
                    .keys
                    .iter()
                    .map(|key| leak(key))
                    .collect::<Vec<_>>()
                    .leak(),
                debounce_ms: options.debounce_ms,
                throttle_ms: options.throttle_ms,
            },
        },
        OwnedSlotKind::Style(name) => SlotKind::Style(leak(name)),
        OwnedSlotKind::Spread => SlotKind::Spread,
    }
}
