//! Bounds, each tried at its limit and one over it.

use vango_protocol::limits::{
    MAX_CLIENT_FRAME_BYTES, MAX_EVENT_DELAY_MS, MAX_FIELDS, MAX_KEY_BYTES, MAX_KEY_FILTERS,
    MAX_NAME_BYTES, MAX_PATH_BYTES, MAX_ROWS, MAX_SLOTS, MAX_TEMPLATES, MAX_TOUCHES,
    MAX_VALUE_BYTES,
};
use vango_protocol::{
    ClientFrame, ContentWriter, DecodeErrorKind, EventFlags, OwnedSlotKind, OwnedTemplate,
    PatchReader, PatchWriter,
};

use crate::model::{self, ModelClient, ModelPayload};

fn event(payload: ModelPayload) -> ModelClient {
    ModelClient::Event {
        seq: 1,
        ack: 0,
        block: 1,
        slot: 0,
        payload,
    }
}

/// `make(limit)` is accepted, `make(limit + 1)` refused as over the limit.
fn check(limit: usize, make: impl Fn(usize) -> ModelClient) {
    let fits = make(limit);
    assert_eq!(model::read_client(&model::write_client(&fits)), Ok(fits));
    let error = model::read_client(&model::write_client(&make(limit + 1))).expect_err("one over");
    assert_eq!(error.kind(), DecodeErrorKind::OverLimit, "{error}");
}

#[test]
fn client_strings_and_counts() {
    let long = |n| "x".repeat(n);
    check(MAX_KEY_BYTES, |n| {
        event(ModelPayload::Key {
            key: long(n),
            code: String::new(),
            modifiers: 0,
            repeat: false,
        })
    });
    check(MAX_VALUE_BYTES, |n| {
        event(ModelPayload::Input {
            value: long(n),
            checked: false,
        })
    });
    check(MAX_FIELDS, |n| {
        event(ModelPayload::Submit {
            fields: vec![(String::new(), long(2)); n],
        })
    });
    check(MAX_VALUE_BYTES, |n| {
        event(ModelPayload::Text { text: long(n) })
    });
    check(MAX_VALUE_BYTES, |n| {
        event(ModelPayload::Custom { json: long(n) })
    });
    check(MAX_NAME_BYTES, |n| {
        event(ModelPayload::Name { name: long(n) })
    });
    check(MAX_TOUCHES, |n| {
        event(ModelPayload::Touch {
            touches: vec![(1, -1, 300); n],
            modifiers: 0,
        })
    });
    check(MAX_PATH_BYTES, |n| ModelClient::Hello {
        version: 1,
        session: 1,
        state: 1,
        secret: [0; 16],
        ticket: None,
        path: long(n),
        build: 0,
        batch: 0,
        event: 0,
        blocks: 0,
        templates: 0,
        previous: String::new(),
    });
}

#[test]
fn the_frame_itself() {
    let error = ClientFrame::decode(&vec![0; MAX_CLIENT_FRAME_BYTES + 1]).expect_err("one over");
    assert_eq!(
        (error.kind(), error.offset()),
        (DecodeErrorKind::OverLimit, 0)
    );
}

#[test]
fn template_names_and_slots() {
    let decode = |template: OwnedTemplate| {
        let mut bytes = Vec::new();
        template.encode(&mut bytes);
        OwnedTemplate::decode(&bytes).map_err(|error| error.kind())
    };
    assert!(decode(model::template("", &vec![OwnedSlotKind::Dyn; MAX_SLOTS])).is_ok());
    let over = model::template("", &vec![OwnedSlotKind::Dyn; MAX_SLOTS + 1]);
    assert_eq!(decode(over), Err(DecodeErrorKind::OverLimit));
    assert!(
        decode(model::template(
            "",
            &[model::attr(&"a".repeat(MAX_NAME_BYTES))]
        ))
        .is_ok()
    );
    let over = model::template("", &[model::class(&"a".repeat(MAX_NAME_BYTES + 1))]);
    assert_eq!(decode(over), Err(DecodeErrorKind::OverLimit));
}

