//! A Redis of a test's own: on a free port of the loopback, in a directory of its own, ended by its id.
//!
//! It is Debian's, installed by `cargo xtask setup`; `VANGO_REDIS` names another. Without one the tests are skipped with a
//! line that says so, and fail in continuous integration.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use vango_store::{RedisConfig, RedisStore};

use super::place::Place;

pub(crate) struct Server {
    child: Option<Child>,
    program: PathBuf,
    port: u16,
    place: Place,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The program, or `None` where it need not be.
fn program() -> Option<PathBuf> {
    let named = std::env::var_os("VANGO_REDIS").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = named.or_else(|| {
        let mut files =
            std::env::split_paths(&path).map(|directory| directory.join("redis-server"));
        files.find(|file| file.is_file())
    });
    if found.is_none() {
        let how = "redis-server is missing: `cargo xtask setup` installs it, or set VANGO_REDIS to its path";
        assert!(std::env::var_os("CI").is_none(), "{how}");
        eprintln!("SKIPPED: {how}");
    }
    found
}

impl Server {
    /// A server that runs; `None`: there is no Redis, and none is needed.
    pub(crate) fn start(name: &str) -> Option<Self> {
        let mut server = Self::prepare(name)?;
        server.run();
        Some(server)
    }

    /// One that does not run yet.
    pub(crate) fn prepare(name: &str) -> Option<Self> {
        let program = program()?;
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        Some(Self {
            child: None,
            program,
            port: listener.local_addr().unwrap().port(),
            place: Place::new(name),
        })
    }

    /// Starts it, with what it had kept.
    pub(crate) fn run(&mut self) {
        let child = Command::new(&self.program)
            .args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "yes"])
            .args(["--appendfsync", "always", "--port", &self.port.to_string()])
            .arg("--dir")
            .arg(self.place.path("."))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .expect("redis-server can be run");
        self.child = Some(child);
        let start = Instant::now();
        while self.raw().is_none() {
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "redis-server does not start"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Sends a signal: `STOP` or `CONT`.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.as_ref().unwrap().id().to_string();
        let status = Command::new("kill")
            .args([&format!("-{name}"), &id])
            .status();
        assert!(status.unwrap().success());
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// A store with a short timeout.
    pub(crate) fn store(&self, prefix: &str) -> RedisStore {
        let config = RedisConfig::new(&self.url(), prefix).unwrap();
        RedisStore::start(config.timeout(Duration::from_millis(1500))).unwrap()
    }

    /// A plain connection, when the server answers.
    pub(crate) fn raw(&self) -> Option<redis::Connection> {
        let client = redis::Client::open(self.url()).unwrap();
        let mut connection = client
            .get_connection_with_timeout(Duration::from_secs(1))
            .ok()?;
        redis::cmd("PING").exec(&mut connection).ok()?;
        Some(connection)
    }

    /// Has the server do something.
    pub(crate) fn say<T: redis::FromRedisValue>(&self, words: &[&str]) -> T {
        let mut command = redis::cmd(words[0]);
        command.arg(&words[1..]);
        command.query(&mut self.raw().unwrap()).unwrap()
    }
}
