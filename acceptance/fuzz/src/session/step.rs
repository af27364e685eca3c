//! The steps that an input is made of.

use std::sync::atomic::Ordering;

use vango_protocol::{
    ClientFrame, Hello, Modifiers, Payload, PointerKind, Token, TouchPoint, VERSION, WheelMode,
    serial,
};
use vango_runtime::session::{Attach, PageMatch, Scratch};

use super::rig::{Hearing, Rig, Trust};
use crate::source::Source;

/// Milliseconds that pass at once.
const SPANS_MS: [u64; 8] = [0, 1, 30, 500, 1_000, 10_000, 60_000, 600_000];

/// Gestures of one burst: more than the batches that may be in flight.
const MOST_AT_ONCE: usize = 80;

const POINTERS: [PointerKind; 4] = [
    PointerKind::Mouse,
    PointerKind::Pen,
    PointerKind::Touch,
    PointerKind::Other,
];

const WHEELS: [WheelMode; 3] = [WheelMode::Pixel, WheelMode::Line, WheelMode::Page];

impl Rig {
    /// One step.
    pub(super) fn step(&mut self, source: &mut Source<'_>) {
        match source.byte() % 34 {
            0..=9 => self.gesture(source, Hearing::Heard),
            10..=12 => self.forged_event(source),
            13 => self.send(source.bytes(), Hearing::Heard),
            14 => self.mutated(source),
            15 => self.ack_of(source.byte()),
            16 => self.resync(source),
            17 => self.send_frame(&ClientFrame::Ping),
            18 => self.send_frame(&hello(source)),
            19 => {
                self.gesture(source, Hearing::Lost);
                self.lose_socket(source);
            }
            20 => self.detach(),
            21 => self.connect(page_match(source)),
            22 => self.acknowledge(),
            23 => self.forged_attach(source),
            24 => self.wake(),
            25 => self.pass(SPANS_MS[source.choose(SPANS_MS.len())]),
            26 => self.poll_tasks(false),
            27 => {
                self.poll_tasks(source.choose(4) == 0);
                if self.is_rung() {
                    self.wake();
                }
            }
            28 => self
                .world
                .open
                .store(u32::from(source.byte() % 9), Ordering::SeqCst),
            29 => self.tell(source),
            30 => self.acknowledges = !self.acknowledges,
            31 => self.scratch = Scratch::default(),
            32 => self.hibernate(),
            _ => self.burst(source),
        }
    }

    fn send_frame(&mut self, frame: &ClientFrame<'_>) {
        let mut bytes = Vec::new();
        frame.encode(&mut bytes);
        self.send(&bytes, Hearing::Heard);
    }

    /// An event as a browser would send it, for a block that is there.
    fn event(&mut self, source: &mut Source<'_>) -> Vec<u8> {
        let blocks = self.client.blocks();
        let block = blocks
            .get(source.choose(blocks.len()))
            .copied()
            .unwrap_or(1);
        let slot = u32::from(source.byte() % 24);
        let mut bytes = Vec::new();
        let (text, other) = (
            String::from_utf8_lossy(source.bytes()).into_owned(),
            source.byte(),
        );
        let ack = self.ack();
        let event = |payload| ClientFrame::Event {
            seq: serial::low(self.event.wrapping_add(1)),
            ack,
            block,
            slot,
            payload,
        };
        event(payload(other, &text)).encode(&mut bytes);
        bytes
    }

    fn gesture(&mut self, source: &mut Source<'_>, hearing: Hearing) {
        if self.need_socket() {
            let frame = self.event(source);
            self.send(&frame, hearing);
        }
    }

    /// The same gesture many times, so that a client that acknowledges nothing falls behind.
    fn burst(&mut self, source: &mut Source<'_>) {
        let count = source.choose(MOST_AT_ONCE);
        let again = source.clone();
        for at in 0..count {
            if self.is_over() {
                return;
            }
            match at {
                0 => self.gesture(source, Hearing::Heard),
                _ => self.gesture(&mut again.clone(), Hearing::Heard),
            }
        }
    }

    /// Any numbers.
    fn forged_event(&mut self, source: &mut Source<'_>) {
        if !self.need_socket() {
            return;
        }
        // Near the right number: one far away ends the session at once.
        let ahead = [1, 1, 1, 0, 255, 2, 127, 128][source.choose(8)];
        let (ack, block, slot) = (source.byte(), source.number(), source.number());
        let text = source.text();
        let frame = ClientFrame::Event {
            seq: serial::low(self.event).wrapping_add(ahead),
            ack,
            block,
            slot,
            payload: payload(source.byte(), &text),
        };
        self.send_frame(&frame);
    }

    /// A frame as a browser would send it, with some bytes changed.
    fn mutated(&mut self, source: &mut Source<'_>) {
        if !self.need_socket() {
            return;
        }
        let mut frame = self.event(source);
        for _ in 0..=source.choose(3) {
            let at = source.choose(frame.len());
            match source.choose(3) {
                0 => frame[at] = source.byte(),
                1 => frame.truncate(at.max(1)),
                _ => frame.insert(at, source.byte()),
            }
        }
        self.send(&frame, Hearing::Heard);
    }

