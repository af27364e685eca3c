//! Which crate may depend on which, and under what licences.
//!
//! Invariant: dependencies point one way (DESIGN §9); a new member of the workspace must be given its place in [`MAY_USE`].
//! Development dependencies are free: tests may look at anything. cargo-deny checks more of the outer tree, and is not
//! always there; the licences are therefore checked here too.

use serde_json::Value;

use crate::tidy::{File, Finding};

/// What each member may use of the others.
const MAY_USE: [(&str, &[&str]); 18] = [
    ("vango-protocol", &[]),
    ("vango-schema", &[]),
    ("vango-heap", &[]),
    ("vango-html", &[]),
    ("vango-store", &[]),
    ("vango-client", &["vango-protocol"]),
    (
        "vango-runtime",
        &["vango-html", "vango-protocol", "vango-schema"],
    ),
    (
        "vango-server",
        &[
            "vango-client",
            "vango-heap",
            "vango-protocol",
            "vango-runtime",
            "vango-store",
        ],
    ),
    ("vango-macros-core", &["vango-html"]),
    ("vango-macros", &["vango-macros-core"]),
    (
        "vango",
        &[
            "vango-macros",
            "vango-runtime",
            "vango-schema",
            "vango-server",
            "vango-store",
        ],
    ),
    ("vango-edge", &["vango-protocol"]),
    ("cargo-vango", &["vango-macros-core", "vango-schema"]),
    ("shop", &["vango"]),
    ("vango-ui-tests", &["vango", "vango-macros-core"]),
    (
        "vango-acceptance",
        &["vango", "vango-client", "vango-protocol", "vango-runtime"],
    ),
    (
        "vango-fuzz",
        &[
            "vango",
            "vango-acceptance",
            "vango-client",
            "vango-protocol",
            "vango-runtime",
            "vango-schema",
            "vango-server",
        ],
    ),
    ("xtask", &[]),
];

/// Members that are values and rules only.
const WITHOUT_IO: [&str; 7] = [
    "vango-html",
    "vango-protocol",
    "vango-runtime",
    "vango-schema",
    "vango-client",
    "vango-macros-core",
    "vango-macros",
];

/// Crates that do I/O.
const IO_CRATES: [&str; 8] = [
    "redb",
    "redis",
    "tokio",
    "hyper",
    "hyper-util",
    "tokio-tungstenite",
    "tungstenite",
    "socket2",
];

/// The codec library, the one crate that may name it, and the only version whose bytes the golden vectors describe.
const CODEC: (&str, &str, &str) = ("bincode", "vango-protocol", "=2.0.1");

