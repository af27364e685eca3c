//! Layouts as files. `BLESS=1 cargo test -p cargo-vango --test fmt` writes the outputs anew.

use std::fs;
use std::path::{Path, PathBuf};

use cargo_vango::fmt::{Config, Indentation, format};

use crate::token::{comment_count, tokens};

/// The cases: name, input.
pub(crate) fn cases() -> Vec<(String, String)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fmt/case");
    let mut cases: Vec<(String, String)> = fs::read_dir(directory)
        .expect("the cases are there")
        .map(|entry| entry.expect("it can be read").path())
        .filter_map(|path| {
            let name = path
                .file_name()?
                .to_str()?
                .strip_suffix(".in.rs")?
                .to_owned();
            let text = fs::read_to_string(path).expect("it can be read");
            Some((name, text))
        })
        .collect();
    cases.sort();
    assert!(cases.len() > 5, "only {} cases were found", cases.len());
    cases
}

/// The layout of a case whose markup has no mistakes.
pub(crate) fn laid_out(name: &str, text: &str, config: &Config) -> String {
    let formatted = format(text, config).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
    assert_eq!(formatted.faults, [], "{name}");
    formatted.text
}

fn check(name: &str, text: &str, config: &Config) {
    let out = laid_out(name, text, config);
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fmt/case/{name}.out.rs"));
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &out).expect("the output can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(out == expected, "{name} is laid out like this:\n{out}");
    assert_eq!(tokens(text), tokens(&out), "{name}");
    assert_eq!(comment_count(text), comment_count(&out), "{name}");
    assert_eq!(laid_out(name, &out, config), out, "{name}, once more");
}

#[test]
fn layouts_are_as_committed() {
    for (name, text) in cases() {
        check(&name, &text, &Config::default());
    }
}

#[test]
fn lines_are_as_wide_and_indented_as_rustfmt_was_told() {
    let narrow = Config {
        max_width: 60,
        tab_spaces: 2,
        indentation: Indentation::Spaces,
    };
    let tabs = Config {
        max_width: 80,
        tab_spaces: 4,
        indentation: Indentation::Tabs,
    };
    let (_, text) = cases().remove(0);
    for (name, config) in [("narrow", narrow), ("tabs", tabs)] {
        check(name, &text, &config);
    }
    let deep = "fn f() {\n\tg(view! { r, <p><b>\"a\"</b><i>\"b\"</i></p> })\n}\n";
    let out = format(
        deep,
        &Config {
            indentation: Indentation::Tabs,
            ..Config::default()
        },
    );
    assert_eq!(
        out.expect("it is Rust").text,
        "fn f() {\n\tg(view! { r,\n\t\t<p>\n\t\t\t<b>\"a\"</b>\n\t\t\t<i>\"b\"</i>\n\t\t</p>\n\t})\n}\n"
    );
}
