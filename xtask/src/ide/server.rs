//! A rust-analyzer process, and a client that speaks LSP with it: JSON-RPC with a header that tells the length.
//!
//! Invariant: one request at a time, and the server's own requests are answered, so that neither waits for the other. What it
//! says about itself goes into `rust-analyzer.log` in the target folder. Deliberately small: a client of one server, for one task.

use std::fs::File;
use std::io::{BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::document::Position;
use crate::limits::{EDITOR_ANSWER_SECONDS, EDITOR_READY_SECONDS};

/// What VS Code says that it can do, as far as it changes the answers.
fn capabilities() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-8"] },
        "window": { "workDoneProgress": true },
        "experimental": { "serverStatusNotification": true },
        "textDocument": {
            "completion": { "completionItem": {
                "snippetSupport": true,
                "labelDetailsSupport": true,
                "resolveSupport": { "properties": ["documentation", "detail", "additionalTextEdits"] },
            } },
            "hover": { "contentFormat": ["markdown"] },
            "rename": { "prepareSupport": true },
            "diagnostic": { "dynamicRegistration": false },
        },
        "workspace": { "configuration": true, "workspaceEdit": { "documentChanges": true } },
    })
}

/// A running server.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    last_id: u64,
    ready_seconds: f64,
}

impl Server {
    /// Starts `program` on a package, and waits until it has read and indexed it.
    pub(crate) fn start(program: &Path, package: &Path, target: &Path) -> Result<Self> {
        println!("$ {} # in {}", program.display(), package.display());
        let started = Instant::now();
        std::fs::create_dir_all(target)?;
        let log = File::create(target.join("rust-analyzer.log"))?;
        let mut child = Command::new(program)
            .current_dir(package)
            .env("CARGO_TARGET_DIR", target)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .with_context(|| format!("`{}` could not be started", program.display()))?;
        let input = child
            .stdin
            .take()
            .context("a piped standard input is there")?;
        let output = child
            .stdout
            .take()
            .context("a piped standard output is there")?;
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Ok(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut server = Self {
            child,
            input,
            messages,
            last_id: 0,
            ready_seconds: 0.0,
        };
        let root = format!("file://{}", package.display());
        server.request(
            "initialize",
            json!({
                "processId": std::process::id(),
                "rootUri": root,
                "capabilities": capabilities(),
                "workspaceFolders": [{ "uri": root, "name": "sample" }],
                "initializationOptions": { "checkOnSave": false },
            }),
        )?;
        server.notify("initialized", json!({}))?;
        server.wait_until_quiet()?;
        server.ready_seconds = started.elapsed().as_secs_f64();
        Ok(server)
    }

    /// The server's process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Seconds from the start until everything was read.
    pub(crate) fn ready_seconds(&self) -> f64 {
        self.ready_seconds
    }

    /// Opens a document.
    pub(crate) fn open(&mut self, file: &Path, text: &str) -> Result<()> {
        let document =
            json!({ "uri": uri(file), "languageId": "rust", "version": 0, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }))
    }

