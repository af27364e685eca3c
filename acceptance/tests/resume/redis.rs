//! A Redis of a test's own. Without one the test is skipped with a line that says so, and fails in continuous integration.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::till::Place;

pub(crate) struct Redis {
    child: Child,
    address: SocketAddr,
    place: Place,
}

impl Redis {
    pub(crate) fn start(name: &str) -> Option<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        drop(listener);
        let place = Place::new(name);
        let child = spawn(address, &place)?;
        Some(Self {
            child,
            address,
            place,
        })
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://{}", self.address)
    }

    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// Starts it again, with what it had.
    pub(crate) fn restart(&mut self) {
        self.child = spawn(self.address, &self.place).expect("it was there before");
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _killed_before = self.child.kill();
        let _waited_before = self.child.wait();
    }
}

fn spawn(address: SocketAddr, place: &Place) -> Option<Child> {
    let program = std::env::var_os("VANGO_REDIS").unwrap_or_else(|| "redis-server".into());
    let spawned = Command::new(program)
        .args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "yes"])
        .args([
            "--appendfsync",
            "always",
            "--port",
            &address.port().to_string(),
        ])
        .arg("--dir")
        .arg(place.folder())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn();
    let Ok(child) = spawned else {
        let how = "redis-server is missing: `cargo xtask setup` installs it, or set VANGO_REDIS to its path";
        assert!(std::env::var_os("CI").is_none(), "{how}");
        eprintln!("SKIPPED: {how}");
        return None;
    };
    let start = Instant::now();
    while TcpStream::connect(address).is_err() {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "redis-server does not listen"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    Some(child)
}
