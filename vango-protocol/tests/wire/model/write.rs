//! Model to bytes.

use vango_protocol::{
    Attachment, ClientFrame, ContentWriter, ErrorCode, EventOptions, Hello, Modifiers,
    OwnedSlotKind, OwnedTemplate, PatchWriter, Payload, PointerKind, RefreshReason, ServerFrame,
    ShapeWriter, SlotKind, Template, Token, TouchPoint, Welcome, WheelMode,
};

use super::{Block, ModelClient, ModelOp, ModelPayload, ModelServer, Slot};

/// In the order of their codes.
pub(crate) const POINTER_KINDS: [PointerKind; 4] = [
    PointerKind::Mouse,
    PointerKind::Pen,
    PointerKind::Touch,
    PointerKind::Other,
];
/// In the order of their codes.
pub(crate) const WHEEL_MODES: [WheelMode; 3] = [WheelMode::Pixel, WheelMode::Line, WheelMode::Page];

pub(crate) fn write_client(frame: &ModelClient) -> Vec<u8> {
    let frame = match frame {
        ModelClient::Hello {
            version,
            session,
            state,
            secret,
            ticket,
            path,
            build,
            batch,
            event,
            blocks,
            templates,
            previous,
        } => ClientFrame::Hello(Hello {
            version: *version,
            session: *session,
            state: *state,
            secret: Token(*secret),
            ticket: ticket.map(Token),
            path,
            build: *build,
            batch: *batch,
            event: *event,
            blocks: *blocks,
            templates: *templates,
            previous,
        }),
        ModelClient::Event {
            seq,
            ack,
            block,
            slot,
            payload,
        } => ClientFrame::Event {
            seq: *seq,
            ack: *ack,
            block: *block,
            slot: *slot,
            payload: borrow_payload(payload),
        },
        ModelClient::Ack { ack } => ClientFrame::Ack { ack: *ack },
        ModelClient::Resync { ack, block } => ClientFrame::Resync {
            ack: *ack,
            block: *block,
        },
        ModelClient::Ping => ClientFrame::Ping,
    };
    let mut out = Vec::new();
    frame.encode(&mut out);
    out
}

fn borrow_payload(payload: &ModelPayload) -> Payload<'_> {
    match payload {
        ModelPayload::None => Payload::None,
        ModelPayload::Mouse {
            x,
            y,
            button,
            detail,
            modifiers,
        } => Payload::Mouse {
            x: *x,
            y: *y,
            button: *button,
            detail: *detail,
            modifiers: Modifiers::from_bits(*modifiers),
        },
        ModelPayload::Key {
            key,
            code,
            modifiers,
            repeat,
        } => Payload::Key {
            key,
            code,
            modifiers: Modifiers::from_bits(*modifiers),
            repeat: *repeat,
        },
        ModelPayload::Input { value, checked } => Payload::Input {
            value,
            checked: *checked,
        },
        ModelPayload::Submit { fields } => Payload::Submit {
            fields: fields
                .iter()
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .collect(),
        },
        ModelPayload::Focus => Payload::Focus,
        ModelPayload::Pointer {
            x,
            y,
            button,
            buttons,
            detail,
            modifiers,
            id,
            kind,
            pressure,
            primary,
        } => Payload::Pointer {
            x: *x,
            y: *y,
            button: *button,
            buttons: *buttons,
            detail: *detail,
            modifiers: Modifiers::from_bits(*modifiers),
            id: *id,
            kind: POINTER_KINDS[usize::from(*kind)],
            pressure: *pressure,
            primary: *primary,
        },
        ModelPayload::Wheel {
            x,
            y,
            dx,
            dy,
            mode,
            modifiers,
        } => Payload::Wheel {
            x: *x,
            y: *y,
            dx: *dx,
            dy: *dy,
            mode: WHEEL_MODES[usize::from(*mode)],
            modifiers: Modifiers::from_bits(*modifiers),
        },
        ModelPayload::Text { text } => Payload::Text { text },
        ModelPayload::Scroll { left, top } => Payload::Scroll {
            left: *left,
            top: *top,
        },
        ModelPayload::Media {
            time_ms,
            duration_ms,
            paused,
            ended,
            muted,
            volume,
        } => Payload::Media {
            time_ms: *time_ms,
            duration_ms: *duration_ms,
            paused: *paused,
            ended: *ended,
            muted: *muted,
            volume: *volume,
        },
        ModelPayload::Touch { touches, modifiers } => Payload::Touch {
            touches: touches
                .iter()
                .map(|(id, x, y)| TouchPoint {
                    id: *id,
                    x: *x,
                    y: *y,
                })
                .collect(),
            modifiers: Modifiers::from_bits(*modifiers),
        },
        ModelPayload::Custom { json } => Payload::Custom { json },
        ModelPayload::Toggle { open } => Payload::Toggle { open: *open },
        ModelPayload::Name { name } => Payload::Name { name },
    }
}

