//! The client's half of the session: handshake, numbers, acknowledgements, resync; and events.

use vango_client::headless::{Find, Headless, HeadlessError};
use vango_protocol::OwnedSlotKind::Dyn;
use vango_protocol::{
    Address, Attachment, ClientFrame, ErrorCode, Hello, Payload, RefreshReason, ServerFrame, Token,
    Welcome,
};

use crate::model::{Value, attr, block, element, on, page, page_of, patch, slot, text, value};

fn counter() -> Headless {
    let tree = vec![element(
        "section",
        &[on("click", false)],
        vec![
            element(
                "button",
                &[attr("disabled"), on("click", true)],
                vec![text("+")],
            ),
            element("input", &[attr("name"), on("input", true)], vec![]),
            element("output", &[attr("data-testid")], vec![slot(Dyn)]),
        ],
    )];
    let name = |name: &str| Value::Attr(Some(name.to_owned()));
    let slots = vec![
        Value::On,
        Value::Attr(None),
        Value::On,
        name("n"),
        Value::On,
        name("count"),
        value("0"),
    ];
    let client =
        Headless::from_page(&page(&[tree], &block(0, slots)), "/counter?a=1").expect("a page");
    assert!(client.mismatches().is_empty(), "{:?}", client.mismatches());
    client
}

fn welcome(event: u32, batch: u32, how: Attachment) -> Vec<u8> {
    server(&ServerFrame::Welcome(Welcome {
        version: 1,
        event,
        batch,
        how,
    }))
}

fn server(frame: &ServerFrame<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    frame.encode(&mut bytes);
    bytes
}

fn live() -> Headless {
    let mut client = counter();
    client.hello();
    assert!(
        client
            .receive(&welcome(0, 0, Attachment::Attached))
            .expect("welcome")
            .is_empty()
    );
    client
}

fn hello(client: &mut Headless) -> (Option<Token>, u32, u32) {
    let bytes = client.hello();
    match ClientFrame::decode(&bytes) {
        Ok(ClientFrame::Hello(Hello {
            version: 1,
            session: 7,
            path: "/counter?a=1",
            ticket,
            batch,
            event,
            ..
        })) => (ticket, batch, event),
        other => panic!("{other:?}"),
    }
}

/// Number, acknowledged batch and address of each event.
fn events(frames: &[Vec<u8>]) -> Vec<(u8, u8, u32)> {
    frames
        .iter()
        .map(|frame| match ClientFrame::decode(frame) {
            Ok(ClientFrame::Event {
                seq,
                ack,
                block: 1,
                slot,
                ..
            }) => (seq, ack, slot),
            other => panic!("{other:?}"),
        })
        .collect()
}

fn text_patch(seq: u8, text: &str) -> Vec<u8> {
    patch(seq, |patch| patch.text(1, 6, text))
}

#[test]
fn after_the_highest_event_none_is_sent() {
    let mut client = counter();
    client.hello();
    let mut welcome = Vec::new();
    ServerFrame::Welcome(Welcome {
        version: vango_protocol::VERSION,
        event: u32::MAX,
        batch: 0,
        how: Attachment::Attached,
    })
    .encode(&mut welcome);
    client.receive(&welcome).expect("a welcome");
    let at = Address { block: 1, slot: 0 };
    assert!(client.event_at(at, Payload::None).is_empty());
}

#[test]
fn the_ticket_is_given_away_once() {
    let mut client = counter();
    assert_eq!(hello(&mut client), (Some(Token([2; 16])), 0, 0));
    assert_eq!(hello(&mut client), (None, 0, 0));
    assert_eq!(client.socket(), "/_vango/live/7");
}

#[test]
fn a_click_goes_to_the_handlers_from_the_inside_out() {
    let mut client = live();
    let button = Find::tag("button").text("+");
    let frames = client.click(&button).expect("two handlers");
    assert_eq!(events(&frames), [(1, 0, 2), (2, 0, 0)]);
    assert!(matches!(
        ClientFrame::decode(&frames[0]),
        Ok(ClientFrame::Event {
            payload: Payload::Mouse { detail: 1, .. },
            ..
        })
    ));
    assert!(matches!(
        ClientFrame::decode(&frames[1]),
        Ok(ClientFrame::Event {
            payload: Payload::None,
            ..
        })
    ));
    let handlers = client.handlers(&button, "click").expect("one button");
    assert_eq!(
        handlers,
        [Address { block: 1, slot: 2 }, Address { block: 1, slot: 0 }]
    );
}

