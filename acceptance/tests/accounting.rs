//! The memory that the driver believes sessions to hold, against what the process has really grown by.
//!
//! The truth is the resident memory of the process, so that nothing of what is tested vouches for itself: allocator
//! overhead and the sockets' own memory count against the account. Linux only: it reads `/proc`.
#![cfg(target_os = "linux")]

use std::alloc::System;
use std::io::{Read, Write};
use std::net::TcpStream;

use base64::Engine as _;
use vango::prelude::*;
use vango::{CountingAllocator, Server};
use vango_protocol::{Boot, ClientFrame, Hello, VERSION};

#[global_allocator]
static ALLOCATOR: CountingAllocator<System> = CountingAllocator::new(System);

/// A value of an application.
#[derive(Clone, PartialEq)]
struct Row {
    name: String,
    tags: Vec<u32>,
}

fn values(count: u32) -> Vec<Row> {
    let row = |n| Row {
        name: format!("row number {n} with a name of some length"),
        tags: (0..n % 8).collect(),
    };
    (0..count).map(row).collect()
}

#[component]
fn Values(cx: &mut Setup) -> Component {
    let rows = cx.signal(values(5_000));
    render(move |r| view! { r, <output>{rows.get(r).len()}</output> })
}

#[component]
fn Loaded(cx: &mut Setup) -> Component {
    let rows = cx.resource(
        |_| 5_000,
        |_, count| async move {
            tokio_less_yield().await;
            Ok::<_, vango::Error>(values(count))
        },
    );
    render(move |r| {
        view! { r, <output>{rows.get(r).ready().map_or(0, Vec::len)}</output> }
    })
}

/// Lets the task be polled more than once, perhaps on two threads.
async fn tokio_less_yield() {
    let mut again = true;
    std::future::poll_fn(|cx| {
        if std::mem::take(&mut again) {
            cx.waker().wake_by_ref();
            return std::task::Poll::Pending;
        }
        std::task::Poll::Ready(())
    })
    .await;
}

#[component]
fn Table(cx: &mut Setup) -> Component {
    let rows = cx.list_from(0..1_000_u32, |row: &u32| *row);
    let chosen = cx.signal(0_u32);
    render(move |r| {
        view! { r,
            each row in rows {
                let id = *row;
                <p class:chosen=(*chosen.get(r) == id)>
                    <b>{format!("row number {id}")}</b>
                    <button on:click=move |tx| { chosen.set(tx, id); }>"choose"</button>
                    <button on:click=move |tx| { rows.remove_key(tx, &id); }>"remove"</button>
                </p>
            }
        }
    })
}

#[component]
fn Deep(cx: &mut Setup, #[prop(default = 0)] depth: Prop<u32>) -> Component {
    let own = cx.signal(String::new());
    let length = cx.memo(move |r| own.get(r).len());
    render(move |r| {
        let next = *depth.get(r) + 1;
        view! { r,
            <p><i>{length}</i><button on:click=move |tx| { own.get_mut(tx).push('x'); }>"+"</button></p>
            if next < 100 { <Deep depth={next} /> }
        }
    })
}

#[component]
fn Growing(cx: &mut Setup) -> Component {
    let rows = cx.signal(Vec::<Row>::new());
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { rows.get_mut(tx).extend(values(1_000)); }>"more"</button>
            <button on:click=move |tx| { rows.set(tx, Vec::new()); }>"less"</button>
            <output>{rows.get(r).len()}</output>
        }
    })
}

/// Resident bytes of this process.
fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("a /proc");
    let pages: usize = statm
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse().ok())
        .expect("a number of pages");
    pages * 4096
}

fn request(server: &Server, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.addr()).expect("the server listens");
    let host = server.addr();
    let request = format!("{text}\r\nHost: {host}\r\nOrigin: http://{host}\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it is sent");
    stream
}

/// Loads a page and opens its socket, up to the welcome.
fn attach(server: &Server, path: &str) -> TcpStream {
    let mut page = String::new();
    request(server, &format!("GET {path} HTTP/1.1\r\nConnection: close"))
        .read_to_string(&mut page)
        .expect("a page");
    let between = |start: &str, end: &str| {
        let at = page.find(start).expect(start) + start.len();
        page[at..at + page[at..].find(end).expect(end)].to_owned()
    };
    let cookie = between("set-cookie: ", ";");
    let boot = base64::engine::general_purpose::STANDARD
        .decode(between("id=\"vango-boot\">", "<"))
        .expect("base64");
    let head = Boot::decode(&boot).expect("boot data").head;
    let mut stream = request(
        server,
        &format!(
            "GET {} HTTP/1.1\r\nCookie: {cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: vango.1",
            head.socket
        ),
    );
    read_until(&mut stream, b"\r\n\r\n");
    let mut hello = Vec::new();
    ClientFrame::Hello(Hello {
        version: VERSION,
        session: head.session,
        secret: head.secret,
        ticket: Some(head.ticket),
        path,
        build: head.build,
        batch: 0,
        event: 0,
    })
    .encode(&mut hello);
    send(&mut stream, &hello);
    receive(&mut stream);
    stream
}

