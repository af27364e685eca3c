//! Heap allocations: none on the hot paths, and never more than a frame can pay for.

use allocation_counter::{AllocationInfo, measure};
use proptest::collection::vec;
use proptest::prelude::*;
use vango_protocol::limits::{MAX_FIELDS, MAX_SLOTS, MAX_TEMPLATES};
use vango_protocol::{ClientFrame, PatchReader, PatchWriter, Payload, ServerFrame};

use crate::model::{self, ModelClient, ModelPayload};

fn event(payload: ModelPayload) -> Vec<u8> {
    model::write_client(&ModelClient::Event {
        seq: 1,
        ack: 0,
        block: 300,
        slot: 1,
        payload,
    })
}

fn decoding(frame: &[u8]) -> AllocationInfo {
    measure(|| {
        let _ = std::hint::black_box(ClientFrame::decode(frame));
    })
}

#[test]
fn writing_a_patch_into_a_buffer_with_room_allocates_nothing() {
    let mut out = Vec::with_capacity(64 * 1024);
    let info = measure(|| {
        let mut patch = PatchWriter::begin(&mut out, 1, 1);
        patch.text(1, 2, "text");
        patch.attr(3, 1, Some("value"));
        let mut content = patch.insert(1, 5, 0, 1000, 2);
        for _ in 0..1000 {
            content.class(true);
            content.dyn_text("a row's label");
        }
    });
    assert_eq!(info.count_total, 0);
    assert!(out.len() > 10_000);
}

#[test]
fn reading_an_event_allocates_nothing_but_its_list() {
    let key = || "Enter".to_owned();
    let payloads = [
        ModelPayload::None,
        ModelPayload::Key {
            key: key(),
            code: key(),
            modifiers: 0,
            repeat: false,
        },
        ModelPayload::Input {
            value: "x".repeat(1000),
            checked: true,
        },
        ModelPayload::Text {
            text: "x".repeat(1000),
        },
        ModelPayload::Custom {
            json: "[1]".to_owned(),
        },
    ];
    for payload in payloads {
        let frame = event(payload);
        assert!(ClientFrame::decode(&frame).is_ok());
        assert_eq!(decoding(&frame).count_total, 0);
    }
    let fields = vec![("name".to_owned(), "value".to_owned()); 10];
    assert_eq!(
        decoding(&event(ModelPayload::Submit { fields })).count_total,
        1
    );
    let touches = vec![(1, 2, 3); 10];
    let touch = ModelPayload::Touch {
        touches,
        modifiers: 0,
    };
    assert_eq!(decoding(&event(touch)).count_total, 1);
}

#[test]
fn reading_texts_of_a_patch_allocates_nothing() {
    let mut out = Vec::new();
    let mut patch = PatchWriter::begin(&mut out, 1, 1);
    (1..100).for_each(|block| patch.text(block, 0, "text"));
    let info = measure(|| {
        let Ok(ServerFrame::Patch { mut ops, .. }) = ServerFrame::decode(&out) else {
            panic!("it was just written")
        };
        while let Ok(Some(op)) = ops.next_op() {
            std::hint::black_box(op);
        }
    });
    assert_eq!(info.count_total, 0);
}

/// A small frame that promises much: the count is at its limit, and nothing stands behind it.
#[test]
fn a_promise_is_not_paid_in_advance() {
    let mut fields = event(ModelPayload::Submit { fields: Vec::new() });
    fields.pop();
    fields.extend([
        251,
        MAX_FIELDS.to_le_bytes()[0],
        MAX_FIELDS.to_le_bytes()[1],
    ]);
    assert!(decoding(&fields).bytes_max <= 64, "{:?}", decoding(&fields));

    // 32 fingers, and none of them is there.
    let touches = [1, 1, 0, 3, 0, 11, 32];
    assert_eq!(decoding(&touches).bytes_max, 0);

    // 16 keys, and none of them is there.
    let define = [0, 0, 1, 7, 0, 0, 0, 16];
    let info = measure(|| {
        let mut ops = PatchReader::new(&define).expect("short enough");
        assert!(ops.next_op().is_err());
    });
    assert!(info.bytes_max <= 256, "{info:?}");

    let slots = (MAX_SLOTS as u16).to_le_bytes();
    let define = [0, 0, 251, slots[0], slots[1], 0];
    let info = measure(|| {
        let mut ops = PatchReader::new(&define).expect("short enough");
        assert!(ops.next_op().is_err());
    });
    assert!(info.bytes_max <= 256, "{info:?}");

    let templates = (MAX_TEMPLATES as u32).to_le_bytes();
    let mut boot = vec![1, 0, 0, 1];
    boot.extend([0; 33]); // secret, ticket, no socket
    boot.extend([&[252], templates.as_slice(), &[0, 0, 0, 0]].concat());
    let info = measure(|| assert!(vango_protocol::Boot::decode(&boot).is_err()));
    assert!(info.bytes_max <= 512, "{info:?}");
}

proptest! {
    /// The worst exchange rate is a form's field: two bytes for two string slices, and the list may double.
    #[test]
    fn random_frames_cost_no_more_than_their_length(bytes in vec(prop_oneof![0..8u8, any::<u8>()], 0..400)) {
        let limit = 64 * (bytes.len() as u64 + 1);
        let event: Vec<u8> = [&[1, 1, 0, 3, 0, 4], bytes.as_slice()].concat();
        let touch: Vec<u8> = [&[1, 1, 0, 3, 0, 11], bytes.as_slice()].concat();
        prop_assert!(decoding(&bytes).bytes_max <= limit);
        prop_assert!(decoding(&touch).bytes_max <= limit);
        prop_assert!(decoding(&event).bytes_max <= limit);
        if let Ok(ClientFrame::Event { payload: Payload::Submit { fields }, .. }) = ClientFrame::decode(&event) {
            prop_assert!(fields.capacity() <= event.len() / 2);
        }
    }
}
