//! `kill -9` in the middle of commits, again and again: what was acknowledged is there, and all else is whole or absent.
//!
//! The committing process is the example `committer`, which `cargo test` builds.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use vango_store::{Field, Key, KeyRing, RedbStore, Revision, Sealed, Store};

use super::place::Place;
use super::server::Server;

const ROUNDS: u64 = 25;
const TASKS: usize = 8;

/// The last acknowledged number and revision of each task.
type Acknowledged = BTreeMap<usize, (u64, Revision)>;

/// The example, beside this test.
fn program() -> PathBuf {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.set_file_name("examples");
    let path = path.join("committer");
    assert!(
        path.exists(),
        "{} is missing: `cargo build --package vango-store --all-features --example committer`",
        path.display()
    );
    path
}

/// The committing process. It does not outlive its test.
struct Committer(Child);

impl Drop for Committer {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

type Lines = std::io::Lines<BufReader<ChildStdout>>;

fn start(mut command: Command) -> (Committer, Lines) {
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    (Committer(child), lines)
}

/// Whom to kill while the child commits.
enum Victim<'a> {
    Child,
    Server(&'a mut Server),
}

/// Lets the child commit for a while, kills, and reads what was acknowledged. Lines that were written before the kill are in
/// the pipe.
fn commit_and_kill(arguments: &[&str], after: Duration, victim: Victim<'_>) -> Acknowledged {
    let mut command = Command::new(program());
    command.args(arguments);
    let (mut child, mut lines) = start(command);
    let mut acknowledged = Acknowledged::new();
    // A line is written at once, so none is cut.
    let mut note = |line: String| {
        let words: Vec<&str> = line.split(' ').collect();
        let ["ack", task, number, revision] = words[..] else {
            panic!("the child says `{line}`");
        };
        let revision = Revision(revision.parse().unwrap());
        acknowledged.insert(task.parse().unwrap(), (number.parse().unwrap(), revision));
    };
    match lines.next() {
        Some(first) => note(first.unwrap()),
        None => panic!("the child commits nothing; it has said why on stderr"),
    }
    std::thread::sleep(after);
    match victim {
        Victim::Child => child.0.kill().unwrap(),
        Victim::Server(server) => server.kill(),
    }
    lines.map_while(Result::ok).for_each(note);
    let status = child.0.wait().unwrap();
    assert!(!status.success(), "nothing ended the child");
    acknowledged
}

/// Holds the store against what was acknowledged; `found` is what
/// was there when the round began.
async fn check(store: &dyn Store, acknowledged: &Acknowledged, found: &mut Acknowledged) -> u64 {
    let mut count = 0;
    for task in 0..TASKS {
        let key = Key::new(format!("crash:{task}")).unwrap();
        let record = store.get(&key).await.unwrap();
        let before = found.get(&task).copied();
        let (acked, acked_revision) = acknowledged
            .get(&task)
            .copied()
            .or(before)
            .unwrap_or((0, Revision(0)));
        let Some(record) = record else {
            assert_eq!(acked, 0, "the record of task {task} is gone");
            continue;
        };
        assert_eq!(record.unreadable, []);
        let field = |at: usize| record.fields.get(&Field::new(format!("f{at}")).unwrap());
        let text = String::from_utf8(field(0).unwrap().to_vec()).unwrap();
        let number: u64 = text.trim().parse().unwrap();
        // One more may have been on its way.
        assert!(
            number == acked || number == acked + 1,
            "task {task}: {acked} was acknowledged, {number} is there"
        );
        match number == acked {
            true => assert_eq!(record.revision, acked_revision, "task {task}"),
            false => assert!(record.revision > acked_revision, "task {task}"),
        }
        for at in 0..12 {
            let expected = match at >= 6 && number % 2 == 1 {
                true => None,
                false => Some(format!("{number} {}", "x".repeat(100 * at))),
            };
            let found = field(at).map(|value| String::from_utf8(value.to_vec()).unwrap());
            assert_eq!(found, expected, "field {at} of task {task}");
        }
        count += acked - before.map_or(0, |before| before.0);
        found.insert(task, (number, record.revision));
    }
    count
}

/// Not the same moment in each round.
fn moment(round: u64) -> Duration {
    Duration::from_millis(10 + round * 37 % 200)
}

fn ring() -> KeyRing {
    KeyRing::new([1; 32], [])
}

#[tokio::test]
async fn redb_keeps_what_it_acknowledged_when_its_process_is_killed() {
    let place = Place::new("kill-redb");
    let path = place.path("store");
    let (mut found, mut count) = (Acknowledged::new(), 0);
    for round in 0..ROUNDS {
        let arguments = ["redb", path.to_str().unwrap()];
        let acknowledged = commit_and_kill(&arguments, moment(round), Victim::Child);
        let store = Sealed::new(RedbStore::open(&path).unwrap(), ring());
        count += check(&store, &acknowledged, &mut found).await;
    }
    eprintln!("{ROUNDS} rounds, {count} acknowledged commits");
    assert!(count >= ROUNDS, "{count}");
}

#[tokio::test]
async fn redis_keeps_what_it_acknowledged_when_its_client_is_killed() {
    let Some(server) = Server::start("kill-client") else {
        return;
    };
    let store = Sealed::new(server.store("shop"), ring());
    let (mut found, mut count) = (Acknowledged::new(), 0);
    for round in 0..ROUNDS {
        let arguments = ["redis", &server.url(), "shop"];
        let acknowledged = commit_and_kill(&arguments, moment(round), Victim::Child);
        // What the child had sent may still come through.
        std::thread::sleep(Duration::from_millis(50));
        count += check(&store, &acknowledged, &mut found).await;
    }
    eprintln!("{ROUNDS} rounds, {count} acknowledged commits");
    assert!(count >= ROUNDS, "{count}");
}

#[tokio::test]
async fn redis_keeps_what_it_acknowledged_when_it_is_killed() {
    let Some(mut server) = Server::start("kill-server") else {
        return;
    };
    let url = server.url();
    let (mut found, mut count) = (Acknowledged::new(), 0);
    for round in 0..ROUNDS {
        let arguments = ["redis", &url, "shop"];
        let acknowledged = commit_and_kill(&arguments, moment(round), Victim::Server(&mut server));
        server.run();
        let store = Sealed::new(server.store("shop"), ring());
        count += check(&store, &acknowledged, &mut found).await;
    }
    eprintln!("{ROUNDS} rounds, {count} acknowledged commits");
    assert!(count >= ROUNDS, "{count}");
}

/// As when the disk is full: the file may not grow, until the limit is lifted.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn redb_works_again_when_there_is_room_again() {
    let place = Place::new("no-room");
    let path = place.path("store");
    let script = r#"trap "" XFSZ; exec "$0" stubborn "$1""#;
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).arg(program()).arg(&path);
    let (mut child, mut lines) = start(shell);
    let mut wait_for = |word: &str| {
        for line in lines.by_ref().take(5_000).map(Result::unwrap) {
            if line.starts_with(word) {
                return line;
            }
        }
        panic!("the child never says `{word}`");
    };
    wait_for("ack");
    let limit = |bytes: &str| {
        let id = child.0.id().to_string();
        let mut prlimit = Command::new("prlimit");
        prlimit.args(["--pid", &id, &format!("--fsize={bytes}:unlimited")]);
        assert!(prlimit.status().unwrap().success());
    };
    // Nothing can be written but the first page.
    limit("4096");
    wait_for("failed");
    std::thread::sleep(Duration::from_millis(1500));
    limit("unlimited");
    // More than may have been acknowledged before and printed late.
    for _ in 0..100 {
        wait_for("ack");
    }
    child.0.kill().unwrap();
    child.0.wait().unwrap();
    let store = Sealed::new(RedbStore::open(&path).unwrap(), ring());
    assert!(
        store
            .get(&Key::new("crash:0").unwrap())
            .await
            .unwrap()
            .is_some()
    );
}
