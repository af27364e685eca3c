//! The real rustfmt and this formatter on the same files.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use cargo_vango::fmt::{Config, format, format_with};

use crate::golden::{cases, laid_out};
use crate::token::tokens;

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
    String::from_utf8(output.stdout).expect("it is text")
}

/// The layout with the bodies of closures by rustfmt.
fn with_bodies(text: &str) -> String {
    let formatted = format_with(text, &Config::default(), &|text| Some(rustfmt(text)));
    formatted.expect("it is Rust").text
}

/// A button whose handler is `before`, and then `after`.
#[track_caller]
fn check_body(before: &str, after: &str) {
    let view = |handler: &str| {
        format!("fn a() {{\n    view! {{ r,\n        <hr>\n        {handler}\n    }}\n}}\n")
    };
    let (before, after) = (view(before), view(after));
    let out = with_bodies(&before);
    assert!(out == after, "it is laid out like this:\n{out}");
    assert_eq!(with_bodies(&out), out);
    assert_eq!(tokens(&before), tokens(&out));
    // Where rustfmt is missing, what was laid out with it stays.
    let without = format(&out, &Config::default()).expect("it is Rust");
    assert_eq!(without.text, out);
}

#[test]
fn what_fits_on_a_line_stays_on_one_with_the_spaces_of_rustfmt() {
    check_body(
        "<b on:click=move |tx| {let by=1;go( tx,by ) ;}>\"a\"</b>",
        "<b on:click=move |tx| { let by = 1; go(tx, by); }>\"a\"</b>",
    );
    check_body(
        "<b on:click=move |tx| {\n            go(tx)\n        }>\"a\"</b>",
        "<b on:click=move |tx| { go(tx) }>\"a\"</b>",
    );
    // What rustfmt indents has no place on one line: it stays as it was written.
    check_body(
        "<b on:click=move |tx| { if a { go(tx);} }>\"a\"</b>",
        "<b on:click=move |tx| { if a { go(tx);} }>\"a\"</b>",
    );
}

#[test]
fn longer_bodies_are_as_rustfmt_wants_them_at_their_place() {
    check_body(
        "<b on:click=move |tx| {\n  // why\n  if a {go(tx);}else{ stay(tx) ; }\n\n      let text=\"\nkept\n\";\n}>\"a\"</b>",
        "<b on:click=move |tx| {\n            // why\n            if a {\n                go(tx);\n            } else {\n                stay(tx);\n            }\n\n            let text = \"\nkept\n\";\n        }>\n            \"a\"\n        </b>",
    );
}

#[test]
fn a_comma_that_rustfmt_adds_is_left_out() {
    let long = "a_name_that_is_long_enough_to_break_the_line";
    check_body(
        &format!(
            "<b on:click=move |tx| {{\n            go(tx, {long}, {long});\n            go(tx);\n        }}>\"a\"</b>"
        ),
        &format!(
            "<b on:click=move |tx| {{\n            go(\n                tx,\n                {long},\n                {long}\n            );\n            go(tx);\n        }}>\n            \"a\"\n        </b>"
        ),
    );
}

#[test]
fn a_body_in_which_rustfmt_would_change_a_token_stays() {
    let unchanged = |handler: &str| check_body(handler, handler);
    // rustfmt takes the braces away.
    unchanged("<b on:click=move |tx| { go(|x| {  x }); }>\"a\"</b>");
    // It is no Rust yet, and the one beside it is laid out all the same.
    check_body(
        "<b on:click=move |tx| { go(tx.)  ; }><i on:click=move |tx| { go( ) }></i></b>",
        "<b on:click=move |tx| { go(tx.)  ; }><i on:click=move |tx| { go() }></i></b>",
    );
    // A view in it is laid out where it stands.
    unchanged("<b on:click=move |tx| { go(view! { r, <p /> } ,  1); }>\"a\"</b>");
}

#[test]
fn a_rustfmt_that_fails_or_lies_changes_nothing() {
    let text = "fn a() {\n    view! { r, <b on:click=move |tx| { go(  ) }>\"a\"</b> }\n}\n";
    for answer in [
        None,
        Some(""),
        Some("fn body() { stop() }"),
        Some("fn body() {"),
        Some("fn f"),
    ] {
        let rustfmt = |_: &str| answer.map(str::to_owned);
        let formatted = format_with(text, &Config::default(), &rustfmt);
        assert_eq!(formatted.expect("it is Rust").text, text, "{answer:?}");
    }
    // One that never comes to an end.
    let count = std::cell::Cell::new(0);
    let restless = |_: &str| {
        count.set(count.get() + 1);
        Some(format!(
            "fn body() {{\n    go({})\n}}",
            " ".repeat(count.get() % 2)
        ))
    };
    let formatted = format_with(text, &Config::default(), &restless);
    assert_eq!(formatted.expect("it is Rust").text, text);
    assert!(count.get() > 2, "it was asked again");
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
        let with_bodies_once = with_bodies(&third);
        assert_eq!(with_bodies(&with_bodies_once), with_bodies_once, "{name}");
        assert_eq!(tokens(&with_bodies_once), tokens(&third), "{name}");
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
        assert!(
            with_bodies(&text) == text,
            "{name}: run `cargo vango fmt examples`"
        );
    }
}
