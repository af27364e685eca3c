//! What HTTP brings, before any session hears of it, and a socket's first frame after it.
//!
//! The oracles are short restatements of what the code promises, on purpose without its cleverness: who is believed, what
//! stays inside, what fits.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::Component;
use std::sync::OnceLock;

use vango_protocol::{ClientFrame, VERSION};
use vango_server::edge::{self, Greeted, Lines, Paths};
use vango_server::{Client, Scheme};

use crate::alarm;
use crate::source::Source;

/// Signs the cookies of this target.
const SECRET: &[u8] = b"a secret of a fuzz target, known to nobody else";

/// Headers that something reads.
const NAMES: &[&str] = &[
    "cookie",
    "origin",
    "host",
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-proto",
    "x-forwarded-host",
    "accept-encoding",
    "upgrade",
    "connection",
    "sec-websocket-version",
    "sec-websocket-key",
    "sec-websocket-protocol",
    "range",
];

/// A socket's first frame: it is a greeting of this version exactly if it decodes as one.
pub fn greeting(bytes: &[u8]) {
    let decoded = ClientFrame::decode(bytes);
    match edge::greeting(bytes) {
        Greeted::Hello(hello) => {
            assert_eq!(hello.version, VERSION);
            assert_eq!(decoded, Ok(ClientFrame::Hello(hello)));
        }
        Greeted::OtherVersion => {
            let version = ClientFrame::hello_version(bytes);
            assert!(matches!(version, Ok(Some(version)) if version != VERSION));
        }
        Greeted::Other => {
            assert!(!matches!(decoded, Ok(ClientFrame::Hello(hello)) if hello.version == VERSION));
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Some((id, shown)) = edge::session_name(text)
    {
        let leading = text.trim_start_matches('0').to_ascii_lowercase();
        assert_eq!(
            shown.trim_start_matches('0'),
            leading,
            "a name says what it is"
        );
        assert_eq!(edge::session_name(&shown), Some((id, shown)));
    }
}

/// The head of a request: header lines, among them pieces that mean something.
pub fn request(bytes: &[u8]) {
    alarm::install();
    let mut source = Source::new(bytes);
    let browser = [source.byte(); 16];
    let genuine = edge::cookie(SECRET, browser);
    let mut lines: Vec<(&str, Vec<u8>)> = Vec::new();
    while !source.is_empty() && lines.len() < 24 {
        let name = NAMES[source.choose(NAMES.len())];
        lines.push((name, value(&mut source, &genuine)));
    }
    let head = Lines::new(lines.iter().map(|(name, value)| (*name, &value[..])));
    let of = |name: &str| {
        let named = lines.iter().filter(|(own, _)| *own == name);
        // As hyper would have let it pass.
        let legal = |byte: &u8| *byte == b'\t' || (*byte >= 32 && *byte != 127);
        named
            .map(|(_, value)| &value[..])
            .filter(|value| value.iter().all(legal))
            .collect::<Vec<_>>()
    };
    check_browser(&head, browser, &genuine, &of("cookie"));
    check_client(&head, &of("origin"));
    check_encodings(&head);
    if let Some(Some(protocol)) = head.handshake() {
        assert!(
            protocol.starts_with("vango."),
            "{protocol:?} was never spoken"
        );
    }
    for header in of("range")
        .into_iter()
        .filter_map(|value| std::str::from_utf8(value).ok())
    {
        check_ranges(header, u64::from(source.number()));
        check_ranges(header, u64::MAX);
    }
}

/// Pieces of grammar beside bytes.
fn value(source: &mut Source<'_>, genuine: &str) -> Vec<u8> {
    const PIECES: &[&str] = &[
        "for=",
        "proto=https",
        "proto=http",
        "host=",
        "a.example",
        "a.example:443",
        "b.example",
        ";",
        ",",
        "\"",
        "https://",
        "http://",
        "10.0.0.1",
        "192.0.2.7",
        "[2001:db8::1]:80",
        "::ffff:10.0.0.2",
        "unknown",
        "gzip",
        "br",
        ";q=0.5",
        "identity;q=0",
        "*",
        "websocket",
        "Upgrade",
        "13",
        "dGhlIHNhbXBsZSBub25jZQ==",
        "vango.1",
        "vango.9",
        "bytes=",
        "0-",
        "-5",
        "3-7",
        "vango_browser=",
        "=",
        ".",
        " ",
    ];
    let mut value = Vec::new();
    for _ in 0..source.choose(8) {
        match source.choose(PIECES.len() + 2) {
            0 => value.extend_from_slice(genuine.as_bytes()),
            1 => value.extend_from_slice(source.bytes()),
            piece => value.extend_from_slice(PIECES[piece - 2].as_bytes()),
        }
    }
    value
}

/// Only a cookie that was signed is believed.
fn check_browser(head: &Lines, own: [u8; 16], genuine: &str, cookies: &[&[u8]]) {
    match head.browser(SECRET) {
        None => {}
        Some(browser) => {
            assert_eq!(browser, own, "nobody else's cookie was signed");
            let holds = |line: &&[u8]| {
                line.windows(genuine.len())
                    .any(|part| part == genuine.as_bytes())
            };
            assert!(
                cookies.iter().any(holds),
                "the signature stands in no cookie"
            );
        }
    }
    assert_eq!(head.browser(b"another secret"), None);
}

/// Who is believed about the client, and which pages may open a socket.
fn check_client(head: &Lines, origins: &[&[u8]]) {
    let peer: IpAddr = "10.0.0.9".parse().expect("an address");
    let direct = head
        .client(Some(peer), "/", &[])
        .expect("no proxies")
        .expect("nothing to contradict");
    assert_eq!(
        direct.address(),
        Some(peer),
        "without a trusted proxy the connection alone counts"
    );
    assert_eq!(direct.scheme(), None);
    check_origin(head, &direct, origins);
    let trusted = ["10.0.0.0/8".to_owned()];
    if let Some(told) = head.client(Some(peer), "/", &trusted).expect("a range") {
        assert!(told.address().is_some());
        check_origin(head, &told, origins);
    }
    let stranger: IpAddr = "192.0.2.200".parse().expect("an address");
    let unbelieved = head.client(Some(stranger), "/", &trusted).expect("a range");
    assert_eq!(
        unbelieved.and_then(|client| client.address()),
        Some(stranger)
    );
    for host in [direct.host(), Some("x.a.example"), None] {
        drop(edge::answers(
            &["*.a.example".to_owned(), "b.example:80".to_owned()],
            host,
        ));
    }
}

/// A page may open a socket only when its one origin is the host that was asked for.
fn check_origin(head: &Lines, client: &Client, origins: &[&[u8]]) {
    if !head.may_connect(client, &[]) {
        return;
    }
    let [origin] = origins else {
        panic!("{} origins were let in", origins.len());
    };
    let origin = String::from_utf8_lossy(origin).to_ascii_lowercase();
    let host = client
        .host()
        .expect("without a host nothing is let in")
        .to_ascii_lowercase();
    let known = client.scheme();
    let fits = |scheme: Scheme, prefix: &str, port: &str| {
        known.is_none_or(|known| known == scheme)
            && [
                host.clone(),
                host.strip_suffix(port).unwrap_or(&host).to_owned(),
            ]
            .iter()
            .any(|host| origin == format!("{prefix}{host}"))
    };
    assert!(
        fits(Scheme::Http, "http://", ":80") || fits(Scheme::Https, "https://", ":443"),
        "{origin:?} was let in to {host:?}"
    );
}

/// Each encoding at most once.
fn check_encodings(head: &Lines) {
    let encodings = head.encodings();
    let mut counts = BTreeMap::new();
    for encoding in &encodings {
        *counts.entry(encoding).or_insert(0) += 1;
    }
    assert!(counts.values().all(|count| *count == 1), "{encodings:?}");
}

/// Ranges lie within the file, hold something, and ask for no more than all of it.
fn check_ranges(header: &str, len: u64) {
    let Some(parts) = edge::ranges(header, len) else {
        return;
    };
    for part in &parts {
        assert!(
            part.start < part.end && part.end <= len,
            "{part:?} of {len}"
        );
    }
    if parts.len() > 1 {
        let sum: u128 = parts
            .iter()
            .map(|part| u128::from(part.end - part.start))
            .sum();
        assert!(sum <= u128::from(len), "{parts:?} of {len}");
    }
}

/// A request's path: the page that it names and its parameters; the file that it names.
pub fn path(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(file) = edge::file_path(&text) {
        let ordinary = |part: Component<'_>| match part {
            Component::Normal(part) => {
                let part = part.to_string_lossy();
                !part.contains(['\0', '\\', ':', '/'])
                    && (!part.starts_with('.') || part == ".well-known")
            }
            _ => false,
        };
        assert!(
            file.components().all(ordinary),
            "{file:?} leaves its directory or is hidden"
        );
    }
    let path = format!("/{text}");
    for base in paths() {
        let Some(params) = base.find(&path) else {
            continue;
        };
        for name in ["id", "name", "rest"] {
            let Some(value) = params.get(name) else {
                continue;
            };
            let raw = path
                .split('/')
                .any(|raw| decode(raw).as_deref() == Some(value.as_bytes()));
            let tail = path
                .match_indices('/')
                .any(|(at, _)| decode(&path[at + 1..]).as_deref() == Some(value.as_bytes()));
            assert!(
                raw || (name == "rest" && tail),
                "{value:?} stands nowhere in {path:?}"
            );
        }
        drop(params.parse::<u32>("id"));
        assert!(!params.href(&path).is_empty());
    }
}

fn paths() -> &'static [Paths] {
    static PATHS: OnceLock<Vec<Paths>> = OnceLock::new();
    PATHS.get_or_init(|| {
        let pages = ["/", "/u/{id}", "/u/{id}/{name}", "/files/{*rest}", "/ü ber"];
        let build = |base| Paths::new(base, &pages).expect("these are paths");
        ["/", "/shop"].map(build).into()
    })
}

/// Percent-decoding by its definition.
fn decode(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digit = |at: usize| {
            bytes
                .get(at)
                .and_then(|digit| char::from(*digit).to_digit(16))
        };
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok().map(String::into_bytes)
}
