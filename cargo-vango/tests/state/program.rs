//! The binary on real programs: `examples/shop_*.rs`, which Cargo builds with the tests.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use cargo_vango::state::{BINDINGS, MANIFEST, SCHEMA};
use tempfile::TempDir;

const TOOL: &str = env!("CARGO_BIN_EXE_cargo-vango");

/// A version of the shop.
pub(crate) fn shop(version: &str) -> PathBuf {
    let directory = Path::new(TOOL)
        .parent()
        .expect("the binary stands in a directory");
    let name = format!("shop_{version}{}", std::env::consts::EXE_SUFFIX);
    directory.join("examples").join(name)
}

/// Runs the tool as Cargo does.
pub(crate) fn vango<A: AsRef<OsStr>>(
    current: &Path,
    arguments: impl IntoIterator<Item = A>,
) -> Output {
    let mut command = Command::new(TOOL);
    command
        .args(["vango", "state"])
        .args(arguments)
        .current_dir(current);
    // The packages in the tests are built nowhere else, and for the host.
    command
        .env("CARGO_TARGET_DIR", current.join("target"))
        .env_remove("CARGO_BUILD_TARGET");
    command.output().expect("the tool runs")
}

pub(crate) fn code(output: &Output) -> i32 {
    output
        .status
        .code()
        .unwrap_or_else(|| panic!("it was killed: {output:?}"))
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("answers are text")
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("errors are text")
}

/// A command about a version of the shop, in a directory.
fn on(directory: &TempDir, command: &str, version: &str, more: &[&str]) -> Output {
    let shop = shop(version);
    let shop = shop.to_str().expect("the path is text");
    vango(
        directory.path(),
        [&[command, "--artifact", shop], more].concat(),
    )
}

fn committed(directory: &TempDir) -> Vec<String> {
    let read = |name| fs::read_to_string(directory.path().join(name)).expect("it is committed");
    [MANIFEST, SCHEMA, BINDINGS].map(read).to_vec()
}

pub(crate) fn directory() -> TempDir {
    tempfile::tempdir().expect("there is room for a directory")
}

#[test]
fn a_shop_is_deployed_warm_and_then_cold() {
    let directory = directory();
    let planned = on(&directory, "plan", "first", &[]);
    assert_eq!(code(&planned), 0, "{planned:?}");
    assert!(out(&planned).contains("compared with nothing: no state was applied yet"));
    assert!(
        fs::read_dir(directory.path())
            .expect("it is there")
            .next()
            .is_none(),
        "a plan writes nothing"
    );
    assert_eq!(code(&on(&directory, "check", "first", &[])), 4);
    let applied = on(&directory, "apply", "first", &[]);
    assert_eq!(code(&applied), 0, "{applied:?}");
    assert_eq!(out(&applied).matches("written: ").count(), 3);
    assert_eq!(code(&on(&directory, "check", "first", &[])), 0);
    let before = committed(&directory);
    assert!(
        out(&on(&directory, "apply", "first", &[])).contains("The committed files are up to date.")
    );
    assert_eq!(committed(&directory), before);

    // The second version: warm, and stale until it is applied.
    assert_eq!(code(&on(&directory, "plan", "warm", &[])), 0);
    let stale = on(&directory, "check", "warm", &[]);
    assert_eq!(code(&stale), 4);
    assert!(
        out(&stale).contains("-      \"path\": \"shop::CART\","),
        "{}",
        out(&stale)
    );
    assert!(
        out(&stale).contains("+      \"path\": \"shop::cart::CART\","),
        "{}",
        out(&stale)
    );
    assert!(
        out(&stale).ends_with("Stale: run `cargo vango state apply`, and commit what it writes.\n")
    );
    let applied = on(
        &directory,
        "apply",
        "warm",
        &["--accept-cold", "to be sure"],
    );
    assert_eq!(code(&applied), 0, "{applied:?}");
    assert!(out(&applied).contains("There is nothing to accept: the reason is not recorded."));
    let [manifest, _, bindings] = &committed(&directory)[..] else {
        unreachable!("three files")
    };
    assert!(manifest.contains("\"deploys\": []"));
    assert!(bindings.contains(
        "::vango::persist::Binding { path: \"shop::cart::CART\", id: \"shop::CART\" },\n"
    ));
    // `was` stays in the source, and is no other move.
    assert_eq!(code(&on(&directory, "check", "warm", &[])), 0);

    // The third gives values up.
    let before = committed(&directory);
    let cold = on(&directory, "plan", "cold", &[]);
    assert_eq!(code(&cold), 3);
    let refused = on(&directory, "apply", "cold", &[]);
    assert_eq!(code(&refused), 1);
    assert!(
        err(&refused).contains("error: the plan is cold: stored values of"),
        "{}",
        err(&refused)
    );
    assert!(err(&refused).contains("hint: "));
    assert_eq!(
        committed(&directory),
        before,
        "a cold plan that nobody accepts writes nothing"
    );
    assert!(out(&on(&directory, "check", "cold", &[])).contains("whose plan is cold"));
    let accepted = on(
        &directory,
        "apply",
        "cold",
        &["--accept-cold", "another shop", "--at", "monday"],
    );
    assert_eq!(code(&accepted), 0, "{accepted:?}");
    let manifest = &committed(&directory)[0];
    assert!(
        manifest.contains("\"reason\": \"another shop\",\n      \"at\": \"monday\","),
        "{manifest}"
    );
    assert_eq!(code(&on(&directory, "check", "cold", &[])), 0);
    assert_eq!(code(&on(&directory, "plan", "cold", &[])), 0);
}

