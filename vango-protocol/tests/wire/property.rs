//! Round trips of random values, and decoding of random bytes.

use crate::model::{self, Block, ModelClient, ModelOp, ModelPayload, ModelServer, Slot};
use proptest::collection::vec;
use proptest::prelude::*;
use vango_protocol::{Boot, BootHead, OwnedSlotKind, OwnedTemplate, Token};

/// Texts of all lengths that a varint tells apart, and of all widths that UTF-8 has.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,8}", "\\PC{0,6}", "[a-z]{248,253}"]
}

fn any_kind() -> impl Strategy<Value = OwnedSlotKind> {
    prop_oneof![
        Just(OwnedSlotKind::Dyn),
        "[a-z-]{1,8}".prop_map(|name| OwnedSlotKind::Attr(name.into())),
        "[a-z-]{1,8}".prop_map(|name| OwnedSlotKind::Class(name.into())),
        ("[a-z]{1,8}", any::<bool>()).prop_map(|(event, payload)| OwnedSlotKind::On {
            event: event.into(),
            payload
        }),
        Just(OwnedSlotKind::Branch),
        Just(OwnedSlotKind::Rows),
        Just(OwnedSlotKind::Child),
        "[a-z-]{1,8}".prop_map(|name| OwnedSlotKind::Style(name.into())),
        Just(OwnedSlotKind::Spread),
        (
            "[a-z]{1,8}",
            any::<bool>(),
            any_u32(),
            vec("\\PC{0,9}", 0..=16),
            0..=60_000u32,
            0..=60_000u32
        )
            .prop_map(|(event, payload, flags, keys, debounce_ms, throttle_ms)| {
                let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                model::on_with(&event, payload, flags, &keys, debounce_ms, throttle_ms)
            }),
    ]
}

fn any_template() -> impl Strategy<Value = OwnedTemplate> {
    (any_text(), vec(any_kind(), 0..5)).prop_map(|(html, slots)| OwnedTemplate {
        html: html.into(),
        slots: slots.into(),
    })
}

/// A block made from a stream of numbers: every number decides one thing, so that shrinking makes blocks smaller.
fn grow(templates: &[OwnedTemplate], seeds: &mut impl Iterator<Item = u16>, depth: usize) -> Block {
    let template = usize::from(seeds.next().unwrap_or(0)) % templates.len();
    grow_of(templates, template, seeds, depth)
}

fn grow_of(
    templates: &[OwnedTemplate],
    template: usize,
    seeds: &mut impl Iterator<Item = u16>,
    depth: usize,
) -> Block {
    let slots = templates[template]
        .slots
        .iter()
        .map(|kind| grow_slot(templates, kind, seeds, depth))
        .collect();
    Block {
        template: template as u32,
        slots,
    }
}

fn grow_slot(
    templates: &[OwnedTemplate],
    kind: &OwnedSlotKind,
    seeds: &mut impl Iterator<Item = u16>,
    depth: usize,
) -> Slot {
    let seed = usize::from(seeds.next().unwrap_or(0));
    let text = "é".repeat(seed % 150);
    let block =
        |seeds: &mut _| (seed % 3 == 2 && depth > 0).then(|| grow(templates, seeds, depth - 1));
    match kind {
        OwnedSlotKind::Attr(_) | OwnedSlotKind::Style(_) | OwnedSlotKind::Spread => {
            Slot::Attr((seed % 2 == 1).then_some(text))
        }
        OwnedSlotKind::Class(_) => Slot::Class(seed % 2 == 1),
        OwnedSlotKind::On { .. } | OwnedSlotKind::OnWith { .. } => Slot::On,
        OwnedSlotKind::Dyn if seed % 3 == 1 => Slot::Text(text),
        OwnedSlotKind::Dyn if seed % 12 == 0 => Slot::Html(text),
        OwnedSlotKind::Dyn => Slot::View(boxed(block, seeds)),
        OwnedSlotKind::Branch | OwnedSlotKind::Child => Slot::Branch(boxed(block, seeds)),
        OwnedSlotKind::Rows if depth == 0 => Slot::Rows(Vec::new()),
        OwnedSlotKind::Rows => {
            let template = seed % templates.len();
            Slot::Rows(
                (0..seed % 4)
                    .map(|_| grow_of(templates, template, seeds, depth - 1))
                    .collect(),
            )
        }
    }
}

