//! What the simulation reads of frames beside the client.

use vango_protocol::{Attachment, Op, ServerFrame};

/// Whether a frame brings everything anew. Definitions stand before the Mount and nothing else does.
pub(crate) fn shows_anew(frame: &[u8]) -> bool {
    let Ok(ServerFrame::Patch { mut ops, .. }) = ServerFrame::decode(frame) else {
        return false;
    };
    loop {
        match ops.next_op() {
            Ok(Some(Op::Define { .. })) => {}
            Ok(Some(Op::Mount { .. })) => return true,
            _ => return false,
        }
    }
}

/// How a client is welcomed, if a frame says so.
pub(crate) fn welcome(frame: &[u8]) -> Option<Attachment> {
    match ServerFrame::decode(frame) {
        Ok(ServerFrame::Welcome(welcome)) => Some(welcome.how),
        _ => None,
    }
}
