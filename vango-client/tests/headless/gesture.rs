//! What a user does, and which handlers hear it.

use vango_client::headless::{Find, Headless, HeadlessError};
use vango_protocol::OwnedSlotKind::{self, Dyn};
use vango_protocol::{
    Address, Attachment, ClientFrame, Modifiers, Payload, PointerKind, ServerFrame, VERSION,
    Welcome,
};

use crate::model::{
    Node, Value, attr, block, element, on, on_with, page, patch, slot, text, value,
};

const PREVENT: u32 = 1;
const STOP: u32 = 2;
const ONCE: u32 = 4;
const SELF: u32 = 8;
const PASSIVE: u32 = 16;
const CAPTURE: u32 = 32;

/// A page of one template, connected.
fn live(tree: Vec<Node>, slots: Vec<Value>) -> Headless {
    let mut client = Headless::from_page(&page(&[tree], &block(0, slots)), "/").expect("a page");
    assert!(client.mismatches().is_empty(), "{:?}", client.mismatches());
    client.hello();
    let mut frame = Vec::new();
    let welcome = Welcome {
        version: VERSION,
        event: 0,
        batch: 0,
        how: Attachment::Attached,
    };
    ServerFrame::Welcome(welcome).encode(&mut frame);
    client.receive(&frame).expect("a welcome");
    client
}

fn set(value: &str) -> Value {
    Value::Attr(Some(value.to_owned()))
}

/// The slots that the events are for.
fn slots(frames: Result<Vec<Vec<u8>>, HeadlessError>) -> Vec<u32> {
    let frames = frames.expect("somebody hears it");
    frames
        .iter()
        .map(|frame| match ClientFrame::decode(frame) {
            Ok(ClientFrame::Event { slot, .. }) => slot,
            other => panic!("{other:?}"),
        })
        .collect()
}

/// The payload of the only event.
fn check_payload(frames: Result<Vec<Vec<u8>>, HeadlessError>, expected: &Payload<'_>) {
    let frames = frames.expect("somebody hears it");
    match ClientFrame::decode(&frames[0]) {
        Ok(ClientFrame::Event { payload, .. }) => assert_eq!(payload, *expected),
        other => panic!("{other:?}"),
    }
    assert_eq!(frames.len(), 1);
}

/// A button in a section in a main; each listens to `event` with these flags; slots 0, 1, 2 from outside.
fn nested(event: &str, flags: [u32; 3], keys: &[&str]) -> Headless {
    let [outer, middle, inner] = flags.map(|flags| on_with(event, flags, keys));
    let button = element("button", &[inner], vec![text("b")]);
    let section = element("section", &[middle], vec![button]);
    let tree = vec![element("main", &[outer], vec![section])];
    live(tree, vec![Value::On, Value::On, Value::On])
}

fn button() -> Find {
    Find::tag("button")
}

#[test]
fn events_go_down_to_those_that_capture_and_up_to_the_others() {
    let heard = |flags| slots(nested("click", flags, &[]).click(&button()));
    assert_eq!(heard([0, 0, 0]), [2, 1, 0]);
    assert_eq!(heard([CAPTURE, CAPTURE, 0]), [0, 1, 2]);
    assert_eq!(heard([0, CAPTURE, CAPTURE]), [1, 2, 0]);
    assert_eq!(heard([0, STOP, 0]), [2, 1]);
    assert_eq!(heard([CAPTURE | STOP, 0, 0]), [0]);
    assert_eq!(heard([SELF, SELF | STOP, SELF]), [2]);
}

#[test]
fn what_does_not_bubble_is_heard_by_its_target_and_by_those_that_capture() {
    let heard = |flags| {
        let mut client = nested("scroll", flags, &[]);
        slots(client.scroll_to(&button(), 1, 2))
    };
    assert_eq!(heard([0, 0, 0]), [2]);
    assert_eq!(heard([CAPTURE, 0, 0]), [0, 2]);
}