#[test]
fn the_same_program_gives_the_same_bytes() {
    let (one, two) = (directory(), directory());
    for directory in [&one, &two] {
        assert_eq!(code(&on(directory, "apply", "first", &[])), 0);
        assert_eq!(code(&on(directory, "apply", "warm", &[])), 0);
    }
    assert_eq!(committed(&one), committed(&two));
    // The files of version control may have other line breaks.
    let path = one.path().join(SCHEMA);
    let text = fs::read_to_string(&path).expect("it is there");
    fs::write(&path, text.replace('\n', "\r\n")).expect("it can be written");
    assert_eq!(code(&on(&one, "check", "warm", &[])), 0);
}

#[test]
fn a_stripped_program_says_the_same() {
    let directory = directory();
    let stripped = directory.path().join("stripped");
    let status = Command::new("strip")
        .arg("-o")
        .arg(&stripped)
        .arg(shop("warm"))
        .status();
    assert!(
        status
            .expect("binutils are there: rustc links with them")
            .success()
    );
    let size = |path: &Path| fs::metadata(path).expect("it is there").len();
    assert!(size(&stripped) < size(&shop("warm")));
    let shown = |path: &Path| {
        let output = vango(
            directory.path(),
            [
                OsStr::new("inspect"),
                "--json".as_ref(),
                "--artifact".as_ref(),
                path.as_ref(),
            ],
        );
        assert_eq!(code(&output), 0, "{output:?}");
        out(&output)
    };
    assert_eq!(shown(&stripped), shown(&shop("warm")));
    assert!(shown(&stripped).contains("shop::THEME"));
}

#[test]
fn what_is_shown_comes_from_the_program_the_files_or_both() {
    let directory = directory();
    assert_eq!(code(&on(&directory, "apply", "first", &[])), 0);
    let program = out(&on(&directory, "inspect", "warm", &[]));
    assert!(program.contains("In the program:") && !program.contains("Committed:"));
    let both = out(&on(&directory, "inspect", "warm", &["--manifest"]));
    assert!(both.contains("In the program:") && both.contains("Committed:"));
    let files = vango(directory.path(), ["inspect", "--manifest"]);
    assert!(
        out(&files).starts_with("Committed:\n\nshop::CART: List<LineItem>\n"),
        "{files:?}"
    );
    let empty = tempfile::tempdir().expect("there is room for a directory");
    let none = vango(empty.path(), ["inspect", "--manifest"]);
    assert_eq!(code(&none), 1);
    assert!(err(&none).contains("`cargo vango state apply` writes it"));
}

#[test]
fn what_cannot_be_read_is_not_written_over() {
    let directory = directory();
    assert_eq!(code(&on(&directory, "apply", "first", &[])), 0);
    let good = committed(&directory);
    let later = good[0].replace("\"version\": 1", "\"version\": 2");
    for (name, text) in [
        (MANIFEST, "{"),
        (MANIFEST, &later),
        (SCHEMA, "[]"),
        (BINDINGS, "fn main() {}\n"),
    ] {
        let path = directory.path().join(name);
        let before = fs::read_to_string(&path).expect("it is there");
        fs::write(&path, text).expect("it can be written");
        let refused = on(&directory, "apply", "warm", &[]);
        assert_eq!(code(&refused), 1, "{name}: {refused:?}");
        assert!(
            err(&refused).contains(name) && err(&refused).contains("hint: "),
            "{}",
            err(&refused)
        );
        assert_eq!(fs::read_to_string(&path).expect("it is there"), text);
        fs::write(&path, before).expect("it can be written");
    }
    assert_eq!(committed(&directory), good);
    fs::remove_file(directory.path().join(SCHEMA)).expect("it was there");
    let half = on(&directory, "plan", "warm", &[]);
    assert_eq!(code(&half), 1);
    assert!(err(&half).contains("holds vango_state_manifest.json and no vango_state_schema.json"));
    let left = fs::read_dir(directory.path()).expect("it is there").count();
    assert_eq!(left, 2, "nothing is left beside the files");
}

#[test]
fn wrong_usage_is_told_and_has_its_own_code() {
    let directory = directory();
    for wrong in [
        &["plan", "--no-such"][..],
        &["plan", "--artifact", "a", "--bin", "b"],
        &["apply", "--at", "now"],
        &[],
    ] {
        let refused = vango(directory.path(), wrong);
        assert_eq!(code(&refused), 2, "{wrong:?}: {refused:?}");
        assert!(
            err(&refused).contains("Usage: cargo vango"),
            "{}",
            err(&refused)
        );
    }
}

#[test]
fn help_reads_well() {
    let directory = directory();
    for command in ["plan", "apply", "check", "inspect"] {
        let help = vango(directory.path(), [command, "--help"]);
        assert_eq!(code(&help), 0);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("help_{command}"), out(&help));
        });
    }
    let help = vango(directory.path(), ["--help"]);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("help_state", out(&help));
    });
}

#[test]
fn cargo_finds_the_tool_by_its_name() {
    let directory = Path::new(TOOL)
        .parent()
        .expect("the binary stands in a directory");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(directory.to_owned()).chain(std::env::split_paths(&path));
    let path = std::env::join_paths(paths).expect("no path has a separator in it");
    let cargo = std::env::var_os("CARGO").expect("cargo runs the tests");
    let output = Command::new(cargo)
        .args(["vango", "state", "inspect", "--artifact"])
        .arg(shop("first"))
        .env("PATH", path)
        .output();
    let output = output.expect("cargo runs");
    assert_eq!(code(&output), 0, "{output:?}");
    assert!(out(&output).starts_with("In the program:\n\nshop::CART: List<LineItem>\n"));
    // By itself it is not told its name.
    let alone = Command::new(TOOL)
        .args(["state", "inspect", "--artifact"])
        .arg(shop("first"))
        .output();
    assert_eq!(out(&alone.expect("the tool runs")), out(&output));
}