/// Calls through a trait object: the recursion would otherwise make a new closure type at each depth.
fn boxed<I: Iterator<Item = u16>>(
    f: impl FnOnce(&mut I) -> Option<Block>,
    seeds: &mut I,
) -> Option<Block> {
    f(seeds)
}

fn any_page() -> impl Strategy<Value = (Vec<OwnedTemplate>, Block)> {
    (vec(any_template(), 1..5), vec(any::<u16>(), 0..60)).prop_map(|(templates, seeds)| {
        let mut seeds: Box<dyn Iterator<Item = u16>> = Box::new(seeds.into_iter());
        let block = grow(&templates, &mut seeds, 4);
        (templates, block)
    })
}

/// Numbers around every border of a varint, among random ones.
fn any_u32() -> impl Strategy<Value = u32> {
    prop_oneof![
        any::<u32>(),
        proptest::sample::select(vec![
            0,
            1,
            250,
            251,
            252,
            255,
            256,
            65_535,
            65_536,
            u32::MAX
        ])
    ]
}

fn any_block_id() -> impl Strategy<Value = u32> {
    prop_oneof![1..300u32, any_u32().prop_map(|n| (n & 0x7fff_ffff).max(1))]
}

fn any_op() -> impl Strategy<Value = ModelOp> {
    let at = || (any_block_id(), any_u32());
    prop_oneof![
        any_template().prop_map(ModelOp::Define),
        (at(), any_text()).prop_map(|((block, slot), text)| ModelOp::Text { block, slot, text }),
        (at(), proptest::option::of(any_text())).prop_map(|((block, slot), value)| ModelOp::Attr {
            block,
            slot,
            value
        }),
        (at(), any::<bool>()).prop_map(|((block, slot), on)| ModelOp::Class { block, slot, on }),
        (at(), any_u32(), any_u32()).prop_map(|((block, slot), at, count)| ModelOp::Remove {
            block,
            slot,
            at,
            count
        }),
        (at(), any_u32(), any_u32()).prop_map(|((block, slot), from, to)| ModelOp::Move {
            block,
            slot,
            from,
            to
        }),
        (at(), any_u32(), any_u32()).prop_map(|((block, slot), a, b)| ModelOp::Swap {
            block,
            slot,
            a,
            b
        }),
        at().prop_map(|(block, slot)| ModelOp::Clear { block, slot }),
        any_block_id().prop_map(|block| ModelOp::Park { block }),
        any_block_id().prop_map(|block| ModelOp::Drop { block }),
        (at(), any_block_id()).prop_map(|((block, slot), parked)| ModelOp::Dyn {
            block,
            slot,
            content: Slot::Parked(parked)
        }),
        (at(), any_text()).prop_map(|((block, slot), html)| ModelOp::Dyn {
            block,
            slot,
            content: Slot::Html(html)
        }),
    ]
}

fn any_payload() -> impl Strategy<Value = ModelPayload> {
    let key = "\\PC{0,10}";
    prop_oneof![
        Just(ModelPayload::None),
        (any::<i32>(), any::<i32>(), any::<u8>(), any_u32(), 0..16u8).prop_map(
            |(x, y, button, detail, modifiers)| ModelPayload::Mouse {
                x,
                y,
                button,
                detail,
                modifiers
            }
        ),
        (key, key, 0..16u8, any::<bool>()).prop_map(|(key, code, modifiers, repeat)| {
            ModelPayload::Key {
                key,
                code,
                modifiers,
                repeat,
            }
        }),
        (any_text(), any::<bool>())
            .prop_map(|(value, checked)| ModelPayload::Input { value, checked }),
        vec((any_text(), any_text()), 0..5).prop_map(|fields| ModelPayload::Submit { fields }),
        Just(ModelPayload::Focus),
        any_pointer(),
        any_wheel(),
        any_media(),
        any_text().prop_map(|text| ModelPayload::Text { text }),
        (any::<i32>(), any::<i32>()).prop_map(|(left, top)| ModelPayload::Scroll { left, top }),
        (vec(any::<(i32, i32, i32)>(), 0..=32), 0..16u8)
            .prop_map(|(touches, modifiers)| ModelPayload::Touch { touches, modifiers }),
        any_text().prop_map(|json| ModelPayload::Custom { json }),
        any::<bool>().prop_map(|open| ModelPayload::Toggle { open }),
        "\\PC{0,60}".prop_map(|name| ModelPayload::Name { name }),
    ]
}