pub(crate) fn write_server(frame: &ModelServer) -> Vec<u8> {
    let frame = match frame {
        ModelServer::Patch { seq, ack, ops } => return write_patch(*seq, *ack, ops),
        ModelServer::Welcome {
            version,
            event,
            batch,
            how,
        } => ServerFrame::Welcome(Welcome {
            version: *version,
            event: *event,
            batch: *batch,
            how: [
                Attachment::Attached,
                Attachment::Resumed,
                Attachment::Resynced,
            ][usize::from(*how)],
        }),
        ModelServer::Refresh { reason } => ServerFrame::Refresh {
            reason: RefreshReason::from_code(*reason),
        },
        ModelServer::Error { code, message } => ServerFrame::Error {
            code: ErrorCode(*code),
            message,
        },
        ModelServer::Pong => ServerFrame::Pong,
        ModelServer::Ack { ack } => ServerFrame::Ack { ack: *ack },
    };
    let mut out = Vec::new();
    frame.encode(&mut out);
    out
}

pub(crate) fn write_patch(seq: u8, ack: u8, ops: &[ModelOp]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut patch = PatchWriter::begin(&mut out, seq, ack);
    for op in ops {
        write_op(&mut patch, op);
    }
    assert_eq!(patch.ops(), ops.len());
    assert_eq!(patch.is_empty(), ops.is_empty());
    out
}

fn write_op(patch: &mut PatchWriter<'_>, op: &ModelOp) {
    match op {
        ModelOp::Define(template) => lend(std::slice::from_ref(template), |lent| {
            patch.define(&lent[0]);
        }),
        ModelOp::Mount { first, content } => {
            write_branch(&mut patch.mount(*first), content.as_ref());
        }
        ModelOp::Text { block, slot, text } => patch.text(*block, *slot, text),
        ModelOp::Attr { block, slot, value } => patch.attr(*block, *slot, value.as_deref()),
        ModelOp::Class { block, slot, on } => patch.class(*block, *slot, *on),
        ModelOp::Dyn {
            block,
            slot,
            content,
        } => write_slot(&mut patch.dyn_(*block, *slot), content),
        ModelOp::Branch {
            block,
            slot,
            content,
        } => {
            write_branch(&mut patch.branch(*block, *slot), content.as_ref());
        }
        ModelOp::Insert {
            block,
            slot,
            at,
            rows,
        } => {
            let template = rows.first().map_or(0, |row| row.template);
            let mut content = patch.insert(*block, *slot, *at, rows.len() as u32, template);
            rows.iter().for_each(|row| write_slots(&mut content, row));
        }
        ModelOp::Remove {
            block,
            slot,
            at,
            count,
        } => patch.remove(*block, *slot, *at, *count),
        ModelOp::Move {
            block,
            slot,
            from,
            to,
        } => patch.move_(*block, *slot, *from, *to),
        ModelOp::Swap { block, slot, a, b } => patch.swap(*block, *slot, *a, *b),
        ModelOp::Clear { block, slot } => patch.clear(*block, *slot),
        ModelOp::Park { block } => patch.park(*block),
        ModelOp::Drop { block } => patch.drop_parked(*block),
    }
}

