//! Which program is meant: packages in directories of their own, with the shop as what was built.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::program::{code, directory, err, out, shop, vango};

/// A package without sources to speak of.
fn package(directory: &Path, name: &str, more: &str) {
    let source = directory.join("src");
    fs::create_dir_all(&source).expect("it can be made");
    fs::write(source.join("main.rs"), "fn main() {}\n").expect("it can be written");
    let manifest =
        format!("[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n{more}");
    fs::write(directory.join("Cargo.toml"), manifest).expect("it can be written");
}

/// Puts the shop where Cargo would have built it.
fn build(directory: &TempDir, at: &str) {
    let to = directory
        .path()
        .join("target")
        .join(format!("{at}{}", std::env::consts::EXE_SUFFIX));
    fs::create_dir_all(to.parent().expect("it stands in a directory")).expect("it can be made");
    fs::copy(shop("first"), to).expect("it can be copied");
}

#[test]
fn the_only_binary_is_meant_and_what_builds_it_is_said() {
    let directory = directory();
    package(directory.path(), "shop", "");
    let missing = vango(directory.path(), ["plan"]);
    assert_eq!(code(&missing), 1);
    assert!(
        err(&missing).contains("hint: build it: `cargo build -p shop --bin shop`\n"),
        "{}",
        err(&missing)
    );
    let missing = vango(directory.path(), ["plan", "--release"]);
    assert!(
        err(&missing).contains("`cargo build -p shop --bin shop --profile release`"),
        "{}",
        err(&missing)
    );
    build(&directory, "debug/shop");
    let planned = vango(directory.path(), ["plan"]);
    assert_eq!(code(&planned), 0, "{planned:?}");
    assert!(out(&planned).contains("added      shop::STOCK  global"));
    assert_eq!(code(&vango(directory.path(), ["apply"])), 0);
    assert!(directory.path().join("vango_state_bindings.rs").exists());
    assert_eq!(code(&vango(directory.path(), ["check"])), 0);
}

#[test]
fn profiles_targets_and_examples_stand_elsewhere() {
    let directory = directory();
    package(
        directory.path(),
        "shop",
        "[[example]]\nname = \"small\"\npath = \"src/main.rs\"\n",
    );
    build(&directory, "release/shop");
    build(&directory, "some-triple/fast/shop");
    build(&directory, "debug/examples/small");
    for found in [
        &["--release"][..],
        &["--profile", "release"],
        &["--profile", "fast", "--target", "some-triple"],
        &["--example", "small"],
    ] {
        let planned = vango(directory.path(), [&["plan"], found].concat());
        assert_eq!(code(&planned), 0, "{found:?}: {planned:?}");
    }
    assert_eq!(code(&vango(directory.path(), ["plan"])), 1);
}

#[test]
fn of_several_binaries_one_is_named() {
    let directory = directory();
    let bins = "[[bin]]\nname = \"front\"\npath = \"src/main.rs\"\n[[bin]]\nname = \"back\"\npath = \"src/main.rs\"\n";
    package(directory.path(), "shop", bins);
    build(&directory, "debug/back");
    let unclear = vango(directory.path(), ["plan"]);
    assert_eq!(code(&unclear), 1);
    assert!(
        err(&unclear).contains("the package `shop` has several binaries"),
        "{}",
        err(&unclear)
    );
    assert!(
        err(&unclear).contains("`--bin` names one of"),
        "{}",
        err(&unclear)
    );
    assert_eq!(code(&vango(directory.path(), ["plan", "--bin", "back"])), 0);
    let unknown = vango(directory.path(), ["plan", "--bin", "side"]);
    assert!(
        err(&unknown).contains("the package `shop` has no bin `side`"),
        "{}",
        err(&unknown)
    );
    package(
        directory.path(),
        "shop",
        &format!("default-run = \"back\"\n{bins}"),
    );
    assert_eq!(code(&vango(directory.path(), ["plan"])), 0);
}

#[test]
fn in_a_workspace_the_nearest_package_is_meant_or_the_named_one() {
    let directory = directory();
    fs::write(
        directory.path().join("Cargo.toml"),
        "[workspace]\nmembers = [\"one\", \"two\"]\nresolver = \"3\"\n",
    )
    .expect("it can be written");
    package(&directory.path().join("one"), "one", "");
    package(&directory.path().join("two"), "two", "");
    build(&directory, "debug/one");
    let unclear = vango(directory.path(), ["plan"]);
    assert_eq!(code(&unclear), 1);
    assert!(
        err(&unclear).contains("`-p` names one of those with a binary: one, two"),
        "{}",
        err(&unclear)
    );
    assert_eq!(code(&vango(directory.path(), ["apply", "-p", "one"])), 0);
    assert!(
        directory
            .path()
            .join("one/vango_state_manifest.json")
            .exists()
    );
    let unknown = vango(directory.path(), ["plan", "-p", "three"]);
    assert!(
        err(&unknown).contains("the workspace has no package `three`"),
        "{}",
        err(&unknown)
    );
    assert_eq!(
        code(&vango(
            directory.path(),
            ["apply", "-p", "one", "--dir", "elsewhere"]
        )),
        1,
        "nothing makes directories"
    );
    fs::create_dir(directory.path().join("elsewhere")).expect("it can be made");
    assert_eq!(
        code(&vango(
            directory.path(),
            ["apply", "-p", "one", "--dir", "elsewhere"]
        )),
        0
    );
    assert!(
        directory
            .path()
            .join("elsewhere/vango_state_manifest.json")
            .exists()
    );
    let inside = directory.path().join("one/src");
    let target = directory.path().join("target");
    let artifact = target.join(format!("debug/one{}", std::env::consts::EXE_SUFFIX));
    let shown = vango(
        &inside,
        [
            "check".as_ref(),
            "--artifact".as_ref(),
            artifact.as_os_str(),
        ],
    );
    assert_eq!(code(&shown), 0, "{shown:?}");
}

#[test]
fn outside_of_a_package_the_program_is_named() {
    let directory = directory();
    let refused = vango(directory.path(), ["plan"]);
    assert_eq!(code(&refused), 1);
    assert!(
        err(&refused).contains("`cargo metadata` in "),
        "{}",
        err(&refused)
    );
    assert!(
        err(&refused).contains("`--artifact PATH --dir PATH`"),
        "{}",
        err(&refused)
    );
}