fn any_pointer() -> impl Strategy<Value = ModelPayload> {
    let place = (any::<i32>(), any::<i32>());
    let buttons = (any::<u8>(), any::<u16>(), any_u32());
    let pointer = (any::<i32>(), 0..4u8, any::<u16>(), any::<bool>());
    (place, buttons, 0..16u8, pointer).prop_map(
        |((x, y), (button, buttons, detail), modifiers, (id, kind, pressure, primary))| {
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
            }
        },
    )
}

fn any_wheel() -> impl Strategy<Value = ModelPayload> {
    (any::<[i32; 4]>(), 0..3u8, 0..16u8).prop_map(|([x, y, dx, dy], mode, modifiers)| {
        ModelPayload::Wheel {
            x,
            y,
            dx,
            dy,
            mode,
            modifiers,
        }
    })
}

fn any_media() -> impl Strategy<Value = ModelPayload> {
    (any_u32(), any_u32(), any::<[bool; 3]>(), 0..=100u8).prop_map(
        |(time_ms, duration_ms, [paused, ended, muted], volume)| ModelPayload::Media {
            time_ms,
            duration_ms,
            paused,
            ended,
            muted,
            volume,
        },
    )
}

fn any_client() -> impl Strategy<Value = ModelClient> {
    prop_oneof![
        (
            any::<u16>(),
            any::<u64>(),
            any::<u64>(),
            any::<[u8; 16]>(),
            any::<Option<[u8; 16]>>(),
            any_text(),
            any::<u64>(),
            [any_u32(), any_u32(), any_u32(), any_u32()],
            "[a-z0-9+/=]{0,64}"
        )
            .prop_map(
                |(version, session, state, secret, ticket, path, build, numbers, previous)| {
                    let [batch, event, blocks, templates] = numbers;
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
                    }
                }
            ),
        (
            any::<u8>(),
            any::<u8>(),
            any_u32(),
            any_u32(),
            any_payload()
        )
            .prop_map(|(seq, ack, block, slot, payload)| ModelClient::Event {
                seq,
                ack,
                block,
                slot,
                payload
            }),
        any::<u8>().prop_map(|ack| ModelClient::Ack { ack }),
        (any::<u8>(), any_u32()).prop_map(|(ack, block)| ModelClient::Resync { ack, block }),
        Just(ModelClient::Ping),
    ]
}

