//! Bytes to model.

use vango_protocol::limits::MAX_BLOCK_DEPTH;
use vango_protocol::{
    Address, Attachment, Boot, ClientFrame, ContentReader, DecodeError, DecodeErrorKind, Dyn,
    DynShape, Op, OwnedSlotKind, OwnedTemplate, PatchReader, Payload, ServerFrame, ShapeReader,
};

use super::write::{POINTER_KINDS, WHEEL_MODES};
use super::{Block, ModelClient, ModelOp, ModelPayload, ModelServer, Slot};

pub(crate) fn read_client(frame: &[u8]) -> Result<ModelClient, DecodeError> {
    Ok(match ClientFrame::decode(frame)? {
        ClientFrame::Hello(hello) => ModelClient::Hello {
            version: hello.version,
            session: hello.session,
            state: hello.state,
            secret: hello.secret.0,
            ticket: hello.ticket.map(|ticket| ticket.0),
            path: hello.path.into(),
            build: hello.build,
            batch: hello.batch,
            event: hello.event,
            blocks: hello.blocks,
            templates: hello.templates,
            previous: hello.previous.into(),
        },
        ClientFrame::Event {
            seq,
            ack,
            block,
            slot,
            payload,
        } => ModelClient::Event {
            seq,
            ack,
            block,
            slot,
            payload: own_payload(&payload),
        },
        ClientFrame::Ack { ack } => ModelClient::Ack { ack },
        ClientFrame::Resync { ack, block } => ModelClient::Resync { ack, block },
        ClientFrame::Ping => ModelClient::Ping,
    })
}

fn own_payload(payload: &Payload<'_>) -> ModelPayload {
    match payload {
        Payload::None => ModelPayload::None,
        Payload::Mouse {
            x,
            y,
            button,
            detail,
            modifiers,
        } => ModelPayload::Mouse {
            x: *x,
            y: *y,
            button: *button,
            detail: *detail,
            modifiers: modifiers.bits(),
        },
        Payload::Key {
            key,
            code,
            modifiers,
            repeat,
        } => ModelPayload::Key {
            key: (*key).into(),
            code: (*code).into(),
            modifiers: modifiers.bits(),
            repeat: *repeat,
        },
        Payload::Input { value, checked } => ModelPayload::Input {
            value: (*value).into(),
            checked: *checked,
        },
        Payload::Submit { fields } => ModelPayload::Submit {
            fields: fields
                .iter()
                .map(|(n, v)| ((*n).into(), (*v).into()))
                .collect(),
        },
        Payload::Focus => ModelPayload::Focus,
        Payload::Pointer {
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
        } => ModelPayload::Pointer {
            x: *x,
            y: *y,
            button: *button,
            buttons: *buttons,
            detail: *detail,
            modifiers: modifiers.bits(),
            id: *id,
            kind: code(&POINTER_KINDS, kind),
            pressure: *pressure,
            primary: *primary,
        },
        Payload::Wheel {
            x,
            y,
            dx,
            dy,
            mode,
            modifiers,
        } => ModelPayload::Wheel {
            x: *x,
            y: *y,
            dx: *dx,
            dy: *dy,
            mode: code(&WHEEL_MODES, mode),
            modifiers: modifiers.bits(),
        },
        Payload::Text { text } => ModelPayload::Text {
            text: (*text).into(),
        },
        Payload::Scroll { left, top } => ModelPayload::Scroll {
            left: *left,
            top: *top,
        },
        Payload::Media {
            time_ms,
            duration_ms,
            paused,
            ended,
            muted,
            volume,
        } => ModelPayload::Media {
            time_ms: *time_ms,
            duration_ms: *duration_ms,
            paused: *paused,
            ended: *ended,
            muted: *muted,
            volume: *volume,
        },
        Payload::Touch { touches, modifiers } => ModelPayload::Touch {
            touches: touches
                .iter()
                .map(|touch| (touch.id, touch.x, touch.y))
                .collect(),
            modifiers: modifiers.bits(),
        },
        Payload::Custom { json } => ModelPayload::Custom {
            json: (*json).into(),
        },
        Payload::Toggle { open } => ModelPayload::Toggle { open: *open },
        Payload::Name { name } => ModelPayload::Name {
            name: (*name).into(),
        },
    }
}

/// The number of a value in the order of the codes.
fn code<T: PartialEq>(all: &[T], value: &T) -> u8 {
    let at = all.iter().position(|known| known == value);
    at.expect("every value has a code") as u8
}

