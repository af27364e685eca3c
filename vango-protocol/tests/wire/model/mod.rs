//! A plain tree model of everything that crosses the wire, written and read through the public API only. The vectors,
//! the property tests and the document's examples share it.

mod json;
mod read;
mod write;

pub(crate) use json::{branch_json, client_json, server_json, template_json};
pub(crate) use read::{read_boot, read_client, read_server, walk_shape};
pub(crate) use write::{lend, write_client, write_patch, write_server, write_shape};

use vango_protocol::{EventFlags, OwnedEventOptions, OwnedSlotKind, OwnedTemplate};

/// An instance of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) template: u32,
    pub(crate) slots: Vec<Slot>,
}

/// What stands in one slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// An Attr, Style or Spread slot.
    Attr(Option<String>),
    Class(bool),
    On,
    Text(String),
    Html(String),
    /// A Dyn slot with a parked block.
    Parked(u32),
    /// A Dyn slot with nothing or a view.
    View(Option<Block>),
    /// A Branch or Child slot.
    Branch(Option<Block>),
    Rows(Vec<Block>),
}

/// One operation with its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ModelOp {
    Define(OwnedTemplate),
    Mount {
        first: u32,
        content: Option<Block>,
    },
    Text {
        block: u32,
        slot: u32,
        text: String,
    },
    Attr {
        block: u32,
        slot: u32,
        value: Option<String>,
    },
    Class {
        block: u32,
        slot: u32,
        on: bool,
    },
    /// `content` is a `Text` or a `View`.
    Dyn {
        block: u32,
        slot: u32,
        content: Slot,
    },
    Branch {
        block: u32,
        slot: u32,
        content: Option<Block>,
    },
    Insert {
        block: u32,
        slot: u32,
        at: u32,
        rows: Vec<Block>,
    },
    Remove {
        block: u32,
        slot: u32,
        at: u32,
        count: u32,
    },
    Move {
        block: u32,
        slot: u32,
        from: u32,
        to: u32,
    },
    Swap {
        block: u32,
        slot: u32,
        a: u32,
        b: u32,
    },
    Clear {
        block: u32,
        slot: u32,
    },
    Park {
        block: u32,
    },
    Drop {
        block: u32,
    },
}

/// A server frame with its operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ModelServer {
    Welcome {
        version: u16,
        event: u32,
        batch: u32,
        how: u8,
    },
    Patch {
        seq: u8,
        ack: u8,
        ops: Vec<ModelOp>,
    },
    Refresh {
        reason: u32,
    },
    Error {
        code: u16,
        message: String,
    },
    Pong,
    Ack {
        ack: u8,
    },
}

/// A client frame that owns its strings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ModelClient {
    Hello {
        version: u16,
        session: u64,
        state: u64,
        secret: [u8; 16],
        ticket: Option<[u8; 16]>,
        path: String,
        build: u64,
        batch: u32,
        event: u32,
        blocks: u32,
        templates: u32,
        previous: String,
    },
    Event {
        seq: u8,
        ack: u8,
        block: u32,
        slot: u32,
        payload: ModelPayload,
    },
    Ack {
        ack: u8,
    },
    Resync {
        ack: u8,
        block: u32,
    },
    Ping,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ModelPayload {
    None,
    Mouse {
        x: i32,
        y: i32,
        button: u8,
        detail: u32,
        modifiers: u8,
    },
    Key {
        key: String,
        code: String,
        modifiers: u8,
        repeat: bool,
    },
    Input {
        value: String,
        checked: bool,
    },
    Submit {
        fields: Vec<(String, String)>,
    },
    Focus,
    Pointer {
        x: i32,
        y: i32,
        button: u8,
        buttons: u16,
        detail: u32,
        modifiers: u8,
        id: i32,
        kind: u8,
        pressure: u16,
        primary: bool,
    },
    Wheel {
        x: i32,
        y: i32,
        dx: i32,
        dy: i32,
        mode: u8,
        modifiers: u8,
    },
    Text {
        text: String,
    },
    Scroll {
        left: i32,
        top: i32,
    },
    Media {
        time_ms: u32,
        duration_ms: u32,
        paused: bool,
        ended: bool,
        muted: bool,
        volume: u8,
    },
    Touch {
        touches: Vec<(i32, i32, i32)>,
        modifiers: u8,
    },
    Custom {
        json: String,
    },
    Toggle {
        open: bool,
    },
    Name {
        name: String,
    },
}

/// A template, in one line.
pub(crate) fn template(html: &str, slots: &[OwnedSlotKind]) -> OwnedTemplate {
    OwnedTemplate {
        html: html.into(),
        slots: slots.into(),
    }
}

pub(crate) fn attr(name: &str) -> OwnedSlotKind {
    OwnedSlotKind::Attr(name.into())
}

pub(crate) fn class(name: &str) -> OwnedSlotKind {
    OwnedSlotKind::Class(name.into())
}

pub(crate) fn on(event: &str, payload: bool) -> OwnedSlotKind {
    OwnedSlotKind::On {
        event: event.into(),
        payload,
    }
}

pub(crate) fn on_with(
    event: &str,
    payload: bool,
    flags: u32,
    keys: &[&str],
    debounce_ms: u32,
    throttle_ms: u32,
) -> OwnedSlotKind {
    OwnedSlotKind::OnWith {
        event: event.into(),
        payload,
        options: OwnedEventOptions {
            flags: EventFlags(flags),
            keys: keys.iter().map(|key| (*key).into()).collect(),
            debounce_ms,
            throttle_ms,
        },
    }
}

pub(crate) fn block(template: u32, slots: Vec<Slot>) -> Block {
    Block { template, slots }
}

pub(crate) fn text(text: &str) -> Slot {
    Slot::Text(text.into())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn unhex(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> = hex
        .chars()
        .map(|c| {
            c.to_digit(16)
                .unwrap_or_else(|| panic!("`{c}` is no hex digit"))
        })
        .collect();
    assert!(
        digits.len().is_multiple_of(2),
        "an odd number of hex digits in {hex}"
    );
    digits
        .chunks(2)
        .map(|pair| (pair[0] * 16 + pair[1]) as u8)
        .collect()
}
