//! Frames from the client.

use vango_protocol::VERSION;

use super::{BORDERS, SECRET, TICKET};
use crate::model::{ModelClient, ModelPayload};

pub(crate) fn client() -> Vec<(String, ModelClient)> {
    let hello = |ticket, path: &str, batch, event| ModelClient::Hello {
        version: VERSION,
        session: 0x0123_4567_89ab_cdef,
        secret: SECRET,
        ticket,
        path: path.into(),
        build: 0xfedc_ba98_7654_3210,
        batch,
        event,
    };
    let mut cases = vec![
        (
            "hello after the page".into(),
            hello(Some(TICKET), "/", 0, 0),
        ),
        ("hello again".into(), hello(None, "/u/é?q=1", 300, 70_000)),
        ("ack".into(), ModelClient::Ack { ack: 255 }),
        (
            "resync of everything".into(),
            ModelClient::Resync { ack: 7, block: 0 },
        ),
        (
            "resync of a component".into(),
            ModelClient::Resync { ack: 7, block: 300 },
        ),
        ("ping".into(), ModelClient::Ping),
    ];
    for (name, payload) in payloads() {
        cases.push((
            name,
            ModelClient::Event {
                seq: 1,
                ack: 0,
                block: 3,
                slot: 0,
                payload,
            },
        ));
    }
    for n in BORDERS {
        let payload = ModelPayload::None;
        cases.push((
            format!("block and slot {n}"),
            ModelClient::Event {
                seq: 255,
                ack: 254,
                block: n,
                slot: n,
                payload,
            },
        ));
    }
    cases
}

fn payloads() -> Vec<(String, ModelPayload)> {
    let mouse = |x, y| ModelPayload::Mouse {
        x,
        y,
        button: 2,
        detail: 1,
        modifiers: 0b1111,
    };
    let mut cases: Vec<(String, ModelPayload)> = vec![
        ("click".into(), ModelPayload::None),
        ("focus".into(), ModelPayload::Focus),
        (
            "submit of nothing".into(),
            ModelPayload::Submit { fields: Vec::new() },
        ),
        (
            "submit".into(),
            ModelPayload::Submit {
                fields: vec![
                    ("name".into(), "Ada".into()),
                    ("name".into(), String::new()),
                ],
            },
        ),
        (
            "key".into(),
            ModelPayload::Key {
                key: "ä".into(),
                code: "Quote".into(),
                modifiers: 1,
                repeat: true,
            },
        ),
    ];
    for (x, y) in [
        (0, -1),
        (124, -125),
        (125, -126),
        (126, -127),
        (32_767, -32_768),
        (32_768, -32_769),
    ] {
        cases.push((format!("mouse at {x}, {y}"), mouse(x, y)));
    }
    cases.push(("mouse at the ends".into(), mouse(i32::MAX, i32::MIN)));
    for len in [0, 1, 250, 251] {
        let value = "x".repeat(len);
        cases.push((
            format!("input of {len} bytes"),
            ModelPayload::Input {
                value,
                checked: len == 1,
            },
        ));
    }
    let value = "a\u{e9}\u{20ac}\u{1f600}\0\r\n\u{feff}".into();
    cases.push((
        "input of every width".into(),
        ModelPayload::Input {
            value,
            checked: false,
        },
    ));
    cases
}