fn read_until(stream: &mut TcpStream, end: &[u8]) {
    let mut read = Vec::new();
    while !read.ends_with(end) {
        let mut byte = [0];
        stream.read_exact(&mut byte).expect("more");
        read.push(byte[0]);
    }
}

/// One masked binary frame of fewer than 126 bytes; the mask is zero.
fn send(stream: &mut TcpStream, frame: &[u8]) {
    let length = u8::try_from(frame.len()).expect("a short frame");
    assert!(length < 126);
    let mut bytes = vec![0x82, 0x80 | length, 0, 0, 0, 0];
    bytes.extend_from_slice(frame);
    stream.write_all(&bytes).expect("it is sent");
}

/// One frame of fewer than 126 bytes.
fn receive(stream: &mut TcpStream) {
    let mut head = [0; 2];
    stream.read_exact(&mut head).expect("a frame");
    assert!(head[1] < 126, "a long frame");
    let mut body = vec![0; usize::from(head[1])];
    stream.read_exact(&mut body).expect("its body");
}

/// Clicks on the button in this slot of block 1, and waits for the answer.
fn click(stream: &mut TcpStream, seq: u8, slot: u32) {
    let mut frame = Vec::new();
    ClientFrame::Event {
        seq,
        ack: seq - 1,
        block: 1,
        slot,
        payload: vango_protocol::Payload::None,
    }
    .encode(&mut frame);
    send(stream, &frame);
    receive(stream);
}

/// How far the account is from the truth, in parts of it.
fn error(account: usize, truth: usize) -> f64 {
    (account as f64 - truth as f64) / truth as f64
}

/// Opens `count` pages with sockets; answers by how much the account and the process have grown.
fn grow(server: &Server, path: &str, count: usize) -> (usize, usize, Vec<TcpStream>) {
    let (account, truth) = (server.session_bytes(), resident());
    let sockets = (0..count).map(|_| attach(server, path)).collect();
    // A task's last bytes are known a moment after its answer.
    std::thread::sleep(std::time::Duration::from_millis(20));
    let account = server.session_bytes() - account;
    (account, resident() - truth, sockets)
}

fn wait_for(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..10_000 {
        if is_so() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    panic!("waited in vain for {what}");
}

/// One test, one after the other: they share the process whose memory they measure.
#[test]
fn accounts_are_within_a_fifth_of_what_the_process_grows_by() {
    assert!(vango::counts_memory());
    let server = App::new()
        .page("/values", Values)
        .page("/loaded", Loaded)
        .page("/table", Table)
        .page("/deep", Deep)
        .page("/growing", Growing)
        .workers(1)
        .start()
        .expect("it starts");
    // Buffers, threads and code are there once, whatever comes after.
    let warm: Vec<_> = ["/values", "/loaded", "/table", "/deep", "/growing"]
        .into_iter()
        .flat_map(|path| grow(&server, path, 3).2)
        .collect();
    let mut open = vec![warm];
    for (path, count) in [
        ("/values", 50),
        ("/loaded", 50),
        ("/table", 200),
        ("/deep", 300),
    ] {
        let (account, truth, sockets) = grow(&server, path, count);
        let error = error(account, truth);
        println!(
            "{path}: {} B a session, account off by {:.1} %",
            truth / count,
            100.0 * error
        );
        assert!(
            error.abs() <= 0.2,
            "{path}: {account} accounted, {truth} grown"
        );
        open.push(sockets);
    }
    what_handlers_add_and_drop_is_followed(&server);
    let held = server.session_bytes();
    drop(open);
    wait_for("the sockets to go", || server.open_sockets() == 0);
    let kept = server.session_bytes();
    assert!(
        kept <= held && kept > held / 2,
        "detached sessions are still held: {kept} of {held}"
    );
}

fn what_handlers_add_and_drop_is_followed(server: &Server) {
    let (_, _, mut sockets) = grow(server, "/growing", 20);
    let (account, truth) = (server.session_bytes(), resident());
    for socket in &mut sockets {
        (1..=10).for_each(|seq| click(socket, seq, 0));
    }
    let (grown, truth) = (server.session_bytes() - account, resident() - truth);
    let error = error(grown, truth);
    println!(
        "/growing: {} B a session, account off by {:.1} %",
        truth / 20,
        100.0 * error
    );
    assert!(error.abs() <= 0.2, "{grown} accounted, {truth} grown");
    for socket in &mut sockets {
        click(socket, 11, 1);
    }
    let left = server.session_bytes().saturating_sub(account);
    println!("/growing: {} B a session after all was dropped", left / 20);
    assert!(left / 20 < 4 * 1024, "{left} bytes left of {grown}");
    // As much again leaves nothing behind: accounts do not drift.
    for round in 0..10 {
        for socket in &mut sockets {
            click(socket, 12 + 2 * round, 0);
            click(socket, 13 + 2 * round, 1);
        }
    }
    let drifted = server.session_bytes().saturating_sub(account);
    assert!(drifted.abs_diff(left) / 20 < 512, "{left} became {drifted}");
}