#[test]
fn once_is_once_for_each_listener() {
    let mut client = nested("click", [0, ONCE, ONCE], &[]);
    assert_eq!(slots(client.click(&button())), [2, 1, 0]);
    assert_eq!(slots(client.click(&button())), [0]);
    assert_eq!(
        slots(client.click(&Find::tag("section"))),
        [0],
        "it was used up by the click on the button"
    );
}

#[test]
fn a_key_that_no_filter_names_reaches_nobody() {
    let mut client = nested("keydown", [0, STOP, 0], &["Enter", "ä"]);
    let none = Modifiers::NONE;
    assert_eq!(slots(client.press(&button(), "Enter", none)), [2, 1]);
    assert_eq!(slots(client.press(&button(), "ä", none)), [2, 1]);
    let error = client.press(&button(), "a", none).expect_err("filtered");
    assert!(
        error.to_string().contains("hears `keydown or keyup`"),
        "{error}"
    );
    assert!(client.event(&button(), "keydown", &Payload::None).is_err());
}

#[test]
fn listeners_on_one_element_all_hear_what_one_of_them_stops() {
    let both = [on_with("click", STOP, &[]), on("click", false)];
    let inner = element("button", &both, vec![]);
    let tree = vec![element("p", &[on("click", false)], vec![inner])];
    let mut client = live(tree, vec![Value::On, Value::On, Value::On]);
    assert_eq!(slots(client.click(&button())), [1, 2]);
    let at = |slot| Address { block: 1, slot };
    assert_eq!(
        client.handlers(&button(), "click").expect("a button"),
        [at(1), at(2), at(0)]
    );
}

fn input(kind: &str, own: &[OwnedSlotKind]) -> Node {
    let Node::Element {
        name,
        own,
        children,
        ..
    } = element("input", own, vec![])
    else {
        unreachable!("an element was made")
    };
    Node::Element {
        name,
        attributes: vec![("type".to_owned(), kind.to_owned())],
        own,
        children,
    }
}

#[test]
fn a_tick_that_is_prevented_does_not_happen() {
    for (flags, ticked) in [(0, true), (PREVENT, false), (PREVENT | PASSIVE, true)] {
        let own = [on_with("click", flags, &[]), on("change", true)];
        let mut client = live(vec![input("checkbox", &own)], vec![Value::On, Value::On]);
        let heard = slots(client.click(&Find::tag("input")));
        assert_eq!(heard, if ticked { vec![0, 1] } else { vec![0] });
        assert_eq!(client.is_checked(&Find::tag("input")).expect("one"), ticked);
    }
}

#[test]
fn of_a_group_of_radio_buttons_one_is_on() {
    let radio = || {
        input(
            "radio",
            &[attr("name"), attr("checked"), on("change", true)],
        )
    };
    let other = element("form", &[], vec![radio()]);
    let tree = vec![radio(), radio(), other];
    let slots_of = |checked: bool| [set("g"), Value::Attr(checked.then(String::new)), Value::On];
    let values = [slots_of(true), slots_of(false), slots_of(true)].concat();
    let mut client = live(tree, values);
    let radio = |n| Find::tag("input").nth(n);
    let on = |client: &Headless| [0, 1, 2].map(|n| client.is_checked(&radio(n)).expect("one"));
    assert_eq!(on(&client), [true, false, true]);
    assert_eq!(slots(client.click(&radio(1))), [5]);
    assert_eq!(
        on(&client),
        [false, true, true],
        "the form has a group of its own"
    );
    assert!(
        client.click(&radio(1)).is_err(),
        "it is on: nothing changes"
    );
    // The server has applied the click, and says otherwise.
    client
        .receive(&acknowledged(1, |patch| patch.attr(1, 1, Some(""))))
        .expect("a patch");
    assert_eq!(on(&client), [true, false, true]);
}

