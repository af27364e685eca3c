//! The decoders of the protocol.
//!
//! What is decoded can be encoded, and means the same when it is decoded again. The bytes need not be the same: a writer
//! uses the shortest form of a number, a reader accepts longer ones (docs/protocol.md, "Primitives"), and bits that are
//! reserved are dropped. So the property is: `decode(bytes) = Ok(x)` ⇒ `decode(encode(x)) = Ok(x)`, and `encode(x)` is no
//! longer than `bytes`.

use vango_protocol::{
    Boot, ClientFrame, OwnedTemplate, PatchReader, ServerFrame, serial as serials,
};

use crate::corpus::templates;
use crate::model;
use crate::source::Source;

/// An event's head, before its payload.
const EVENT: [u8; 5] = [1, 1, 0, 3, 0];

/// What a server reads.
pub fn client_frame(bytes: &[u8]) {
    let version = ClientFrame::hello_version(bytes);
    let Ok(frame) = ClientFrame::decode(bytes) else {
        return;
    };
    match &frame {
        ClientFrame::Hello(hello) => assert_eq!(version, Ok(Some(hello.version))),
        _ => assert_eq!(version, Ok(None)),
    }
    let mut again = Vec::new();
    frame.encode(&mut again);
    assert!(again.len() <= bytes.len(), "{frame:?}");
    assert_eq!(ClientFrame::decode(&again), Ok(frame));
    let owned = model::read_client(bytes).expect("it was read before");
    assert_eq!(model::write_client(&owned), again);
}

/// The payload of an event: what [`client_frame`] seldom gets to by chance.
pub fn payload(bytes: &[u8]) {
    client_frame(&[&EVENT[..], bytes].concat());
}

/// What a browser reads: a frame, and where it is a patch its operations, over the templates of the golden vectors and those
/// that it defines.
pub fn server_frame(bytes: &[u8]) {
    if let Ok(frame) = ServerFrame::decode(bytes) {
        let mut again = Vec::new();
        frame.encode(&mut again);
        assert!(again.len() <= bytes.len(), "{frame:?}");
        let decoded = ServerFrame::decode(&again);
        match (&decoded, &frame) {
            // Their offsets differ where the head was written in a longer form.
            (Ok(ServerFrame::Patch { ops, .. }), ServerFrame::Patch { ops: before, .. }) => {
                assert_eq!(ops.as_bytes(), before.as_bytes());
            }
            _ => assert_eq!(decoded, Ok(frame)),
        }
    }
    // Without their content, operations are read to the first that has any.
    if let Ok(mut ops) = PatchReader::new(bytes) {
        while let Ok(Some(_)) = ops.next_op() {}
    }
    if asks_for_much(bytes) {
        return;
    }
    let Ok(frame) = model::read_server(bytes, &mut templates()) else {
        return;
    };
    let again = model::write_server(&frame);
    assert_eq!(model::read_server(&again, &mut templates()), Ok(frame));
    assert!(again.len() <= bytes.len());
}

/// Rows without slots take no bytes, up to the protocol's limit in each `rows`: a short frame may hold millions. Each is
/// within the limits, and building all of them says nothing new.
pub(crate) fn asks_for_much(bytes: &[u8]) -> bool {
    /// What begins a number of 16, and of 32 bits.
    const WIDE: [u8; 2] = [251, 252];
    let count = |mark: u8| bytes.iter().filter(|byte| **byte == mark).count();
    count(WIDE[0]) > 32 || count(WIDE[1]) > 4
}

/// A template that stands alone.
pub fn template(bytes: &[u8]) {
    let Ok(template) = OwnedTemplate::decode(bytes) else {
        return;
    };
    let mut again = Vec::new();
    template.encode(&mut again);
    assert!(again.len() <= bytes.len());
    assert_eq!(OwnedTemplate::decode(&again).as_ref(), Ok(&template));
    let mut lent = Vec::new();
    model::lend(std::slice::from_ref(&template), |templates| {
        templates[0].encode(&mut lent);
    });
    assert_eq!(lent, again, "both kinds of template are written alike");
}

/// The shape of a page, over the templates of the golden vectors.
pub fn shape(bytes: &[u8]) {
    let templates = templates();
    if asks_for_much(bytes) {
        return;
    }
    let Ok(root) = model::walk_shape(bytes, &templates) else {
        return;
    };
    let again = model::write_shape(&root);
    assert_eq!(model::walk_shape(&again, &templates), Ok(root));
}

/// The data that a page starts its client with.
pub fn boot(bytes: &[u8]) {
    let Ok(boot) = Boot::decode(bytes) else {
        return;
    };
    let mut again = Vec::new();
    model::lend(&boot.templates, |templates| {
        boot.head
            .encode(&mut again, templates.iter().copied(), boot.shape);
    });
    assert!(again.len() <= bytes.len());
    assert_eq!(Boot::decode(&again), Ok(boot));
    if !asks_for_much(bytes) {
        // The shape fits its templates or is refused.
        drop(model::read_boot(bytes));
    }
}

/// Numbers of which the low byte is sent, against the definition: the one number at most 127 away that ends so.
pub fn serial(bytes: &[u8]) {
    let mut source = Source::new(bytes);
    while !source.is_empty() {
        let (low, near) = (source.byte(), source.number());
        let expected = (near.saturating_sub(127)..=near.saturating_add(127))
            .find(|number| serials::low(*number) == low);
        assert_eq!(serials::expand(low, near), expected, "{low} near {near}");
    }
}
