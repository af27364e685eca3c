//! The TypeScript client, run in Node over the same bytes.
//!
//! `VANGO_NODE_APPLY` names the script (vango-client/ts/test/apply.mjs); without it there is no Node and nothing is
//! checked here: `cargo test` alone must not need one.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};

/// A Node process that applies frames, one line a case.
struct Node {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Drop for Node {
    fn drop(&mut self) {
        // The process ends by itself when its input is closed; a failure to end it has nobody to be told to.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

thread_local! {
    static NODE: RefCell<Option<Node>> = const { RefCell::new(None) };
}

fn start(script: &str) -> Node {
    let mut child = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("node {script} does not start: {error}"));
    let input = child.stdin.take().expect("stdin is piped");
    let output = BufReader::new(child.stdout.take().expect("stdout is piped"));
    Node {
        child,
        input,
        output,
    }
}

/// `frames`: for each step the frames of the server. `expected[0]` is the page, `expected[n]` what step n leads to.
pub(crate) fn check(
    page: &str,
    frames: &[Vec<Vec<u8>>],
    expected: &[String],
) -> Result<(), TestCaseError> {
    let Ok(script) = std::env::var("VANGO_NODE_APPLY") else {
        return Ok(());
    };
    let hex: Vec<String> = frames
        .iter()
        .flatten()
        .map(|frame| frame.iter().map(|byte| format!("{byte:02x}")).collect())
        .collect();
    let answer = NODE.with_borrow_mut(|node| {
        let node = node.get_or_insert_with(|| start(&script));
        writeln!(node.input, "{}", json!({ "page": page, "frames": hex })).expect("node listens");
        let mut line = String::new();
        node.output.read_line(&mut line).expect("node answers");
        serde_json::from_str::<Value>(&line)
            .unwrap_or_else(|error| panic!("node said {line:?}: {error}"))
    });
    if let Some(error) = answer.get("error") {
        return Err(TestCaseError::fail(format!(
            "the TypeScript client: {error}"
        )));
    }
    let html: Vec<&str> = answer["html"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    // The script answers once for the page and once for each frame; a step's result is that of its last frame.
    let mut at = 0;
    for (step, expected) in expected.iter().enumerate() {
        if step > 0 {
            at += frames[step - 1].len();
        }
        if html.get(at).copied() != Some(expected) {
            return Err(TestCaseError::fail(format!(
                "the TypeScript client, step {step}:\n left: {:?}\nright: {expected:?}",
                html.get(at)
            )));
        }
    }
    Ok(())
}
