//! A client that does not acknowledge: the session stops rendering, coalesces, and comes back to the same view.

use vango::prelude::*;
use vango::session::{Attach, PageMatch, Report};
use vango_acceptance::Tab;
use vango_client::headless::Find;
use vango_protocol::{ClientFrame, ServerFrame, serial};

fn button(name: &str) -> Find {
    Find::tag("button").text(name)
}

#[component]
fn Board(cx: &mut Setup) -> Component {
    let rows = cx.list_from([0_u64, 1, 2], |row: &u64| *row);
    let next = cx.signal(3_u64);
    let count = cx.signal(0_u64);
    let seen = cx.signal(0_u64);
    cx.effect(
        move |r| *count.get(r),
        move |tx, count| seen.set(tx, *count),
    );
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"count"</button>
            <button on:click=move |tx| { let id = *next.get(tx); *next.get_mut(tx) += 1; rows.insert(tx, 0, id)?; }>"push"</button>
            <button on:click=move |tx| { rows.remove(tx, 0); }>"pop"</button>
            <button on:click=move |tx| { *count.get_mut(tx) += 1; panic!("a handler that fails"); }>"panic"</button>
            <output>{count}</output>
            <samp>{seen}</samp>
            each row in rows { <Mine id={*row} /> }
            for row in rows.iter(r), key = *row { <Mine id={*row + 100} /> }
        }
    })
}

#[component]
fn Mine(cx: &mut Setup, id: Prop<u64>) -> Component {
    let clicks = cx.signal(0_u64);
    render(
        move |r| view! { r, <p><button on:click=move |tx| { *clicks.get_mut(tx) += 1; }>{id}</button><b>{clicks}</b></p> },
    )
}

/// What the board shows: the counter, then id and clicks of each row.
fn html(count: u64, rows: &[(u64, u64)]) -> String {
    let mut html = format!(
        "<button>count</button><button>push</button><button>pop</button><button>panic</button><output>{count}</output><samp>{count}</samp>"
    );
    for (id, clicks) in rows {
        html += &format!("<p><button>{id}</button><b>{clicks}</b></p>");
    }
    html
}

/// A tab whose client hears everything and acknowledges nothing: its clicks carry the number of an old batch.
struct Silent {
    tab: Tab,
    event: u32,
}

impl Silent {
    fn open() -> Self {
        let mut tab = Tab::open::<Board>();
        for (name, times) in [("0", 1), ("1", 2), ("2", 3), ("101", 4)] {
            (0..times).for_each(|_| tab.click(&button(name)));
        }
        let ack = tab.client.ack();
        tab.send(&ack);
        Self { tab, event: 10 }
    }

    fn click(&mut self, name: &str) {
        for frame in self.tab.client.click(&button(name)).expect("a button") {
            self.tab.send_unheard(&frame);
        }
        self.event += 1;
    }

    /// Clicks until the session has stopped sending; answers how many clicks it took. The last one is not even acknowledged:
    /// nothing shows it.
    fn stop(&mut self) -> u64 {
        for clicks in 1..200 {
            self.tab.forget();
            self.click("count");
            if self.tab.to_client.is_empty() {
                return clicks;
            }
        }
        panic!("the session never stopped");
    }

    fn resync(&mut self, ack: u32) {
        let mut frame = Vec::new();
        ClientFrame::Resync {
            ack: serial::low(ack),
            block: 0,
        }
        .encode(&mut frame);
        self.tab.send_unheard(&frame);
    }

    /// Numbers of the batches among the frames since [`Tab::forget`].
    fn batches(&self) -> Vec<u8> {
        let frames = self.tab.to_client.iter();
        frames
            .filter_map(|frame| match ServerFrame::decode(frame) {
                Ok(ServerFrame::Patch { seq, .. }) => Some(seq),
                _ => None,
            })
            .collect()
    }

    /// Low bytes of the last events that the frames since [`Tab::forget`] acknowledge.
    fn acknowledged(&self) -> Vec<u8> {
        let frames = self.tab.to_client.iter();
        frames
            .filter_map(|frame| match ServerFrame::decode(frame) {
                Ok(ServerFrame::Patch { ack, .. } | ServerFrame::Ack { ack }) => Some(ack),
                _ => None,
            })
            .collect()
    }

    /// Brings the client, which has heard nothing, up to date by a reconnect.
    fn reconnect(&mut self) {
        self.tab.cut();
        self.tab.connect();
    }

    fn check(&self, html: &str) {
        assert!(
            self.tab.client.mismatches().is_empty(),
            "{:?}",
            self.tab.client.mismatches()
        );
        assert_eq!(self.tab.client.html(), html);
    }
}

#[test]
fn what_was_held_back_comes_with_the_acknowledgement() {
    let mut silent = Silent::open();
    let clicks = silent.stop();
    assert_eq!(clicks, 65, "64 batches are in flight");
    silent.click("pop");
    silent.click("push");
    silent.tab.forget();
    let mut ack = Vec::new();
    ClientFrame::Ack { ack: 10 + 64 }.encode(&mut ack);
    silent.tab.send_unheard(&ack);
    assert_eq!(silent.batches(), [10 + 65], "one batch for all of it");
    assert_eq!(silent.acknowledged(), [10 + 65 + 2], "with all events");
    silent.reconnect();
    silent.check(&html(
        65,
        &[(3, 0), (1, 2), (2, 3), (103, 0), (101, 4), (102, 0)],
    ));
}

