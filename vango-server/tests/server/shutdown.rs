//! Starting and stopping.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use vango_server::{Cause, Limits, StartErrorKind};

use super::browser::{connect, expect_count, load, read_answer};
use super::component::app;

#[test]
fn a_port_in_use_is_said_with_the_way_out() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = app()
        .bind(format!("127.0.0.1:{port}"))
        .start()
        .map(|_| ())
        .unwrap_err();
    assert_eq!(error.kind(), StartErrorKind::PortInUse);
    let text = error.to_string();
    assert!(
        text.contains(&format!("port {port} is in use")) && text.contains("VANGO_ADDR="),
        "{text}"
    );
    // Two servers of this framework don't share a port either.
    let server = app().start().unwrap();
    let second = app()
        .bind(server.addr().to_string())
        .start()
        .map(|_| ())
        .unwrap_err();
    assert_eq!(second.kind(), StartErrorKind::PortInUse);
}

#[test]
fn all_sockets_get_1001_and_the_port_is_free_again() {
    let server = app().workers(2).start().unwrap();
    let addr = server.addr();
    let mut attached: Vec<_> = (0..4).map(|_| load(&server, "/").attach()).collect();
    let silent = load(&server, "/").upgrade().unwrap();
    attached.push(silent);
    // The last one is on its way until it is counted.
    expect_count(&server, Cause::SocketTravelled, 5);
    let clients = std::thread::spawn(move || {
        attached
            .iter_mut()
            .map(|socket| socket.expect_close())
            .collect::<Vec<_>>()
    });
    let start = Instant::now();
    server.shutdown();
    assert!(
        start.elapsed() < Duration::from_millis(Limits::default().shutdown_ms),
        "nobody had to be waited for"
    );
    assert_eq!(clients.join().unwrap(), [1001; 5]);
    TcpListener::bind(addr).unwrap();
}

#[test]
fn an_idle_connection_does_not_hold_the_shutdown_up() {
    let server = app().start().unwrap();
    let mut idle = connect(server.addr());
    write!(idle, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let start = Instant::now();
    server.shutdown();
    assert!(start.elapsed() < Duration::from_millis(Limits::default().shutdown_ms));
}

#[test]
fn a_client_that_ignores_the_close_is_dropped_at_the_deadline() {
    let server = app()
        .limits(Limits {
            shutdown_ms: 100,
            ..Limits::default()
        })
        .start()
        .unwrap();
    let _deaf = load(&server, "/").attach();
    let start = Instant::now();
    server.shutdown();
    assert!(start.elapsed() < Duration::from_secs(5));
}

/// Not a test by itself: the process that the next test starts.
#[test]
fn child_process() {
    if std::env::var_os(CHILD_VARIABLE).is_some() {
        app().workers(1).run().unwrap();
    }
}

const CHILD_VARIABLE: &str = "VANGO_TEST_CHILD";

/// A process that serves [`app`].
#[cfg(unix)]
struct Program {
    child: Child,
    /// It must be able to write until it ends.
    _output: BufReader<ChildStdout>,
    addr: SocketAddr,
}

/// `limits` are commands of a shell.
#[cfg(unix)]
fn spawn(limits: &str) -> Program {
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(format!("{limits} exec \"$0\" \"$@\""))
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "shutdown::child_process", "--nocapture"])
        .env(CHILD_VARIABLE, "1")
        .env("VANGO_ADDR", "127.0.0.1:0")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    // The test harness has written before it, on the same line perhaps.
    let port = loop {
        let mut line = String::new();
        assert!(output.read_line(&mut line).unwrap() > 0, "it has ended");
        if let Some((_, port)) = line.trim_end().split_once("http://127.0.0.1:") {
            break port.parse::<u16>().unwrap();
        }
    };
    Program {
        child,
        _output: output,
        addr: ([127, 0, 0, 1], port).into(),
    }
}

#[cfg(unix)]
fn terminate(mut program: Program) {
    let killed = Command::new("kill")
        .arg(program.child.id().to_string())
        .status()
        .unwrap();
    assert!(killed.success());
    assert!(
        program.child.wait().unwrap().success(),
        "it ended by itself"
    );
}

#[cfg(unix)]
const PLAIN: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

#[cfg(unix)]
#[test]
fn run_prints_its_url_and_ends_with_sigterm() {
    let program = spawn("");
    let mut stream = connect(program.addr);
    stream.write_all(PLAIN).unwrap();
    assert_eq!(read_answer(&mut stream).status, 200);
    terminate(program);
}

#[cfg(unix)]
#[test]
fn without_file_descriptors_it_waits_and_goes_on() {
    let program = spawn("ulimit -n 40;");
    let addr = program.addr;
    // The kernel takes them all; the program has no descriptors for most of them.
    let crowd: Vec<_> = (0..100).map(|_| connect(addr)).collect();
    let mut waiting = connect(addr);
    waiting.write_all(PLAIN).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    drop(crowd);
    assert_eq!(read_answer(&mut waiting).status, 200);
    terminate(program);
}
