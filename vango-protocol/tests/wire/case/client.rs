//! Frames from the client.

use vango_protocol::VERSION;

use super::{BORDERS, SECRET, TICKET};
use crate::model::{ModelClient, ModelPayload};

pub(crate) fn client() -> Vec<(String, ModelClient)> {
    let hello = |ticket, path: &str, batch, event| ModelClient::Hello {
        version: VERSION,
        session: 0x0123_4567_89ab_cdef,
        state: 0x1234_5678_9abc,
        secret: SECRET,
        ticket,
        path: path.into(),
        build: 0xfedc_ba98_7654_3210,
        batch,
        event,
        blocks: 17,
        templates: 300,
        previous: "AAECAwQ=".into(),
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
    cases.extend(more_payloads());
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

fn more_payloads() -> Vec<(String, ModelPayload)> {
    let pointer = |kind, x, id, pressure| ModelPayload::Pointer {
        x,
        y: -x,
        button: 255,
        buttons: 0x1ff,
        detail: 0,
        modifiers: 4,
        id,
        kind,
        pressure,
        primary: kind != 2,
    };
    let wheel = |mode| ModelPayload::Wheel {
        x: 10,
        y: 20,
        dx: -1,
        dy: 120,
        mode,
        modifiers: 2,
    };
    let touch = |touches| ModelPayload::Touch {
        touches,
        modifiers: 1,
    };
    let text = |text: &str| ModelPayload::Text { text: text.into() };
    let custom = |json: &str| ModelPayload::Custom { json: json.into() };
    let cases = [
        ("pointer, mouse", pointer(0, 1, 1, 32_767)),
        ("pointer, pen", pointer(1, 300, -1, 65_535)),
        ("pointer, touch", pointer(2, 70_000, i32::MAX, 0)),
        ("pointer, other", pointer(3, 0, i32::MIN, 250)),
        ("wheel, pixels", wheel(0)),
        ("wheel, lines", wheel(1)),
        ("wheel, pages", wheel(2)),
        ("text", text("pasted\nä")),
        ("text, none", text("")),
        (
            "scroll",
            ModelPayload::Scroll {
                left: -5,
                top: 1_000_000,
            },
        ),
        (
            "media",
            ModelPayload::Media {
                time_ms: 1500,
                duration_ms: 60_000,
                paused: true,
                ended: false,
                muted: true,
                volume: 100,
            },
        ),
        (
            "media of unknown length",
            ModelPayload::Media {
                time_ms: 0,
                duration_ms: u32::MAX,
                paused: false,
                ended: true,
                muted: false,
                volume: 0,
            },
        ),
        ("touch, no finger left", touch(Vec::new())),
        (
            "touch, two fingers",
            touch(vec![(0, 10, 20), (1, -3, 70_000)]),
        ),
        ("custom", custom(r#"{"chosen":[1,"ä"]}"#)),
        ("custom, without detail", custom("null")),
        ("toggle, open", ModelPayload::Toggle { open: true }),
        ("toggle, closed", ModelPayload::Toggle { open: false }),
        (
            "name",
            ModelPayload::Name {
                name: "fade-in".into(),
            },
        ),
        (
            "several values of a select",
            ModelPayload::Input {
                value: "a\u{1f}b\u{1f}".into(),
                checked: false,
            },
        ),
    ];
    cases.map(|(name, payload)| (name.into(), payload)).into()
}
