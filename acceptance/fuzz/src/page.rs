//! The headless client: the pages, boot data and frames that it is given.
//!
//! It is a test tool and the second implementation of docs/protocol.md. What it is fed must never make it panic: it says what
//! is wrong, asks for what it lost, or ends.

use base64::Engine as _;
use vango_client::headless::{Headless, normalise};
use vango_protocol::{
    Attachment, BootHead, ClientFrame, OwnedSlotKind, OwnedTemplate, ServerFrame, Token, VERSION,
    Welcome,
};

use vango_runtime::view::TrustedHtml;

use crate::corpus::{templates, vector_pages};
use crate::model;
use crate::source::Source;
use crate::wire::asks_for_much;

/// A normal form is made to be compared, not to be read again. Where it holds these, it means something else when it is: an
/// inner root is taken for the page's, a carriage return for the end of a line, and scripts and styles know no references.
const NOT_FOR_READING: [&str; 4] = ["vango-root", "\r", "<script", "<style"];

/// A whole page, as text.
pub fn page(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    if let Ok(normal) = normalise(&html)
        && !NOT_FOR_READING.iter().any(|part| normal.contains(part))
    {
        assert_eq!(
            normalise(&normal).as_ref(),
            Ok(&normal),
            "what is normal stays as it is"
        );
    }
    if !asks_for_much(bytes)
        && let Ok(mut client) = Headless::from_page(&html, "/")
    {
        use_client(&mut client);
    }
}

/// Raw HTML: what is shown of it stays where it was put.
pub fn raw(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    let trusted = TrustedHtml::new(html.as_ref());
    if trusted.fault().is_some() {
        return;
    }
    // A parser that is stricter than a browser's may refuse it; what it takes, a browser parses to the same tree.
    if let Ok(normal) = normalise(&format!(
        "<div><b>{}</b></div><i>after</i>",
        trusted.as_str()
    )) {
        assert!(
            normal.starts_with("<div><b>") && normal.ends_with("</b></div><i>after</i>"),
            "{normal}"
        );
    }
}

/// A page that is put together: templates, boot data that decode, a shape and markup that may fit or not.
pub fn adoption(bytes: &[u8]) {
    if asks_for_much(bytes) {
        return;
    }
    let mut source = Source::new(bytes);
    let templates: Vec<OwnedTemplate> = (0..=source.choose(4))
        .map(|_| template(&mut source))
        .collect();
    let root = markup(&mut source);
    let shape = source.bytes().to_vec();
    let head = BootHead {
        version: VERSION,
        build: 1,
        flags: u32::from(source.byte()),
        session: 1,
        state: 0,
        secret: Token([1; 16]),
        ticket: Token([2; 16]),
        socket: "/_vango/live/1",
    };
    let mut boot = Vec::new();
    model::lend(&templates, |lent| {
        head.encode(&mut boot, lent.iter().copied(), &shape);
    });
    let boot = base64::engine::general_purpose::STANDARD.encode(boot);
    let html = format!(
        "<!doctype html><html><head><title>t</title></head><body><div id=\"vango-root\">{root}</div>\
         <script type=\"application/vango\" id=\"vango-boot\">{boot}</script></body></html>"
    );
    if let Ok(mut client) = Headless::from_page(&html, "/") {
        use_client(&mut client);
        feed(&mut client, &mut source);
    }
}

/// Frames for a client of one of the golden vectors' pages.
pub fn frames(bytes: &[u8]) {
    if asks_for_much(bytes) {
        return;
    }
    let mut source = Source::new(bytes);
    let pages = vector_pages();
    let page = &pages[source.choose(pages.len())];
    let mut client = Headless::from_page(page, "/").expect("the vectors' pages are pages");
    use_client(&mut client);
    client.hello();
    let welcome = ServerFrame::Welcome(Welcome {
        version: VERSION,
        event: 0,
        batch: 0,
        how: Attachment::Attached,
    });
    let mut frame = Vec::new();
    welcome.encode(&mut frame);
    client.receive(&frame).expect("a welcome is taken");
    feed(&mut client, &mut source);
}

/// Gives the client frames, and looks whether all that it answers is a frame.
fn feed(client: &mut Headless, source: &mut Source<'_>) {
    while !source.is_empty() {
        if let Ok(answers) = client.receive(source.bytes()) {
            for answer in answers {
                assert!(ClientFrame::decode(&answer).is_ok(), "{answer:?}");
            }
        }
        use_client(client);
    }
}

/// What a test may ask of any client at any time.
fn use_client(client: &mut Headless) {
    for frame in [client.hello(), client.ack(), client.ping()] {
        assert!(ClientFrame::decode(&frame).is_ok(), "{frame:?}");
    }
    let html = client.html();
    // A spread may have named an attribute in a way that no parser takes.
    if normalise(&html).is_ok() {
        assert!(!html.contains("<!--"), "comments are not shown: {html}");
    }
    assert!(client.blocks().is_sorted() && client.parked().is_sorted());
}

/// One of the vectors', or one that is put together.
fn template(source: &mut Source<'_>) -> OwnedTemplate {
    let mut known = templates();
    let choice = source.choose(known.len() * 2);
    if choice < known.len() {
        return known.swap_remove(choice);
    }
    let html = markup(source);
    let slots = (0..source.choose(6)).map(|_| kind(source)).collect();
    OwnedTemplate {
        html: html.into(),
        slots,
    }
}

fn kind(source: &mut Source<'_>) -> OwnedSlotKind {
    match source.choose(9) {
        0 => OwnedSlotKind::Dyn,
        1 => OwnedSlotKind::Attr("title".into()),
        2 => OwnedSlotKind::Class("hot".into()),
        3 => OwnedSlotKind::On {
            event: "click".into(),
            payload: false,
        },
        4 => OwnedSlotKind::Branch,
        5 => OwnedSlotKind::Rows,
        6 => OwnedSlotKind::Child,
        7 => OwnedSlotKind::Style("color".into()),
        _ => OwnedSlotKind::Spread,
    }
}

/// Pieces of markup in any order: sometimes they fit.
fn markup(source: &mut Source<'_>) -> String {
    const PIECES: &[&str] = &[
        "<p>",
        "</p>",
        "<!--v-->",
        "<!---->",
        "<!--/v-->",
        "text",
        "<b v=\"1\">",
        "</b>",
        "<ul>",
        "</ul>",
        "<li v=\"2\">",
        "</li>",
        "<input v=\"1\">",
        "<br>",
        "&amp;",
        "<svg>",
        "</svg>",
        "<table>",
        "</table>",
        "<textarea>",
        "</textarea>",
        " title=\"x\"",
        "<i class=\"hot\">",
        "</i>",
        "<select>",
        "<option>",
        "</option>",
        "</select>",
    ];
    let mut html = String::new();
    for _ in 0..source.choose(24) {
        match source.choose(PIECES.len() + 1) {
            0 => html.push_str(&source.text()),
            piece => html.push_str(PIECES[piece - 1]),
        }
    }
    html
}