/// Reads a frame with all operations; `templates` are those that are defined, and grow.
pub(crate) fn read_server(
    frame: &[u8],
    templates: &mut Vec<OwnedTemplate>,
) -> Result<ModelServer, DecodeError> {
    Ok(match ServerFrame::decode(frame)? {
        ServerFrame::Welcome(welcome) => ModelServer::Welcome {
            version: welcome.version,
            event: welcome.event,
            batch: welcome.batch,
            how: match welcome.how {
                Attachment::Attached => 0,
                Attachment::Resumed => 1,
                Attachment::Resynced => 2,
            },
        },
        ServerFrame::Patch { seq, ack, mut ops } => {
            let mut read = Vec::new();
            while let Some(op) = ops.next_op()? {
                read.push(read_op(op, &mut ops, templates)?);
            }
            ModelServer::Patch {
                seq,
                ack,
                ops: read,
            }
        }
        ServerFrame::Refresh { reason } => ModelServer::Refresh {
            reason: reason.code(),
        },
        ServerFrame::Error { code, message } => ModelServer::Error {
            code: code.0,
            message: message.into(),
        },
        ServerFrame::Pong => ModelServer::Pong,
        ServerFrame::Ack { ack } => ModelServer::Ack { ack },
    })
}

fn read_op(
    op: Op<'_>,
    patch: &mut PatchReader<'_>,
    templates: &mut Vec<OwnedTemplate>,
) -> Result<ModelOp, DecodeError> {
    Ok(match op {
        Op::Define { template } => {
            templates.push(template.clone());
            ModelOp::Define(template)
        }
        Op::Mount { first } => ModelOp::Mount {
            first,
            content: read_branch(&mut patch.content(), templates, 1)?,
        },
        Op::Text {
            at: Address { block, slot },
            text,
        } => ModelOp::Text {
            block,
            slot,
            text: text.into(),
        },
        Op::Attr {
            at: Address { block, slot },
            value,
        } => ModelOp::Attr {
            block,
            slot,
            value: value.map(Into::into),
        },
        Op::Class {
            at: Address { block, slot },
            on,
        } => ModelOp::Class { block, slot, on },
        Op::Dyn {
            at: Address { block, slot },
        } => {
            let content = read_slot(&mut patch.content(), &OwnedSlotKind::Dyn, templates, 1)?;
            ModelOp::Dyn {
                block,
                slot,
                content,
            }
        }
        Op::Branch {
            at: Address { block, slot },
        } => ModelOp::Branch {
            block,
            slot,
            content: read_branch(&mut patch.content(), templates, 1)?,
        },
        Op::Insert {
            at: Address { block, slot },
            index,
            rows,
        } => {
            let mut read = Vec::new();
            for _ in 0..rows.count {
                let template = rows.template.unwrap_or_default();
                read.push(read_block(&mut patch.content(), template, templates, 1)?);
            }
            ModelOp::Insert {
                block,
                slot,
                at: index,
                rows: read,
            }
        }
        Op::Remove {
            at: Address { block, slot },
            index,
            count,
        } => ModelOp::Remove {
            block,
            slot,
            at: index,
            count,
        },
        Op::Move {
            at: Address { block, slot },
            from,
            to,
        } => ModelOp::Move {
            block,
            slot,
            from,
            to,
        },
        Op::Swap {
            at: Address { block, slot },
            a,
            b,
        } => ModelOp::Swap { block, slot, a, b },
        Op::Clear {
            at: Address { block, slot },
        } => ModelOp::Clear { block, slot },
        Op::Park { block } => ModelOp::Park { block },
        Op::Drop { block } => ModelOp::Drop { block },
    })
}

fn read_branch(
    content: &mut ContentReader<'_, '_>,
    templates: &[OwnedTemplate],
    depth: usize,
) -> Result<Option<Block>, DecodeError> {
    match content.branch()? {
        None => Ok(None),
        Some(template) => read_block(content, template, templates, depth).map(Some),
    }
}

fn read_block(
    content: &mut ContentReader<'_, '_>,
    template: u32,
    templates: &[OwnedTemplate],
    depth: usize,
) -> Result<Block, DecodeError> {
    let at = content.offset();
    if depth > MAX_BLOCK_DEPTH {
        return Err(DecodeError::new(DecodeErrorKind::TooDeep, "content", at));
    }
    let kinds = &templates
        .get(template as usize)
        .ok_or_else(|| DecodeError::new(DecodeErrorKind::UnknownTemplate, "content", at))?
        .slots;
    let slots = kinds
        .iter()
        .map(|kind| read_slot(content, kind, templates, depth + 1))
        .collect::<Result<_, _>>()?;
    Ok(Block { template, slots })
}

