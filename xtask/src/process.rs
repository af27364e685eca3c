//! Runs other programs, and finds them.
//!
//! Invariant: every program that a task runs is echoed, has no standard input, and its failure names the command. It
//! deliberately goes through no shell: an argument is an argument.

use std::ffi::OsString;
use std::fmt;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::limits::START_SECONDS;

/// A program about to be run.
#[derive(Debug)]
pub(crate) struct Program {
    name: String,
    directory: PathBuf,
    arguments: Vec<OsString>,
    environment: Vec<(&'static str, OsString)>,
}

/// What a program did: whether it succeeded, and its standard output.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) success: bool,
    pub(crate) output: String,
}

impl Program {
    /// `name` is a path or is looked up on `PATH`.
    pub(crate) fn new(name: &str, directory: &Path) -> Self {
        Self {
            name: name.to_owned(),
            directory: directory.to_owned(),
            arguments: Vec::new(),
            environment: Vec::new(),
        }
    }

    /// Adds arguments.
    pub(crate) fn args<A: Into<OsString>>(
        mut self,
        arguments: impl IntoIterator<Item = A>,
    ) -> Self {
        self.arguments.extend(arguments.into_iter().map(Into::into));
        self
    }

    /// Sets a variable of the program's environment.
    pub(crate) fn env(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    /// Runs the program; its output goes where ours goes.
    pub(crate) fn succeeds(&self) -> Result<bool> {
        println!("$ {self}");
        let status = self
            .command()
            .status()
            .with_context(|| self.cannot_start())?;
        Ok(status.success())
    }

    /// Like [`Program::succeeds`], but failure is an error.
    pub(crate) fn check(&self) -> Result<()> {
        if !self.succeeds()? {
            bail!("`{self}` failed");
        }
        Ok(())
    }

    /// Runs the program, shows its standard output line by line and keeps it.
    pub(crate) fn tee(&self) -> Result<Finished> {
        println!("$ {self}");
        let mut command = self.command();
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| self.cannot_start())?;
        let pipe = child
            .stdout
            .take()
            .context("a piped standard output is there")?;
        let mut reader = BufReader::new(pipe);
        let mut output = String::new();
        let mut line = Vec::new();
        // Bytes and not `lines()`: a test may print what is not UTF-8, and that must not end the run.
        while reader.read_until(b'\n', &mut line)? > 0 {
            std::io::stdout().write_all(&line)?;
            output.push_str(&String::from_utf8_lossy(&line));
            line.clear();
        }
        Ok(Finished {
            success: child.wait()?.success(),
            output,
        })
    }

    /// Starts a server and waits for its first line. What it prints later is read and dropped.
    pub(crate) fn serve(&self) -> Result<Server> {
        println!("$ {self} &");
        let mut command = self.command();
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| self.cannot_start())?;
        let pipe = child.stdout.take();
        // From here on it is ended whatever happens.
        let mut server = Server {
            child,
            first_line: String::new(),
        };
        let mut reader = BufReader::new(pipe.context("a piped standard output is there")?);
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            let _ends_with_an_empty_line = reader.read_line(&mut line);
            // Nobody waits any more after the time is over.
            let _ = sender.send(line);
            let _ = std::io::copy(&mut reader, &mut std::io::sink());
        });
        let line = receiver.recv_timeout(Duration::from_secs(START_SECONDS));
        let line =
            line.with_context(|| format!("`{self}` printed no line in {START_SECONDS} s"))?;
        if line.trim().is_empty() {
            bail!("`{self}` ended before it printed a line");
        }
        server.first_line = line.trim().to_owned();
        Ok(server)
    }

    /// Runs the program, its words on standard error alone: standard output is the task's own. Failure is an error.
    pub(crate) fn check_quietly(&self) -> Result<()> {
        self.output().map(drop)
    }

    /// Runs the program and returns its standard output; its standard error goes where ours goes. Failure is an error.
    pub(crate) fn output(&self) -> Result<String> {
        eprintln!("$ {self}");
        let output = self
            .command()
            .stderr(Stdio::inherit())
            .output()
            .with_context(|| self.cannot_start())?;
        if !output.status.success() {
            bail!("`{self}` failed");
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs the program silently and returns its standard output. Failure is an error with its standard error.
    pub(crate) fn capture(&self) -> Result<String> {
        let output = self
            .command()
            .output()
            .with_context(|| self.cannot_start())?;
        if !output.status.success() {
            bail!(
                "`{self}` failed: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            );
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.name);
        command
            .args(&self.arguments)
            .current_dir(&self.directory)
            .stdin(Stdio::null());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    fn cannot_start(&self) -> String {
        format!(
            "`{}` could not be started; `cargo xtask setup` says what is missing",
            self.name
        )
    }
}

/// A program that runs beside the task, and ends with it.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    first_line: String,
}

impl Server {
    /// What it printed first: for a server of ours, its address.
    pub(crate) fn first_line(&self) -> &str {
        &self.first_line
    }

    /// Whether it still runs.
    pub(crate) fn is_running(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.environment {
            write!(f, "{name}={} ", value.to_string_lossy())?;
        }
        let file = Path::new(&self.name)
            .file_name()
            .map(|name| name.to_string_lossy());
        write!(f, "{}", file.as_deref().unwrap_or(&self.name))?;
        for argument in &self.arguments {
            write!(f, " {}", argument.to_string_lossy())?;
        }
        Ok(())
    }
}

/// The path of a program on `PATH`.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|directory| directory.join(name))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tee_keeps_what_the_program_prints() {
        let finished = Program::new("printf", Path::new("/"))
            .args(["a\\nb\\n"])
            .tee()
            .unwrap();
        assert!(finished.success);
        assert_eq!(finished.output, "a\nb\n");
    }

    #[test]
    fn a_server_is_known_by_its_first_line_and_ends_with_the_task() {
        let script = "echo http://here; echo later; exec sleep 60";
        let sh = Program::new("sh", Path::new("/")).args(["-c", script]);
        let mut server = sh.serve().unwrap();
        assert_eq!(server.first_line(), "http://here");
        assert!(server.is_running().unwrap());
        let mute = Program::new("true", Path::new("/"));
        assert!(mute.serve().unwrap_err().to_string().contains("`true`"));
    }

    #[test]
    fn a_missing_program_is_an_error_that_names_it() {
        let error = Program::new("no-such-program-here", Path::new("/"))
            .capture()
            .unwrap_err();
        assert!(
            error.to_string().contains("no-such-program-here"),
            "{error}"
        );
    }

    #[test]
    fn a_failing_program_is_an_error_with_its_own_words() {
        let error = Program::new("ls", Path::new("/"))
            .args(["/no/such/file"])
            .capture()
            .unwrap_err();
        assert!(error.to_string().contains("/no/such/file"), "{error}");
    }

    #[test]
    fn find_looks_only_at_files() {
        assert!(find("sh").is_some());
        assert!(find("no-such-program-here").is_none());
    }
}