    /// Replaces an open document's text.
    pub(crate) fn change(&mut self, file: &Path, text: &str) -> Result<()> {
        self.last_id += 1;
        let document = json!({ "uri": uri(file), "version": self.last_id });
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
        )
    }

    /// Asks about a place in a document.
    pub(crate) fn ask(&mut self, method: &str, file: &Path, at: Position) -> Result<Value> {
        self.ask_with(method, file, at, json!({}))
    }

    /// Asks about a place in a document, with more parameters.
    pub(crate) fn ask_with(
        &mut self,
        method: &str,
        file: &Path,
        at: Position,
        mut parameters: Value,
    ) -> Result<Value> {
        parameters["textDocument"] = json!({ "uri": uri(file) });
        parameters["position"] = at.to_json();
        self.request(method, parameters)
    }

    /// A request, and its answer.
    pub(crate) fn request(&mut self, method: &str, parameters: Value) -> Result<Value> {
        self.last_id += 1;
        let id = self.last_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }))?;
        let until = Instant::now() + Duration::from_secs(EDITOR_ANSWER_SECONDS);
        loop {
            let mut message = self
                .next(until)
                .with_context(|| format!("no answer to `{method}`"))?;
            if message["id"] == id && message.get("method").is_none() {
                if let Some(error) = message.get("error") {
                    bail!("`{method}` was answered with the error {error}");
                }
                return Ok(message["result"].take());
            }
            self.answer(&message)?;
        }
    }

    /// Says good-bye.
    pub(crate) fn stop(mut self) -> Result<()> {
        self.request("shutdown", Value::Null)?;
        self.notify("exit", Value::Null)?;
        self.child.wait().context("rust-analyzer did not end")?;
        Ok(())
    }

    /// Until the server says for a second that it has nothing to do.
    fn wait_until_quiet(&mut self) -> Result<()> {
        let until = Instant::now() + Duration::from_secs(EDITOR_READY_SECONDS);
        let mut quiet_since = None;
        loop {
            let now = Instant::now();
            let next = match quiet_since {
                Some(since) if now >= since + Duration::from_secs(1) => return Ok(()),
                Some(since) => since + Duration::from_secs(1),
                None => until,
            };
            let Some(message) = self.next_until(next)? else {
                if quiet_since.is_none() {
                    bail!("rust-analyzer was not ready in {EDITOR_READY_SECONDS} s");
                }
                continue;
            };
            if message["method"] == "experimental/serverStatus" {
                let status = &message["params"];
                if status["health"] == "error" {
                    bail!(
                        "rust-analyzer cannot read the sample: {}",
                        status["message"]
                    );
                }
                let is_quiet = status["quiescent"] == true;
                quiet_since = is_quiet.then(Instant::now);
            }
            self.answer(&message)?;
        }
    }

    /// Answers a request of the server's: it has all the settings that it asks for, unset.
    fn answer(&mut self, message: &Value) -> Result<()> {
        let (Some(method), Some(id)) = (message["method"].as_str(), message.get("id")) else {
            return Ok(());
        };
        let result = match method {
            "workspace/configuration" => {
                let items = message["params"]["items"].as_array().map_or(0, Vec::len);
                Value::Array(vec![json!({ "checkOnSave": false }); items])
            }
            _ => Value::Null,
        };
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": result }))
    }

    fn next(&self, until: Instant) -> Result<Value> {
        self.next_until(until)?
            .context("rust-analyzer took too long")
    }

    fn next_until(&self, until: Instant) -> Result<Option<Value>> {
        let patience = until.saturating_duration_since(Instant::now());
        match self.messages.recv_timeout(patience) {
            Ok(message) => Ok(Some(message)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => bail!("rust-analyzer has ended"),
        }
    }

    fn notify(&mut self, method: &str, parameters: Value) -> Result<()> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }))
    }

    fn send(&mut self, message: &Value) -> Result<()> {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len())?;
        self.input
            .flush()
            .context("rust-analyzer takes no more input")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A file's address.
pub(crate) fn uri(file: &Path) -> String {
    format!("file://{}", file.display())
}

/// The next message.
fn read(output: &mut impl std::io::BufRead) -> Result<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line)? == 0 {
            bail!("the end");
        }
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length:") {
            length = Some(value.trim().parse()?);
        }
    }
    let mut body = vec![0; length.context("a message without its length")?];
    output.read_exact(&mut body)?;
    Ok(serde_json::from_slice(&body)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_read_by_its_length() {
        let mut bytes = "Content-Length: 8\r\nContent-Type: x\r\n\r\n{\"a\": 1}rest".as_bytes();
        assert_eq!(read(&mut bytes).unwrap(), json!({ "a": 1 }));
        assert!(read(&mut "".as_bytes()).is_err());
    }
}