#[test]
fn an_event_that_changed_nothing_is_acknowledged_when_that_is_known() {
    let mut silent = Silent::open();
    (0..64).for_each(|_| silent.click("count"));
    silent.tab.forget();
    silent.click("push");
    silent.click("pop");
    assert_eq!(silent.acknowledged(), [] as [u8; 0], "64 are in flight");
    let mut ack = Vec::new();
    ClientFrame::Ack { ack: 10 + 1 }.encode(&mut ack);
    silent.tab.send_unheard(&ack);
    assert_eq!(silent.batches(), [] as [u8; 0], "the row has gone again");
    assert_eq!(silent.acknowledged(), [10 + 64 + 2]);
}

#[test]
fn what_a_welcome_counts_is_acknowledged_again_when_it_is_shown() {
    let mut silent = Silent::open();
    (0..3).for_each(|_| silent.click("count"));
    // It changes nothing that is shown.
    silent.click("push");
    silent.click("pop");
    silent.tab.forget();
    silent.reconnect();
    let frames: Vec<_> = silent.tab.to_client.iter().collect();
    let welcome = ServerFrame::decode(frames[0]);
    assert!(
        matches!(&welcome, Ok(ServerFrame::Welcome(welcome)) if welcome.event == 15),
        "{welcome:?}"
    );
    let last = ServerFrame::decode(frames[frames.len() - 1]);
    assert_eq!(last, Ok(ServerFrame::Ack { ack: 15 }));
    assert_eq!(silent.tab.client.unacknowledged_events(), 0);
}

#[test]
fn a_resync_while_state_waits_to_be_rendered_keeps_each_component_in_its_place() {
    for (edits, rows) in [
        (&["pop"][..], &[(1, 2), (2, 3), (101, 4), (102, 0)][..]),
        (
            &["push"],
            &[
                (3, 0),
                (0, 1),
                (1, 2),
                (2, 3),
                (103, 0),
                (100, 0),
                (101, 4),
                (102, 0),
            ],
        ),
        (
            &["pop", "pop", "push"],
            &[(3, 0), (2, 3), (103, 0), (102, 0)],
        ),
    ] {
        let mut silent = Silent::open();
        let clicks = silent.stop();
        edits.iter().for_each(|edit| silent.click(edit));
        silent.tab.forget();
        silent.resync(10 + 64);
        assert_eq!(silent.batches(), [10 + 65], "one batch for all of it");
        silent.reconnect();
        silent.check(&html(clicks, rows));
        // Nothing is left that would be carried out once more.
        silent.tab.click(&button("count"));
        silent.tab.click(&button("push"));
        silent.tab.click(&button("pop"));
        silent.check(&html(clicks + 1, rows));
    }
}

#[test]
fn a_client_that_comes_back_with_too_little_gets_the_state_as_it_is() {
    let mut silent = Silent::open();
    let clicks = silent.stop();
    silent.click("pop");
    // The first of the batches in flight is acknowledged, and then the client claims not to have it.
    let mut ack = Vec::new();
    ClientFrame::Ack { ack: 10 + 10 }.encode(&mut ack);
    silent.tab.send_unheard(&ack);
    silent.reconnect();
    silent.check(&html(clicks, &[(1, 2), (2, 3), (101, 4), (102, 0)]));
}

#[test]
fn no_way_leads_past_the_limit_of_batches_in_flight() {
    let mut silent = Silent::open();
    silent.stop();
    silent.tab.forget();
    for _ in 0..20 {
        silent.resync(10);
        silent.click("panic");
        silent.tab.connect_as(Attach {
            fresh: false,
            page: PageMatch::Same,
            batch: 10,
            event: silent.event,
        });
        let replayed = silent.batches();
        assert_eq!(replayed.len(), 64, "the replay and nothing else");
        silent.tab.forget();
        silent.click("count");
        assert_eq!(silent.batches(), [] as [u8; 0]);
    }
    silent.reconnect();
    let last = Silent::ack_all(&mut silent);
    assert!(last);
    silent.check(&html(
        0,
        &[(0, 0), (1, 0), (2, 0), (100, 0), (101, 0), (102, 0)],
    ));
    let panics = silent.tab.reports.iter();
    assert_eq!(
        panics
            .filter(|report| matches!(report, Report::Panic { .. }))
            .count(),
        1,
        "a button that has gone cannot be clicked"
    );
}

impl Silent {
    /// The client acknowledges what it has; answers whether it has all there is.
    fn ack_all(&mut self) -> bool {
        let ack = self.tab.client.ack();
        self.tab.forget();
        self.tab.send(&ack);
        let batch = self.tab.client.batch();
        let ack = self.tab.client.ack();
        self.tab.send(&ack);
        self.tab.client.batch() == batch
    }
}