fn read_slot(
    content: &mut ContentReader<'_, '_>,
    kind: &OwnedSlotKind,
    templates: &[OwnedTemplate],
    depth: usize,
) -> Result<Slot, DecodeError> {
    Ok(match kind {
        OwnedSlotKind::Attr(_) | OwnedSlotKind::Style(_) | OwnedSlotKind::Spread => {
            Slot::Attr(content.attr()?.map(Into::into))
        }
        OwnedSlotKind::Class(_) => Slot::Class(content.class()?),
        OwnedSlotKind::On { .. } | OwnedSlotKind::OnWith { .. } => Slot::On,
        OwnedSlotKind::Dyn => match content.dyn_()? {
            Dyn::Empty => Slot::View(None),
            Dyn::View(template) => {
                Slot::View(Some(read_block(content, template, templates, depth)?))
            }
            Dyn::Html(html) => Slot::Html(html.into()),
            Dyn::Parked(block) => Slot::Parked(block),
            Dyn::Text(text) => Slot::Text(text.into()),
        },
        OwnedSlotKind::Branch | OwnedSlotKind::Child => {
            Slot::Branch(read_branch(content, templates, depth)?)
        }
        OwnedSlotKind::Rows => {
            let rows = content.rows()?;
            let mut read = Vec::new();
            for _ in 0..rows.count {
                read.push(read_block(
                    content,
                    rows.template.unwrap_or_default(),
                    templates,
                    depth,
                )?);
            }
            Slot::Rows(read)
        }
    })
}

/// Decodes boot data and walks its shape.
pub(crate) fn read_boot(bytes: &[u8]) -> Result<(Boot<'_>, Block), DecodeError> {
    let boot = Boot::decode(bytes)?;
    let root = walk_shape(boot.shape, &boot.templates)?;
    Ok((boot, root))
}

/// Walks a shape.
pub(crate) fn walk_shape(shape: &[u8], templates: &[OwnedTemplate]) -> Result<Block, DecodeError> {
    let mut reader = ShapeReader::new(shape)?;
    let root = reader.root();
    let block = read_shape(&mut reader, root, templates, 1)?;
    reader.finish()?;
    Ok(block)
}

/// A block of the shape: texts are empty, attributes absent, classes off, because a shape holds none.
fn read_shape(
    shape: &mut ShapeReader<'_>,
    template: u32,
    templates: &[OwnedTemplate],
    depth: usize,
) -> Result<Block, DecodeError> {
    if depth > MAX_BLOCK_DEPTH {
        return Err(DecodeError::new(DecodeErrorKind::TooDeep, "shape", 0));
    }
    let kinds = &templates
        .get(template as usize)
        .ok_or_else(|| DecodeError::new(DecodeErrorKind::UnknownTemplate, "shape", 0))?
        .slots;
    let mut slots = Vec::new();
    for kind in kinds {
        slots.push(match kind {
            OwnedSlotKind::Attr(_) | OwnedSlotKind::Style(_) | OwnedSlotKind::Spread => {
                Slot::Attr(None)
            }
            OwnedSlotKind::Class(_) => Slot::Class(false),
            OwnedSlotKind::On { .. } | OwnedSlotKind::OnWith { .. } => Slot::On,
            OwnedSlotKind::Dyn => match shape.dyn_()? {
                DynShape::Text => Slot::Text(String::new()),
                DynShape::Html => Slot::Html(String::new()),
                DynShape::Empty => Slot::View(None),
                DynShape::View(template) => {
                    Slot::View(Some(read_shape(shape, template, templates, depth + 1)?))
                }
            },
            OwnedSlotKind::Branch | OwnedSlotKind::Child => Slot::Branch(match shape.branch()? {
                None => None,
                Some(template) => Some(read_shape(shape, template, templates, depth + 1)?),
            }),
            OwnedSlotKind::Rows => {
                let rows = shape.rows()?;
                let mut read = Vec::new();
                for _ in 0..rows.count {
                    let template = rows.template.unwrap_or_default();
                    read.push(read_shape(shape, template, templates, depth + 1)?);
                }
                Slot::Rows(read)
            }
        });
    }
    Ok(Block { template, slots })
}