    fn ack_of(&mut self, ack: u8) {
        // Whatever the byte, it is no lie: what the session has sent has been heard, and what it has not sent it does not
        // take as acknowledged.
        if self.need_socket() {
            self.send_frame(&ClientFrame::Ack { ack });
        }
    }

    fn resync(&mut self, source: &mut Source<'_>) {
        if !self.need_socket() {
            return;
        }
        let blocks = self.client.blocks();
        let block = match source.choose(4) {
            0 => 0,
            1 => source.number(),
            _ => blocks
                .get(source.choose(blocks.len()))
                .copied()
                .unwrap_or(0),
        };
        let ack = self.ack();
        self.send_frame(&ClientFrame::Resync { ack, block });
    }

    /// What was sent last did not arrive; the client connects again.
    fn lose_socket(&mut self, source: &mut Source<'_>) {
        if !self.is_over() {
            self.detach();
            self.connect(page_match(source));
        }
    }

    fn forged_attach(&mut self, source: &mut Source<'_>) {
        self.trust = Trust::Broken;
        let kind = source.byte();
        let near = |number: u32, source: &mut Source<'_>| match source.choose(4) {
            0 => number,
            1 => number.wrapping_add(source.number()),
            2 => number.wrapping_sub(source.number()),
            _ => source.number(),
        };
        let attach = Attach {
            fresh: kind & 1 == 1,
            page: if kind & 2 == 2 {
                PageMatch::Same
            } else {
                PageMatch::Other
            },
            batch: near(self.client.batch(), source),
            event: near(self.event, source),
        };
        self.attach(attach);
    }

    /// Somebody else has news for the session.
    fn tell(&mut self, source: &mut Source<'_>) {
        let count = source.choose(20);
        let Ok(hub) = self.world.hub.lock() else {
            return;
        };
        for at in 0..count {
            if let Some(sender) = hub.get(at % hub.len().max(1)) {
                // A full channel, or one whose component has gone, answers so.
                let _ = sender.send(u32::from(source.byte()));
            }
        }
    }
}

/// Mostly the session's own page; sometimes its browser shows another path, or the page of another build.
fn page_match(source: &mut Source<'_>) -> PageMatch {
    match source.choose(4) {
        3 => PageMatch::Other,
        _ => PageMatch::Same,
    }
}

/// A greeting where none belongs.
fn hello(source: &mut Source<'_>) -> ClientFrame<'static> {
    ClientFrame::Hello(Hello {
        version: VERSION,
        session: u64::from(source.byte()),
        state: 0,
        secret: Token([1; 16]),
        ticket: None,
        path: "/",
        build: 0,
        batch: 0,
        event: 0,
        blocks: 0,
        templates: 0,
        previous: "",
    })
}

/// One of each payload, filled from a text and a byte.
fn payload<'t>(byte: u8, text: &'t str) -> Payload<'t> {
    let n = i32::from(byte);
    match byte % 20 {
        // Most handlers want none.
        0..=3 => Payload::None,
        4 => Payload::Mouse {
            x: n,
            y: -n,
            button: byte / 20,
            detail: 1,
            modifiers: Modifiers::from_bits(byte),
        },
        5 => Payload::Key {
            key: clip(text, 16),
            code: clip(text, 8),
            modifiers: Modifiers::from_bits(byte),
            repeat: byte > 100,
        },
        // A script, a value.
        6..=9 => Payload::Input {
            value: text,
            checked: byte > 100,
        },
        10 => Payload::Submit {
            fields: vec![(clip(text, 8), text); usize::from(byte / 20)],
        },
        11 => Payload::Focus,
        12 => Payload::Pointer {
            x: n,
            y: n,
            button: 0,
            buttons: 1,
            detail: 0,
            modifiers: Modifiers::NONE,
            id: n,
            kind: POINTERS[usize::from(byte / 64)],
            pressure: 7,
            primary: byte > 100,
        },
        13 => Payload::Wheel {
            x: n,
            y: n,
            dx: n,
            dy: -n,
            mode: WHEELS[usize::from(byte / 100)],
            modifiers: Modifiers::NONE,
        },
        14 => Payload::Text { text },
        15 => Payload::Scroll { left: n, top: n },
        16 => Payload::Media {
            time_ms: 1,
            duration_ms: 2,
            paused: byte > 100,
            ended: false,
            muted: byte > 200,
            volume: byte % 101,
        },
        17 => Payload::Touch {
            touches: vec![TouchPoint { id: n, x: n, y: n }; usize::from(byte / 20)],
            modifiers: Modifiers::NONE,
        },
        18 => Payload::Custom { json: text },
        _ => match byte / 20 % 2 {
            0 => Payload::Toggle { open: byte > 100 },
            _ => Payload::Name { name: text },
        },
    }
}

fn clip(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}
