//! The app of `app.rs` as a process: started, killed, started again on the same port.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Where the state of one test's app is; removed at its end.
pub(crate) struct Place(PathBuf);

impl Place {
    pub(crate) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("vango-till-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the store");
        Self(folder)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("state.redb")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _left_behind_at_worst = std::fs::remove_dir_all(&self.0);
    }
}

/// A running app. It is killed (`kill -9`) when it is dropped.
pub(crate) struct Till {
    child: Child,
    pub(crate) address: SocketAddr,
    /// Open as long as the app runs: it says something at its end.
    _said: BufReader<ChildStdout>,
    /// Its standard error so far, which is passed on.
    errors: Arc<Mutex<String>>,
}

/// What the app is started with.
#[derive(Clone)]
pub(crate) struct Start<'p> {
    pub(crate) address: SocketAddr,
    pub(crate) environment: Vec<(&'p str, String)>,
}

impl<'p> Start<'p> {
    /// On a port that is free now.
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        Self {
            address: listener.local_addr().expect("its address"),
            environment: Vec::new(),
        }
    }

    pub(crate) fn with(mut self, name: &'p str, value: impl Into<String>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    pub(crate) fn store(self, place: &Place) -> Self {
        let file = place.file();
        self.with("TILL_STORE", file.to_str().expect("a path in UTF-8"))
    }

    pub(crate) fn run(&self) -> Till {
        let mut command = Command::new(std::env::current_exe().expect("this test has a file"));
        command
            .args([
                "--exact",
                "app::serve",
                "--ignored",
                "--nocapture",
                "--test-threads=1",
            ])
            .env("VANGO_ADDR", self.address.to_string())
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the app starts");
        let errors = Arc::default();
        let stderr = child.stderr.take().expect("it is piped");
        listen(stderr, Arc::clone(&errors));
        let mut said = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut line = String::new();
        // After what every test program says.
        while !line.contains("http://") {
            line.clear();
            let read = said.read_line(&mut line).expect("it is text");
            assert!(read > 0, "the app has not started");
        }
        Till {
            child,
            address: self.address,
            _said: said,
            errors,
        }
    }
}

/// Notes what the app says on standard error, and passes it on, for as long as it runs.
fn listen(stderr: ChildStderr, errors: Arc<Mutex<String>>) {
    std::thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            eprintln!("{line}");
            let mut errors = errors.lock().expect("nobody panics with it");
            errors.push_str(&line);
            errors.push('\n');
        }
    });
}

impl Till {
    /// The lines of its standard error that have this part, so far.
    pub(crate) fn errors(&self, part: &str) -> Vec<String> {
        let errors = self.errors.lock().expect("nobody panics with it");
        let lines = errors.lines().filter(|line| line.contains(part));
        lines.map(str::to_owned).collect()
    }

    /// How many lines of its standard error have this part so far.
    pub(crate) fn count_errors(&self, part: &str) -> usize {
        self.errors(part).len()
    }

    /// Waits until so many lines of its standard error have this part.
    pub(crate) fn wait_for_errors(&self, part: &str, count: usize) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while self.count_errors(part) < count {
            assert!(Instant::now() < deadline, "nothing is said of {part:?}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// `kill -9`.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// SIGTERM, and waits for the end.
    pub(crate) fn terminate(mut self) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status();
        assert!(sent.expect("there is a kill").success());
        let status = self.child.wait().expect("it ends");
        assert!(status.success(), "it drained: {status}");
    }
}

impl Drop for Till {
    fn drop(&mut self) {
        let _killed_before = self.child.kill();
        let _waited_before = self.child.wait();
    }
}
