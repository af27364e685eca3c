//! The binary on real files: paths, exit codes, differences, the standard input.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const TOOL: &str = env!("CARGO_BIN_EXE_cargo-vango");
const ROUGH: &str = "fn a() { view!{r,<p/>} }\n";
const SMOOTH: &str = "fn a() { view! { r, <p /> } }\n";
const BROKEN: &str = "fn a() { view! { r, <p> } }\nfn b() { view!{r,<p/>} }\n";

fn vango(current: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(TOOL)
        .args(["vango", "fmt"])
        .args(arguments)
        .current_dir(current)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tool runs");
    let mut stdin = child.stdin.take().expect("it was asked for");
    // Who does not read its input may be gone already.
    drop(stdin.write_all(input.as_bytes()));
    drop(stdin);
    child.wait_with_output().expect("the tool ends")
}

fn code(output: &Output) -> i32 {
    output
        .status
        .code()
        .unwrap_or_else(|| panic!("it was killed: {output:?}"))
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("answers are text")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("errors are text")
}

/// A directory with files.
fn directory(files: &[(&str, &str)]) -> TempDir {
    let directory = tempfile::tempdir().expect("there is room for a directory");
    for (name, text) in files {
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in the directory")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }
    directory
}

fn text(directory: &TempDir, name: &str) -> String {
    fs::read_to_string(directory.path().join(name)).expect("it is there")
}

#[test]
fn files_and_directories_are_laid_out_in_place() {
    let directory = directory(&[
        ("a.rs", ROUGH),
        ("src/b.rs", ROUGH),
        ("src/deep/c.rs", ROUGH),
        ("src/.hidden.rs", ROUGH),
        ("src/target/CACHEDIR.TAG", ""),
        ("src/target/d.rs", ROUGH),
        ("src/notes.txt", ROUGH),
        ("other/e.rs", ROUGH),
    ]);
    let output = vango(directory.path(), &["a.rs", "src"], "");
    assert_eq!(
        (code(&output), out(&output), err(&output)),
        (0, String::new(), String::new())
    );
    for name in ["a.rs", "src/b.rs", "src/deep/c.rs"] {
        assert_eq!(text(&directory, name), SMOOTH, "{name}");
    }
    for name in [
        "src/.hidden.rs",
        "src/target/d.rs",
        "src/notes.txt",
        "other/e.rs",
    ] {
        assert_eq!(text(&directory, name), ROUGH, "{name}");
    }
    let rest: Vec<_> = fs::read_dir(directory.path())
        .expect("it is there")
        .collect();
    assert_eq!(rest.len(), 3, "no file is left behind: {rest:?}");
}

#[test]
fn check_writes_nothing_and_shows_what_would_change() {
    let directory = directory(&[("a.rs", ROUGH), ("b.rs", SMOOTH)]);
    let output = vango(directory.path(), &["--check", "."], "");
    assert_eq!(code(&output), 1);
    assert_eq!(
        out(&output),
        "--- a.rs\n+++ a.rs (laid out)\n@@ -1 +1 @@\n-fn a() { view!{r,<p/>} }\n+fn a() { view! { r, <p /> } }\n\
         1 file would change: run `cargo vango fmt`.\n"
    );
    assert_eq!(text(&directory, "a.rs"), ROUGH);
    let output = vango(directory.path(), &["--check", "b.rs"], "");
    assert_eq!((code(&output), out(&output)), (0, String::new()));
}

#[test]
fn the_standard_input_goes_to_the_standard_output() {
    let directory = directory(&[("rustfmt.toml", "max_width = 20\n")]);
    let output = vango(directory.path(), &["-"], ROUGH);
    assert_eq!(code(&output), 0);
    assert_eq!(out(&output), "fn a() { view! { r,\n    <p />\n} }\n");
    let output = vango(directory.path(), &["--check", "-"], ROUGH);
    assert_eq!(code(&output), 1);
    assert!(
        out(&output).starts_with("--- <stdin>\n"),
        "{}",
        out(&output)
    );
}

#[test]
fn a_mistake_is_named_and_the_rest_is_laid_out() {
    let directory = directory(&[("src/a.rs", BROKEN)]);
    for arguments in [&["--check", "src"][..], &["src"]] {
        let output = vango(directory.path(), arguments, "");
        assert_eq!(code(&output), 1);
        let wrong = err(&output);
        assert!(wrong.starts_with("error: `<p>` is not closed ["), "{wrong}");
        assert!(
            wrong.ends_with("]\n  --> src/a.rs:1:22\n  hint: write `</p>` after its last child\n"),
            "{wrong}"
        );
    }
    assert_eq!(
        text(&directory, "src/a.rs"),
        BROKEN.replace("view!{r,<p/>}", "view! { r, <p /> }")
    );
    // An editor gets everything back, and the exit code.
    let output = vango(directory.path(), &["-"], BROKEN);
    assert_eq!(
        (code(&output), out(&output)),
        (1, text(&directory, "src/a.rs"))
    );
    assert!(err(&output).contains("  --> <stdin>:1:22\n"));
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_laid_out() {
    let directory = directory(&[
        ("a.rs", ROUGH),
        ("b.rs", "fn b() { view!{r,<p/>} "),
        ("d.rs", ROUGH),
    ]);
    fs::write(directory.path().join("c.rs"), b"\xff\xfe").expect("it can be written");
    let output = vango(
        directory.path(),
        &["a.rs", "b.rs", "c.rs", "missing.rs", "d.rs"],
        "",
    );
    assert_eq!(code(&output), 1);
    assert_eq!(text(&directory, "a.rs"), SMOOTH);
    assert_eq!(text(&directory, "d.rs"), SMOOTH);
    let at = directory.path().display();
    let wrong = err(&output);
    assert!(wrong.contains("error: this is not Rust: "), "{wrong}");
    assert!(wrong.contains("  --> b.rs:1:8\n"), "{wrong}");
    assert!(
        wrong.contains(&format!("error: {at}/c.rs is no text in UTF-8\n")),
        "{wrong}"
    );
    assert!(
        wrong.contains(&format!("error: there is no file {at}/missing.rs\n")),
        "{wrong}"
    );
    assert_eq!(wrong.matches("\n  hint: ").count(), 3, "{wrong}");
}

#[test]
fn without_paths_it_is_what_the_targets_name() {
    let directory = directory(&[
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\nedition = \"2024\"\n[workspace]\nmembers = [\"part\"]\n",
        ),
        (
            "src/main.rs",
            "mod a; mod inline { mod b; }\n#[path = \"odd/place.rs\"]\nmod c;\nfn main() { view!{r,<p/>} }\n",
        ),
        ("src/a/mod.rs", "mod deep;"),
        ("src/a/deep.rs", ROUGH),
        ("src/inline/b.rs", ROUGH),
        ("src/odd/place.rs", "mod beside;"),
        ("src/odd/beside.rs", ROUGH),
        ("src/nobody.rs", ROUGH),
        ("tests/it.rs", ROUGH),
        ("tests/fixture/broken.rs", BROKEN),
        ("examples/one.rs", ROUGH),
        (
            "part/Cargo.toml",
            "[package]\nname = \"part\"\nedition = \"2024\"\n",
        ),
        ("part/src/lib.rs", ROUGH),
    ]);
    let current = directory.path().join("src");
    let output = vango(&current, &[], "");
    assert_eq!((code(&output), err(&output)), (0, String::new()));
    assert!(text(&directory, "src/main.rs").contains("view! { r, <p /> }"));
    let smooth = [
        "src/a/deep.rs",
        "src/inline/b.rs",
        "src/odd/beside.rs",
        "tests/it.rs",
        "examples/one.rs",
        "part/src/lib.rs",
    ];
    for name in smooth {
        assert_eq!(text(&directory, name), SMOOTH, "{name}");
    }
    assert_eq!(text(&directory, "src/nobody.rs"), ROUGH);
    assert_eq!(text(&directory, "tests/fixture/broken.rs"), BROKEN);
    let output = vango(directory.path(), &["--check"], "");
    assert_eq!((code(&output), out(&output)), (0, String::new()));
}

#[test]
fn far_from_a_package_it_says_what_to_do() {
    let directory = directory(&[]);
    let output = vango(directory.path(), &[], "");
    assert_eq!(code(&output), 1);
    assert!(
        err(&output).starts_with("error: `cargo metadata` in "),
        "{}",
        err(&output)
    );
    assert!(err(&output).ends_with(
        "  hint: run it in the app's package, or name files or directories: `cargo vango fmt src`\n"
    ));
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let directory = directory(&[("a.rs", ROUGH)]);
    let path = directory.path().join("a.rs");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("it is ours");
    symlink(&path, directory.path().join("link.rs")).expect("a link can be made");
    assert_eq!(code(&vango(directory.path(), &["link.rs"], "")), 0);
    assert_eq!(text(&directory, "a.rs"), SMOOTH);
    let mode = fs::metadata(&path)
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
    let link = fs::symlink_metadata(directory.path().join("link.rs")).expect("it is there");
    assert!(link.is_symlink());
}

#[test]
fn a_file_that_stays_is_not_written() {
    let directory = directory(&[("a.rs", SMOOTH)]);
    let path = directory.path().join("a.rs");
    let before = fs::metadata(&path)
        .and_then(|data| data.modified())
        .expect("it is there");
    assert_eq!(code(&vango(directory.path(), &["a.rs"], "")), 0);
    let after = fs::metadata(&path)
        .and_then(|data| data.modified())
        .expect("it is there");
    assert_eq!(before, after);
}

#[test]
fn bodies_are_laid_out_by_rustfmt_where_it_is_installed() {
    let rough = "fn a() {\n    view! { r, <b on:click=move |tx| {go( tx )}>\"a\"</b> }\n}\n";
    let directory = directory(&[("a.rs", rough)]);
    let with = |program: &str| {
        let mut command = Command::new(TOOL);
        command
            .args(["vango", "fmt", "a.rs"])
            .current_dir(directory.path());
        let output = command
            .env("RUSTFMT", program)
            .output()
            .expect("the tool runs");
        assert_eq!((code(&output), err(&output)), (0, String::new()));
        text(&directory, "a.rs")
    };
    assert!(with("no-such-program").contains("{ go( tx ) }"));
    assert!(with("rustfmt").contains("{ go(tx) }"));
    assert!(with("no-such-program").contains("{ go(tx) }"));
}

#[test]
fn help_reads_well() {
    let directory = directory(&[]);
    let help = vango(directory.path(), &["--help"], "");
    assert_eq!(code(&help), 0);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("help_fmt", out(&help));
    });
    assert_eq!(code(&vango(directory.path(), &["--chek"], "")), 2);
}