/// Licences that every user of the framework can live with. `deny.toml` has the same list.
const LICENCES: [&str; 11] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Checks the dependencies between the members, from Cargo's description of the members alone.
pub(crate) fn check_members(metadata: &Value) -> Vec<Finding> {
    let packages = metadata["packages"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let members: Vec<&str> = packages
        .iter()
        .filter_map(|package| package["name"].as_str())
        .collect();
    let mut findings = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let may_use = MAY_USE
            .iter()
            .find(|(member, _)| *member == name)
            .map(|(_, may_use)| *may_use);
        if may_use.is_none() {
            let message = format!(
                "`{name}` has no place in the order of crates: give it one in xtask/src/tidy/dependency.rs"
            );
            findings.push(finding("direction", name, message));
        }
        for dependency in package["dependencies"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default()
        {
            if dependency["kind"] == "dev" {
                continue;
            }
            let used = dependency["name"].as_str().unwrap_or_default();
            if members.contains(&used) && may_use.is_some_and(|may_use| !may_use.contains(&used)) {
                findings.push(finding(
                    "direction",
                    name,
                    format!("`{name}` depends on `{used}`, against DESIGN §9"),
                ));
            }
            if WITHOUT_IO.contains(&name) && IO_CRATES.contains(&used) {
                findings.push(finding(
                    "direction",
                    name,
                    format!("`{name}` does no I/O, but depends on `{used}`"),
                ));
            }
            if used == CODEC.0 && (name != CODEC.1 || dependency["req"] != CODEC.2) {
                let message = format!(
                    "only {} uses `{}`, and pinned to `{}`",
                    CODEC.1, CODEC.0, CODEC.2
                );
                findings.push(finding("codec", name, message));
            }
        }
    }
    findings
}

/// Checks the licences of all packages, from Cargo's full description.
pub(crate) fn check_licences(metadata: &Value) -> Vec<Finding> {
    let packages = metadata["packages"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let mut findings = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        match package["license"].as_str() {
            Some(licence) if accepts(licence) => {}
            Some(licence) => findings.push(finding(
                "licence",
                name,
                format!("`{name}` is under `{licence}`, which is not allowed"),
            )),
            None => findings.push(finding(
                "licence",
                name,
                format!("`{name}` names no licence"),
            )),
        }
    }
    findings
}

/// The one crate with unsafe code: a declaration of a C function. Its lints are its own.
const UNSAFE: &str = "vango-heap/Cargo.toml";

/// Programs whose builds are timed: they stand as their users write them.
const TIMED: &str = "bench/build/hello-";

/// Every member takes over the workspace's lints.
pub(crate) fn check_manifest(file: &File, findings: &mut Vec<Finding>) {
    let is_manifest = file.path == "Cargo.toml" || file.path.ends_with("/Cargo.toml");
    let is_exempt = file.path == UNSAFE || file.path.starts_with(TIMED);
    if !is_manifest || is_exempt || !file.text.contains("[package]") {
        return;
    }
    let lints = file.text.split_once("\n[lints]").map(|(_, rest)| rest);
    if !lints.is_some_and(|lints| lints.trim_start().starts_with("workspace = true")) {
        findings.push(file.finding("lints", 0, "add `[lints]` with `workspace = true`"));
    }
}

/// Whether a licence expression can be met. In SPDX `AND` binds more strongly than `OR`; the old `/` means `OR`.
fn accepts(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    let mut rest = expression.trim();
    // A group decides like a single licence, so it is replaced by one that is allowed or by one that is not.
    if let Some(open) = rest.rfind('(') {
        let Some(length) = rest[open..].find(')') else {
            return false;
        };
        let inner = if accepts(&rest[open + 1..open + length]) {
            LICENCES[0]
        } else {
            "refused"
        };
        return accepts(&format!(
            "{}{inner}{}",
            &rest[..open],
            &rest[open + length + 1..]
        ));
    }
    loop {
        let (choice, others) = rest
            .split_once(" OR ")
            .map_or((rest, None), |(choice, others)| (choice, Some(others)));
        if choice
            .split(" AND ")
            .all(|licence| LICENCES.contains(&licence.trim()))
        {
            return true;
        }
        match others {
            Some(others) => rest = others,
            None => return false,
        }
    }
}

fn finding(rule: &'static str, package: &str, message: String) -> Finding {
    Finding {
        rule,
        path: package.to_owned(),
        line: 0,
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::findings_of;
    use serde_json::json;

    fn member(name: &str, dependencies: &Value) -> Value {
        json!({ "name": name, "dependencies": dependencies })
    }

    fn messages(packages: &Value) -> Vec<String> {
        let findings = check_members(&json!({ "packages": packages }));
        findings
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn dependencies_point_one_way() {
        let good = json!([
            member(
                "vango-protocol",
                &json!([{ "name": "vango-runtime", "kind": "dev", "req": "*" }])
            ),
            member(
                "vango-runtime",
                &json!([{ "name": "vango-protocol", "kind": null, "req": "*" }])
            ),
        ]);
        assert!(messages(&good).is_empty());
        let bad = json!([
            member(
                "vango-protocol",
                &json!([{ "name": "vango-runtime", "kind": null, "req": "*" }])
            ),
            member("vango-runtime", &json!([])),
        ]);
        assert_eq!(
            messages(&bad),
            ["`vango-protocol` depends on `vango-runtime`, against DESIGN §9"]
        );
    }

    #[test]
    fn a_new_member_needs_a_place() {
        assert_eq!(messages(&json!([member("vango-new", &json!([]))])).len(), 1);
    }

    #[test]
    fn the_protocol_does_no_io() {
        let packages = json!([member(
            "vango-protocol",
            &json!([{ "name": "tokio", "kind": null, "req": "1" }])
        )]);
        assert_eq!(
            messages(&packages),
            ["`vango-protocol` does no I/O, but depends on `tokio`"]
        );
    }

    #[test]
    fn the_codec_library_is_pinned_and_in_one_crate() {
        let with = |name, req: &str| {
            json!([member(
                name,
                &json!([{ "name": "bincode", "kind": null, "req": req }])
            )])
        };
        assert!(messages(&with("vango-protocol", "=2.0.1")).is_empty());
        assert_eq!(messages(&with("vango-protocol", "^2")).len(), 1);
        assert_eq!(messages(&with("vango-runtime", "=2.0.1")).len(), 1);
    }

    #[test]
    fn licence_expressions_are_understood() {
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "MIT AND ISC",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
        ] {
            assert!(accepts(good), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(GPL-3.0 OR MPL-2.0) AND MIT",
            "(MIT",
        ] {
            assert!(!accepts(bad), "{bad}");
        }
    }

    #[test]
    fn a_package_without_licence_is_found() {
        let metadata = json!({ "packages": [{ "name": "a", "license": null }, { "name": "b", "license": "MIT" }] });
        assert_eq!(check_licences(&metadata).len(), 1);
    }

    #[test]
    fn members_take_over_the_lints() {
        assert!(
            findings_of(
                check_manifest,
                "a/Cargo.toml",
                "[package]\n\n[lints]\nworkspace = true\n"
            )
            .is_empty()
        );
        assert_eq!(
            findings_of(check_manifest, "a/Cargo.toml", "[package]\n"),
            ["a/Cargo.toml:0 lints"]
        );
    }
}