#[test]
fn options_of_a_listener() {
    let decode = |keys: &[&str], debounce_ms, throttle_ms| {
        let slot = model::on_with("keydown", true, 63, keys, debounce_ms, throttle_ms);
        let template = model::template("", &[slot]);
        let mut bytes = Vec::new();
        template.encode(&mut bytes);
        let decoded = OwnedTemplate::decode(&bytes).map_err(|error| error.kind());
        assert!(decoded.as_ref().is_err() || decoded.as_ref() == Ok(&template));
        decoded.map(drop)
    };
    let over = Err(DecodeErrorKind::OverLimit);
    let long = "x".repeat(MAX_KEY_BYTES + 1);
    assert_eq!(decode(&[""; MAX_KEY_FILTERS], 0, 0), Ok(()));
    assert_eq!(decode(&[""; MAX_KEY_FILTERS + 1], 0, 0), over);
    assert_eq!(decode(&[&long[1..]], 0, 0), Ok(()));
    assert_eq!(decode(&[&long], 0, 0), over);
    assert_eq!(decode(&[], MAX_EVENT_DELAY_MS, MAX_EVENT_DELAY_MS), Ok(()));
    assert_eq!(decode(&[], MAX_EVENT_DELAY_MS + 1, 0), over);
    assert_eq!(decode(&[], 0, MAX_EVENT_DELAY_MS + 1), over);
}

#[test]
fn flags_that_are_not_known_are_kept_and_modifiers_are_not() {
    let flags = EventFlags(u32::MAX);
    assert!(flags.contains(EventFlags::PREVENT.with(EventFlags::CAPTURE)));
    assert_eq!(vango_protocol::Modifiers::from_bits(0xff).bits(), 0b1111);
}

#[test]
fn each_modifier_answers_for_itself() {
    use vango_protocol::Modifiers;
    let keys = [
        Modifiers::SHIFT,
        Modifiers::CONTROL,
        Modifiers::ALT,
        Modifiers::META,
    ];
    for (at, held) in keys.into_iter().enumerate() {
        let answers = [held.shift(), held.control(), held.alt(), held.meta()];
        let only: [bool; 4] = std::array::from_fn(|other| other == at);
        assert_eq!(answers, only, "{held:?}");
    }
}

#[test]
fn rows_and_template_indices() {
    let read = |write: &dyn Fn(&mut ContentWriter<'_>)| {
        let mut bytes = Vec::new();
        write(&mut ContentWriter::new(&mut bytes));
        let mut reader = PatchReader::new(&bytes).expect("short enough");
        reader
            .content()
            .rows()
            .map(|rows| rows.count)
            .map_err(|error| error.kind())
    };
    let last = MAX_TEMPLATES as u32 - 1;
    assert_eq!(read(&|content| content.rows(MAX_ROWS, last)), Ok(MAX_ROWS));
    assert_eq!(
        read(&|content| content.rows(MAX_ROWS + 1, 0)),
        Err(DecodeErrorKind::OverLimit)
    );
    assert_eq!(
        read(&|content| content.rows(1, last + 1)),
        Err(DecodeErrorKind::OverLimit)
    );
}

#[test]
fn an_empty_patch_can_be_taken_back() {
    let mut out = vec![7];
    let patch = PatchWriter::begin(&mut out, 1, 2);
    assert!(patch.is_empty());
    assert_eq!(patch.frame_bytes(), 3);
    patch.discard();
    assert_eq!(out, [7]);
}

#[test]
fn a_future_hello_still_says_its_version() {
    // variant 0, version 300 as a u16, then bytes that this version cannot know
    assert_eq!(
        ClientFrame::hello_version(&[0, 251, 44, 1, 9, 9]),
        Ok(Some(300))
    );
    assert_eq!(ClientFrame::hello_version(&[4]), Ok(None));
    assert!(ClientFrame::hello_version(&[0]).is_err());
}

#[test]
fn an_error_says_what_where_and_how_to_mend_it() {
    let error = ClientFrame::decode(&[1, 1, 0, 3, 0, 3, 1, 0xff, 0]).expect_err("not UTF-8");
    assert_eq!(
        error.to_string(),
        "cannot decode `Payload.Input.value` at byte 7: it is not UTF-8 (strings are UTF-8; replace lone surrogates \
         before you encode)"
    );
    assert!(
        !format!("{error:?}").contains("255"),
        "no byte of the input"
    );
}
