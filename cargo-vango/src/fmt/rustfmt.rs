//! The rustfmt that is installed.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// What rustfmt makes of a source in `directory`, whose `rustfmt.toml` it finds as we do. `None`: it is not there, or does
/// not understand the source.
pub(super) fn rustfmt(text: &str, directory: &Path) -> Option<String> {
    let program = std::env::var_os("RUSTFMT").unwrap_or_else(|| "rustfmt".into());
    let mut child = Command::new(program)
        .args(["--edition", "2024", "--quiet"])
        .current_dir(directory)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    let text = text.to_owned();
    // It may write before it has read everything.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    // Its exit code also tells of lines that it could not break: what it says of the others is as good as ever.
    let text = String::from_utf8(output.stdout).ok()?;
    (!text.is_empty()).then(|| text.replace("\r\n", "\n"))
}
