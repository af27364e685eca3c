//! Model to the JSON of the vectors. 64-bit numbers are decimal strings, bytes are hex, an absent value is `null`.

use serde_json::{Value, json};
use vango_protocol::{OwnedSlotKind, OwnedTemplate};

use super::{Block, ModelClient, ModelOp, ModelPayload, ModelServer, Slot, hex};

pub(crate) fn template_json(template: &OwnedTemplate) -> Value {
    let slots: Vec<Value> = template
        .slots
        .iter()
        .map(|slot| match slot {
            OwnedSlotKind::Dyn => json!({"kind": "Dyn"}),
            OwnedSlotKind::Attr(name) => json!({"kind": "Attr", "name": name}),
            OwnedSlotKind::Class(name) => json!({"kind": "Class", "name": name}),
            OwnedSlotKind::On { event, payload } => {
                json!({"kind": "On", "event": event, "payload": payload})
            }
            OwnedSlotKind::Branch => json!({"kind": "Branch"}),
            OwnedSlotKind::Rows => json!({"kind": "Rows"}),
            OwnedSlotKind::Child => json!({"kind": "Child"}),
            OwnedSlotKind::OnWith {
                event,
                payload,
                options,
            } => json!({
                "kind": "OnWith", "event": event, "payload": payload, "flags": options.flags.0,
                "keys": options.keys, "debounce": options.debounce_ms, "throttle": options.throttle_ms,
            }),
            OwnedSlotKind::Style(name) => json!({"kind": "Style", "name": name}),
            OwnedSlotKind::Spread => json!({"kind": "Spread"}),
        })
        .collect();
    json!({"html": template.html, "slots": slots})
}

pub(crate) fn client_json(frame: &ModelClient) -> Value {
    match frame {
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
        } => json!({
            "frame": "Hello", "version": version, "session": session.to_string(), "state": state.to_string(), "secret": hex(secret),
            "ticket": ticket.map(|ticket| hex(&ticket)), "path": path, "build": build.to_string(), "batch": batch, "event": event,
            "blocks": blocks, "templates": templates, "previous": previous,
        }),
        ModelClient::Event {
            seq,
            ack,
            block,
            slot,
            payload,
        } => json!({
            "frame": "Event", "seq": seq, "ack": ack, "block": block, "slot": slot, "payload": payload_json(payload),
        }),
        ModelClient::Ack { ack } => json!({"frame": "Ack", "ack": ack}),
        ModelClient::Resync { ack, block } => {
            json!({"frame": "Resync", "ack": ack, "block": block})
        }
        ModelClient::Ping => json!({"frame": "Ping"}),
    }
}

fn payload_json(payload: &ModelPayload) -> Value {
    match payload {
        ModelPayload::None => json!({"kind": "None"}),
        ModelPayload::Mouse {
            x,
            y,
            button,
            detail,
            modifiers,
        } => json!({
            "kind": "Mouse", "x": x, "y": y, "button": button, "detail": detail, "modifiers": modifiers,
        }),
        ModelPayload::Key {
            key,
            code,
            modifiers,
            repeat,
        } => json!({
            "kind": "Key", "key": key, "code": code, "modifiers": modifiers, "repeat": repeat,
        }),
        ModelPayload::Input { value, checked } => {
            json!({"kind": "Input", "value": value, "checked": checked})
        }
        ModelPayload::Submit { fields } => json!({"kind": "Submit", "fields": fields}),
        ModelPayload::Focus => json!({"kind": "Focus"}),
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
        } => json!({
            "kind": "Pointer", "x": x, "y": y, "button": button, "buttons": buttons, "detail": detail,
            "modifiers": modifiers, "id": id, "pointer": kind, "pressure": pressure, "primary": primary,
        }),
        ModelPayload::Wheel {
            x,
            y,
            dx,
            dy,
            mode,
            modifiers,
        } => json!({
            "kind": "Wheel", "x": x, "y": y, "dx": dx, "dy": dy, "mode": mode, "modifiers": modifiers,
        }),
        ModelPayload::Text { text } => json!({"kind": "Text", "text": text}),
        ModelPayload::Scroll { left, top } => json!({"kind": "Scroll", "left": left, "top": top}),
        ModelPayload::Media {
            time_ms,
            duration_ms,
            paused,
            ended,
            muted,
            volume,
        } => json!({
            "kind": "Media", "time": time_ms, "duration": duration_ms, "paused": paused, "ended": ended,
            "muted": muted, "volume": volume,
        }),
        ModelPayload::Touch { touches, modifiers } => {
            json!({"kind": "Touch", "touches": touches, "modifiers": modifiers})
        }
        ModelPayload::Custom { json } => json!({"kind": "Custom", "json": json}),
        ModelPayload::Toggle { open } => json!({"kind": "Toggle", "open": open}),
        ModelPayload::Name { name } => json!({"kind": "Name", "name": name}),
    }
}