proptest! {
    #[test]
    fn client_frames_round_trip(frame in any_client()) {
        let bytes = model::write_client(&frame);
        prop_assert_eq!(model::read_client(&bytes), Ok(frame));
    }

    #[test]
    fn every_cut_of_a_client_frame_is_refused(frame in any_client(), cut in any::<proptest::sample::Index>()) {
        let bytes = model::write_client(&frame);
        prop_assert!(model::read_client(&bytes[..cut.index(bytes.len())]).is_err());
    }

    #[test]
    fn a_client_frame_with_more_behind_it_is_refused(frame in any_client(), more in any::<u8>()) {
        let mut bytes = model::write_client(&frame);
        bytes.push(more);
        prop_assert!(model::read_client(&bytes).is_err());
    }

    #[test]
    fn operations_round_trip(seq: u8, ack: u8, ops in vec(any_op(), 0..12)) {
        let bytes = model::write_patch(seq, ack, &ops);
        prop_assert_eq!(model::read_server(&bytes, &mut Vec::new()), Ok(ModelServer::Patch { seq, ack, ops }));
    }

    #[test]
    fn content_round_trips((mut templates, block) in any_page(), id in any_block_id(), at in any_u32()) {
        let ops = vec![
            ModelOp::Mount { first: id, content: Some(block.clone()) },
            ModelOp::Dyn { block: id, slot: at, content: Slot::View(Some(block.clone())) },
            ModelOp::Branch { block: id, slot: at, content: Some(block.clone()) },
            ModelOp::Branch { block: id, slot: at, content: None },
            ModelOp::Insert { block: id, slot: 0, at, rows: vec![block.clone(), block.clone()] },
            ModelOp::Insert { block: id, slot: 0, at, rows: Vec::new() },
            ModelOp::Text { block: id, slot: 0, text: "after".into() },
        ];
        // The rows of one slot have one template and may have any content, so twice the same block is a fair case.
        let bytes = model::write_patch(1, 1, &ops);
        let read = model::read_server(&bytes, &mut templates);
        prop_assert_eq!(read, Ok(ModelServer::Patch { seq: 1, ack: 1, ops }));
    }

    #[test]
    fn shapes_and_boot_round_trip((templates, root) in any_page(), session: u64, secret: [u8; 16]) {
        let shape = model::write_shape(&root);
        let head = BootHead {
            version: 1, build: session, flags: 1, session, state: session, secret: Token(secret), ticket: Token(secret), socket: "/_vango/live/1",
        };
        let mut bytes = Vec::new();
        model::lend(&templates, |lent| head.encode(&mut bytes, lent.iter().copied(), &shape));
        let (boot, read) = model::read_boot(&bytes).expect("what was written is read");
        prop_assert_eq!(boot, Boot { head, templates, shape: &shape });
        prop_assert_eq!(read, bare(&root));
    }

    #[test]
    fn random_bytes_are_an_answer(bytes in vec(prop_oneof![0..8u8, any::<u8>()], 0..200)) {
        let mut templates = vec![
            model::template("", &[OwnedSlotKind::Dyn, OwnedSlotKind::Rows, OwnedSlotKind::Branch]),
            model::template("", &[model::attr("a"), model::class("b"), OwnedSlotKind::Child]),
        ];
        // Whatever comes back, it comes back: no panic, no endless loop, no large allocation.
        let _ = model::read_client(&bytes);
        let _ = model::walk_shape(&bytes, &templates);
        let _ = model::read_server(&bytes, &mut templates);
        let _ = model::read_boot(&bytes);
        let _ = vango_protocol::ClientFrame::hello_version(&bytes);
    }

    #[test]
    fn what_decodes_is_what_encodes(bytes in vec(prop_oneof![0..8u8, 0..=255u8], 0..60)) {
        // Integers may be written wider than they need to be, so the bytes may differ: the value may not.
        if let Ok(frame) = model::read_client(&bytes) {
            prop_assert_eq!(model::read_client(&model::write_client(&frame)), Ok(frame));
        }
        if let Ok(frame) = model::read_server(&bytes, &mut Vec::new()) {
            prop_assert_eq!(model::read_server(&model::write_server(&frame), &mut Vec::new()), Ok(frame));
        }
    }
}

/// The block as a shape knows it.
fn bare(block: &Block) -> Block {
    let slots = block
        .slots
        .iter()
        .map(|slot| match slot {
            Slot::Attr(_) => Slot::Attr(None),
            Slot::Class(_) => Slot::Class(false),
            Slot::On => Slot::On,
            Slot::Text(_) => Slot::Text(String::new()),
            Slot::Html(_) => Slot::Html(String::new()),
            Slot::Parked(_) => unreachable!("a page parks nothing"),
            Slot::View(block) => Slot::View(block.as_ref().map(bare)),
            Slot::Branch(block) => Slot::Branch(block.as_ref().map(bare)),
            Slot::Rows(rows) => Slot::Rows(rows.iter().map(bare).collect()),
        })
        .collect();
    Block {
        template: block.template,
        slots,
    }
}