#[test]
fn what_a_test_cannot_do() {
    let mut client = live();
    let complaint = |result: Result<Vec<Vec<u8>>, HeadlessError>| match result {
        Err(HeadlessError::Find(complaint)) => complaint,
        other => panic!("{other:?}"),
    };
    assert!(complaint(client.click(&Find::tag("a"))).starts_with("0 elements are <a>"));
    assert!(complaint(client.input(&Find::tag("button"), "x")).contains("hears `input`"));
    client
        .receive(&patch(1, |patch| patch.attr(1, 1, Some(""))))
        .expect("a good patch");
    assert!(complaint(client.click(&Find::tag("button"))).contains("is disabled"));
}

#[test]
fn input_and_text() {
    let mut client = live();
    let frames = client
        .input(&Find::tag("input").attribute("name", "n"), "é")
        .expect("a handler");
    let input = Payload::Input {
        value: "é",
        checked: false,
    };
    assert_eq!(
        ClientFrame::decode(&frames[0]),
        Ok(ClientFrame::Event {
            seq: 1,
            ack: 0,
            block: 1,
            slot: 4,
            payload: input
        })
    );
    client.receive(&text_patch(1, "42")).expect("a good patch");
    assert_eq!(client.text(&Find::test_id("count")).expect("one"), "42");
    assert_eq!(client.count(&Find::exact_text("42")).expect("counted"), 1);
    assert_eq!(
        client
            .text(&Find::exact_text("42").inside(Find::tag("section")))
            .expect("one"),
        "42"
    );
}

#[test]
fn events_wait_for_a_welcome_and_are_sent_again() {
    let mut client = counter();
    let button = Find::tag("button");
    assert!(
        client.click(&button).expect("a handler").is_empty(),
        "no socket yet"
    );
    assert_eq!(hello(&mut client).2, 2);
    let frames = client
        .receive(&welcome(0, 0, Attachment::Attached))
        .expect("welcome");
    assert_eq!(events(&frames), [(1, 0, 2), (2, 0, 0)]);
    client.receive(&text_patch(1, "1")).expect("a good patch");
    client.disconnect();
    assert!(client.click(&button).expect("a handler").is_empty());
    assert_eq!(hello(&mut client), (None, 1, 4));
    let frames = client
        .receive(&welcome(1, 1, Attachment::Resumed))
        .expect("welcome");
    assert_eq!(
        events(&frames),
        [(2, 1, 0), (3, 1, 2), (4, 1, 0)],
        "1 was applied; the others keep their numbers"
    );
    assert_eq!(client.unacknowledged_events(), 3);
    client
        .receive(&server(&ServerFrame::Ack { ack: 3 }))
        .expect("ack");
    assert_eq!(client.unacknowledged_events(), 1);
}

#[test]
fn batches_that_come_twice_or_not_at_all() {
    let mut client = live();
    client.receive(&text_patch(1, "1")).expect("a good patch");
    client.receive(&text_patch(1, "again")).expect("dropped");
    assert_eq!(client.html().matches("again").count(), 0);
    match client.receive(&text_patch(3, "3")) {
        Err(HeadlessError::Gap {
            expected: 2,
            received: 3,
        }) => {}
        other => panic!("{other:?}"),
    }
    for seq in 2..=300u32 {
        client
            .receive(&text_patch((seq & 255) as u8, &seq.to_string()))
            .expect("the next");
    }
    assert_eq!(
        (
            client.batch(),
            client.text(&Find::test_id("count")).expect("one").as_str()
        ),
        (300, "300")
    );
}