pub(crate) fn server_json(frame: &ModelServer) -> Value {
    match frame {
        ModelServer::Welcome {
            version,
            event,
            batch,
            how,
        } => json!({
            "frame": "Welcome", "version": version, "event": event, "batch": batch,
            "how": (["Attached", "Resumed", "Resynced"][usize::from(*how)]),
        }),
        ModelServer::Patch { seq, ack, ops } => json!({
            "frame": "Patch", "seq": seq, "ack": ack, "ops": ops.iter().map(op_json).collect::<Vec<_>>(),
        }),
        ModelServer::Refresh { reason } => json!({"frame": "Refresh", "reason": reason}),
        ModelServer::Error { code, message } => {
            json!({"frame": "Error", "code": code, "message": message})
        }
        ModelServer::Pong => json!({"frame": "Pong"}),
        ModelServer::Ack { ack } => json!({"frame": "Ack", "ack": ack}),
    }
}

fn op_json(op: &ModelOp) -> Value {
    match op {
        ModelOp::Define(template) => json!({"op": "Define", "template": template_json(template)}),
        ModelOp::Mount { first, content } => {
            json!({"op": "Mount", "first": first, "content": branch_json(content.as_ref())})
        }
        ModelOp::Text { block, slot, text } => {
            json!({"op": "Text", "block": block, "slot": slot, "text": text})
        }
        ModelOp::Attr { block, slot, value } => {
            json!({"op": "Attr", "block": block, "slot": slot, "value": value})
        }
        ModelOp::Class { block, slot, on } => {
            json!({"op": "Class", "block": block, "slot": slot, "on": on})
        }
        ModelOp::Dyn {
            block,
            slot,
            content,
        } => {
            json!({"op": "Dyn", "block": block, "slot": slot, "content": slot_json(content)})
        }
        ModelOp::Branch {
            block,
            slot,
            content,
        } => {
            json!({"op": "Branch", "block": block, "slot": slot, "content": branch_json(content.as_ref())})
        }
        ModelOp::Insert {
            block,
            slot,
            at,
            rows,
        } => {
            json!({"op": "Insert", "block": block, "slot": slot, "at": at, "rows": rows_json(rows)})
        }
        ModelOp::Remove {
            block,
            slot,
            at,
            count,
        } => {
            json!({"op": "Remove", "block": block, "slot": slot, "at": at, "count": count})
        }
        ModelOp::Move {
            block,
            slot,
            from,
            to,
        } => {
            json!({"op": "Move", "block": block, "slot": slot, "from": from, "to": to})
        }
        ModelOp::Swap { block, slot, a, b } => {
            json!({"op": "Swap", "block": block, "slot": slot, "a": a, "b": b})
        }
        ModelOp::Park { block } => json!({"op": "Park", "block": block}),
        ModelOp::Drop { block } => json!({"op": "Drop", "block": block}),
        ModelOp::Clear { block, slot } => json!({"op": "Clear", "block": block, "slot": slot}),
    }
}

pub(crate) fn branch_json(block: Option<&Block>) -> Value {
    block.map_or(Value::Null, |block| {
        json!({"template": block.template, "slots": block.slots.iter().map(slot_json).collect::<Vec<_>>()})
    })
}

fn rows_json(rows: &[Block]) -> Value {
    rows.iter().map(|row| branch_json(Some(row))).collect()
}

fn slot_json(slot: &Slot) -> Value {
    match slot {
        Slot::Attr(value) => json!({"attr": value}),
        Slot::Class(on) => json!({"class": on}),
        Slot::On => json!({"on": null}),
        Slot::Text(text) => json!({"text": text}),
        Slot::Html(html) => json!({"html": html}),
        Slot::Parked(block) => json!({"parked": block}),
        Slot::View(block) => json!({"view": branch_json(block.as_ref())}),
        Slot::Branch(block) => json!({"branch": branch_json(block.as_ref())}),
        Slot::Rows(rows) => json!({"rows": rows_json(rows)}),
    }
}