/// Batch `seq`, after event 1.
fn acknowledged(seq: u8, write: impl FnOnce(&mut vango_protocol::PatchWriter<'_>)) -> Vec<u8> {
    let mut frame = patch(seq, write);
    frame[2] = 1;
    frame
}

#[test]
fn what_is_typed_is_not_overwritten_before_the_server_knows_it() {
    let own = [attr("value"), on("input", true)];
    let mut client = live(
        vec![element("input", &own, vec![])],
        vec![set("a"), Value::On],
    );
    let field = Find::tag("input");
    let holds = |client: &Headless| client.value(&field).expect("one");
    assert_eq!(holds(&client), "a");
    client.input(&field, "abc").expect("heard");
    client
        .receive(&patch(1, |patch| patch.attr(1, 0, Some("ab"))))
        .expect("a patch");
    assert_eq!(
        holds(&client),
        "abc",
        "that was the answer to something older"
    );
    client
        .receive(&acknowledged(2, |patch| patch.attr(1, 0, Some("ABC"))))
        .expect("a patch");
    assert_eq!(holds(&client), "ABC");
    client.input(&field, "x").expect("heard");
    client
        .receive(&acknowledged(3, |patch| patch.class(1, 9, true)))
        .expect("decodable");
    assert_eq!(holds(&client), "x");
}

fn select(multiple: bool) -> Headless {
    let option = |label: &str| element("option", &[attr("value")], vec![text(label)]);
    let own = [attr("value"), attr("name"), on("change", true)];
    let select = element("select", &own, ["A", "B", "C"].map(option).into());
    let Node::Element {
        name,
        own,
        children,
        ..
    } = select
    else {
        unreachable!("an element was made")
    };
    let several = || ("multiple".to_owned(), String::new());
    let attributes = multiple.then(several).into_iter().collect();
    let select = Node::Element {
        name,
        attributes,
        own,
        children,
    };
    let form = element("form", &[on("submit", true)], vec![select]);
    let options = ["a", "b", "c"].map(set);
    let head = [Value::On, Value::Attr(None), set("s"), Value::On];
    live(vec![form], head.into_iter().chain(options).collect())
}

#[test]
fn a_select_has_one_value_or_several() {
    let find = Find::tag("select");
    let mut one = select(false);
    assert_eq!(
        one.value(&find).expect("one"),
        "a",
        "the first, as in a browser"
    );
    one.receive(&patch(1, |patch| patch.attr(1, 1, Some("c"))))
        .expect("a patch");
    assert_eq!(one.value(&find).expect("one"), "c");
    one.receive(&patch(2, |patch| patch.attr(1, 1, Some("z"))))
        .expect("a patch");
    assert_eq!(
        one.value(&find).expect("one"),
        "",
        "there is no such option"
    );
    let chosen = Payload::Input {
        value: "b",
        checked: false,
    };
    check_payload(one.choose(&find, &["b"]), &chosen);
    assert!(one.choose(&find, &["z"]).is_err());
    assert!(one.choose(&find, &["a", "b"]).is_err());

    let mut several = select(true);
    assert_eq!(several.value(&find).expect("one"), "");
    let chosen = Payload::Input {
        value: "a\u{1f}c",
        checked: false,
    };
    check_payload(several.choose(&find, &["c", "a"]), &chosen);
    let fields = Payload::Submit {
        fields: vec![("s", "a"), ("s", "c")],
    };
    check_payload(several.submit(&Find::tag("form")), &fields);
    check_payload(
        several.choose(&find, &[]),
        &Payload::Input {
            value: "",
            checked: false,
        },
    );
    let nothing = Payload::Submit { fields: Vec::new() };
    check_payload(several.submit(&Find::tag("form")), &nothing);
}

#[test]
fn a_textarea_holds_its_text_or_what_the_server_assigns() {
    let own = [attr("value"), on("input", true)];
    let tree = vec![element("textarea", &own, vec![slot(Dyn)])];
    let mut client = live(tree, vec![Value::Attr(None), Value::On, value("text")]);
    let find = Find::tag("textarea");
    assert_eq!(client.value(&find).expect("one"), "text");
    client
        .receive(&patch(1, |patch| patch.attr(1, 0, Some("assigned"))))
        .expect("a patch");
    assert_eq!(client.value(&find).expect("one"), "assigned");
    client.input(&find, "typed").expect("heard");
    assert_eq!(client.value(&find).expect("one"), "typed");
}

#[test]
fn what_is_typed_outlives_parking_but_not_its_node() {
    let trees = [
        vec![slot(Dyn), slot(Dyn)],
        vec![element(
            "input",
            &[attr("value"), on("input", true)],
            vec![],
        )],
    ];
    let shown = block(1, vec![set("a"), Value::On]);
    let root = block(0, vec![Value::View(Some(shown)), Value::View(None)]);
    let mut client = Headless::from_page(&page(&trees, &root), "/").expect("a page");
    let field = Find::tag("input");
    client.input(&field, "typed").expect("heard");
    client
        .receive(&patch(1, |patch| patch.park(2)))
        .expect("a patch");
    assert!(client.value(&field).is_err(), "it is not on the page");
    client
        .receive(&patch(2, |patch| patch.dyn_(1, 1).dyn_parked(2)))
        .expect("a patch");
    assert_eq!(client.value(&field).expect("one"), "typed");
    let fresh = patch(3, |patch| {
        let mut content = patch.dyn_(1, 1);
        content.dyn_view(1);
        content.attr(Some("fresh"));
    });
    client.receive(&fresh).expect("a patch");
    assert_eq!(client.value(&field).expect("one"), "fresh");
}

#[test]
fn a_fieldset_that_is_disabled_silences_what_is_in_it() {
    let field = input("text", &[on("input", true), attr("name")]);
    let set_ = element("fieldset", &[attr("disabled")], vec![field]);
    let tree = vec![element("form", &[on("submit", true)], vec![set_])];
    let mut client = live(tree, vec![Value::On, set(""), Value::On, set("n")]);
    let error = client
        .input(&Find::tag("input"), "x")
        .expect_err("disabled");
    assert!(error.to_string().contains("is disabled"), "{error}");
    let nothing = Payload::Submit { fields: Vec::new() };
    check_payload(client.submit(&Find::tag("form")), &nothing);
}

#[test]
fn every_gesture_has_its_payload() {
    let one = |event: &str| {
        live(
            vec![element("details", &[on(event, true)], vec![])],
            vec![Value::On],
        )
    };
    let find = Find::tag("details");
    let mut details = one("toggle");
    check_payload(details.toggle(&find), &Payload::Toggle { open: true });
    check_payload(details.toggle(&find), &Payload::Toggle { open: false });
    check_payload(
        one("scroll").scroll_to(&find, -1, 9),
        &Payload::Scroll { left: -1, top: 9 },
    );
    check_payload(one("paste").paste(&find, "p"), &Payload::Text { text: "p" });
    check_payload(
        one("pick").custom(&find, "pick", "[1]"),
        &Payload::Custom { json: "[1]" },
    );
    let key = Payload::Key {
        key: "a",
        code: "",
        modifiers: Modifiers::SHIFT,
        repeat: false,
    };
    check_payload(one("keyup").press(&find, "a", Modifiers::SHIFT), &key);
    let pointer = Payload::Pointer {
        x: 3,
        y: -4,
        button: 0,
        buttons: 1,
        detail: 0,
        modifiers: Modifiers::NONE,
        id: 1,
        kind: PointerKind::Mouse,
        pressure: 32_767,
        primary: true,
    };
    check_payload(
        one("pointerdown").pointer(&find, "pointerdown", 3, -4),
        &pointer,
    );
}