#[test]
fn batches_are_acknowledged_in_time() {
    let mut client = live();
    let mut acks = Vec::new();
    for seq in 1..=40 {
        for frame in client.receive(&text_patch(seq, "")).expect("the next") {
            match ClientFrame::decode(&frame) {
                Ok(ClientFrame::Ack { ack }) => acks.push(ack),
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!(acks, [16, 32]);
    let frames = client.click(&Find::tag("button")).expect("a handler");
    assert_eq!(events(&frames)[0].1, 40, "an event acknowledges too");
}

#[test]
fn a_page_that_did_not_fit_is_resynced_after_the_welcome() {
    let template = vango_protocol::OwnedTemplate {
        html: "<p><!--v--></p>".into(),
        slots: [Dyn].into(),
    };
    let mut client =
        Headless::from_page(&page_of(&[template], "<b></b>", &[0, 1]), "/").expect("a page");
    client.hello();
    let frames = client
        .receive(&welcome(0, 0, Attachment::Attached))
        .expect("welcome");
    assert_eq!(
        ClientFrame::decode(&frames[0]),
        Ok(ClientFrame::Resync { ack: 0, block: 0 })
    );
    let mount = patch(1, |patch| {
        let mut content = patch.mount(2);
        content.branch(0);
        content.dyn_text("ok");
    });
    client.receive(&mount).expect("a good patch");
    assert_eq!(client.html(), "<p>ok</p>");
}

#[test]
fn a_resynced_session_goes_on_from_the_servers_number() {
    let mut client = live();
    client.receive(&text_patch(1, "1")).expect("a good patch");
    client.disconnect();
    client.hello();
    assert!(
        client
            .receive(&welcome(0, 200, Attachment::Resynced))
            .expect("welcome")
            .is_empty()
    );
    let mount = patch(201, |patch| patch.mount(50).branch_empty());
    client.receive(&mount).expect("a good patch");
    assert_eq!((client.html().as_str(), client.batch()), ("", 201));
    assert!(client.mismatches().is_empty());
}

#[test]
fn the_server_ends_it() {
    let mut client = live();
    let refresh = server(&ServerFrame::Refresh {
        reason: RefreshReason::Restarted,
    });
    assert!(matches!(
        client.receive(&refresh),
        Err(HeadlessError::Refreshed(RefreshReason::Restarted))
    ));
    assert!(
        client
            .click(&Find::tag("button"))
            .expect("a handler")
            .is_empty(),
        "nothing is sent any more"
    );
    let error = server(&ServerFrame::Error {
        code: ErrorCode::DIVERGED,
        message: "no",
    });
    assert!(matches!(
        live().receive(&error),
        Err(HeadlessError::Failed(ErrorCode::DIVERGED, _))
    ));
}

#[test]
fn a_forged_event_can_be_sent() {
    let mut client = live();
    let frames = client.event_at(Address { block: 99, slot: 3 }, Payload::Focus);
    assert_eq!(
        ClientFrame::decode(&frames[0]),
        Ok(ClientFrame::Event {
            seq: 1,
            ack: 0,
            block: 99,
            slot: 3,
            payload: Payload::Focus
        })
    );
}

#[test]
fn forms() {
    let html = "<form v=\"1\"><input name=\"a\" value=\"1\"><input name=\"b\" type=\"checkbox\"><textarea name=\"c\">t</textarea>\
                <select name=\"d\"><option value=\"x\">X</option><option selected>Y</option></select>\
                <input name=\"e\" disabled><input type=\"submit\" name=\"f\"><input value=\"nameless\"></form>";
    let template = vango_protocol::OwnedTemplate {
        html: html.into(),
        slots: [on("submit", true)].into(),
    };
    let mut client = Headless::from_page(
        &page_of(&[template], &html.replace(" v=\"1\"", ""), &[0, 0]),
        "/",
    )
    .expect("a page");
    assert!(client.mismatches().is_empty(), "{:?}", client.mismatches());
    client.hello();
    client
        .receive(&welcome(0, 0, Attachment::Attached))
        .expect("welcome");
    let fields = |frames: Vec<Vec<u8>>| match ClientFrame::decode(&frames[0]) {
        Ok(ClientFrame::Event {
            payload: Payload::Submit { fields },
            ..
        }) => fields
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("&"),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        fields(client.submit(&Find::tag("form")).expect("a handler")),
        "a=1&c=t&d=Y"
    );
    let unheard = client.click(&Find::tag("input").attribute("name", "b"));
    assert!(
        unheard.is_err(),
        "nothing hears it, and it is ticked all the same"
    );
    client
        .input(&Find::tag("input").attribute("name", "a"), "2")
        .expect_err("nothing hears it");
    assert_eq!(
        fields(client.submit(&Find::tag("form")).expect("a handler")),
        "a=2&b=on&c=t&d=Y"
    );
}
