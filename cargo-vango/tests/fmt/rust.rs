//! The real rustfmt and this formatter on the same files.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use cargo_vango::fmt::Config;

use crate::golden::{cases, laid_out};

/// What rustfmt makes of a source.
fn rustfmt(text: &str) -> String {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024"])
        // Where no file of the workspace says anything else.
        .current_dir(std::env::temp_dir())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt is a component of the toolchain: `rustup component add rustfmt`");
    let mut input = child.stdin.take().expect("it was asked for");
    input.write_all(text.as_bytes()).expect("rustfmt reads");
    drop(input);
    let output = child.wait_with_output().expect("rustfmt ends");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("it is text")
}

#[test]
fn rustfmt_leaves_views_as_they_were_laid_out() {
    let config = Config::default();
    let mut kept = 0;
    for (name, text) in cases() {
        // What is no view is rustfmt's, and it may move a view with what is around it: that settles.
        let first = rustfmt(&laid_out(&name, &text, &config));
        let second = laid_out(&name, &first, &config);
        let third = rustfmt(&second);
        assert!(
            third == second,
            "{name}: rustfmt makes this of it:\n{third}\n-- of this:\n{second}"
        );
        assert_eq!(laid_out(&name, &third, &config), third, "{name}");
        kept += 1;
    }
    assert!(kept > 5, "only {kept} cases");
}

#[test]
fn the_examples_are_as_both_formatters_want_them() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    for name in [
        "counter.rs",
        "guestbook.rs",
        "rows.rs",
        "todo.rs",
        "shop/src/page.rs",
    ] {
        let text = std::fs::read_to_string(examples.join(name)).expect("it is there");
        assert!(rustfmt(&text) == text, "{name}: run `cargo fmt`");
        let out = laid_out(name, &text, &Config::default());
        assert!(out == text, "{name}: run `cargo vango fmt examples`");
    }
}