/// Lends templates in the form that is written, which holds slices of slices.
pub(crate) fn lend<R>(templates: &[OwnedTemplate], write: impl FnOnce(&[Template<'_>]) -> R) -> R {
    let keys: Vec<Vec<Vec<&str>>> = templates
        .iter()
        .map(|template| template.slots.iter().map(keys).collect())
        .collect();
    let slots: Vec<Vec<SlotKind<'_>>> = templates
        .iter()
        .zip(&keys)
        .map(|(template, keys)| {
            let kinds = template.slots.iter().zip(keys);
            kinds.map(|(kind, keys)| lend_kind(kind, keys)).collect()
        })
        .collect();
    let lent: Vec<Template<'_>> = templates
        .iter()
        .zip(&slots)
        .map(|(template, slots)| Template {
            html: &template.html,
            slots,
        })
        .collect();
    write(&lent)
}

/// The keys that a listener asks for.
fn keys(kind: &OwnedSlotKind) -> Vec<&str> {
    match kind {
        OwnedSlotKind::OnWith { options, .. } => options.keys.iter().map(|key| &**key).collect(),
        _ => Vec::new(),
    }
}

fn lend_kind<'a>(kind: &'a OwnedSlotKind, keys: &'a [&'a str]) -> SlotKind<'a> {
    match kind {
        OwnedSlotKind::Dyn => SlotKind::Dyn,
        OwnedSlotKind::Attr(name) => SlotKind::Attr(name),
        OwnedSlotKind::Class(name) => SlotKind::Class(name),
        OwnedSlotKind::On { event, payload } => SlotKind::On {
            event,
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
            event,
            payload: *payload,
            options: EventOptions {
                flags: options.flags,
                keys,
                debounce_ms: options.debounce_ms,
                throttle_ms: options.throttle_ms,
            },
        },
        OwnedSlotKind::Style(name) => SlotKind::Style(name),
        OwnedSlotKind::Spread => SlotKind::Spread,
    }
}

fn write_branch(content: &mut ContentWriter<'_>, block: Option<&Block>) {
    match block {
        None => content.branch_empty(),
        Some(block) => {
            content.branch(block.template);
            write_slots(content, block);
        }
    }
}

fn write_slots(content: &mut ContentWriter<'_>, block: &Block) {
    block
        .slots
        .iter()
        .for_each(|slot| write_slot(content, slot));
}

fn write_slot(content: &mut ContentWriter<'_>, slot: &Slot) {
    match slot {
        Slot::Attr(value) => content.attr(value.as_deref()),
        Slot::Class(on) => content.class(*on),
        Slot::On => {}
        Slot::Text(text) => content.dyn_text(text),
        Slot::Html(html) => content.dyn_html(html),
        Slot::Parked(block) => content.dyn_parked(*block),
        Slot::View(None) => content.dyn_empty(),
        Slot::View(Some(block)) => {
            content.dyn_view(block.template);
            write_slots(content, block);
        }
        Slot::Branch(block) => write_branch(content, block.as_ref()),
        Slot::Rows(rows) => {
            content.rows(
                rows.len() as u32,
                rows.first().map_or(0, |row| row.template),
            );
            rows.iter().for_each(|row| write_slots(content, row));
        }
    }
}

/// The shape of a page that shows `root`.
pub(crate) fn write_shape(root: &Block) -> Vec<u8> {
    let mut out = Vec::new();
    let mut shape = ShapeWriter::begin(&mut out, root.template);
    shape_slots(&mut shape, root);
    shape.finish();
    out
}

fn shape_slots(shape: &mut ShapeWriter<'_>, block: &Block) {
    for slot in &block.slots {
        match slot {
            Slot::Attr(_) | Slot::Class(_) | Slot::On => {}
            Slot::Text(_) => shape.text(),
            Slot::Html(_) => shape.html(),
            Slot::Parked(_) => panic!("a page parks nothing"),
            Slot::View(None) | Slot::Branch(None) => shape.empty(),
            Slot::View(Some(block)) | Slot::Branch(Some(block)) => {
                shape.branch(block.template);
                shape_slots(shape, block);
            }
            Slot::Rows(rows) => {
                shape.rows(
                    rows.len() as u32,
                    rows.first().map_or(0, |row| row.template),
                );
                rows.iter().for_each(|row| shape_slots(shape, row));
            }
        }
    }
}
