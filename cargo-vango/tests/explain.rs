//! `cargo vango explain` as its user calls it.

/// Exit code, standard output, standard error.
fn explain(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["cargo-vango", "vango", "explain"].iter().chain(arguments);
    let code = cargo_vango::run(arguments.copied(), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (code, text(out), text(err))
}

#[test]
fn a_page_is_found_by_code_number_and_name() {
    let (code, page, err) = explain(&["VG0401"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(page.starts_with("# VG0401: ") && page.contains("## Write instead"));
    for other in ["vg0401", "401", "[VG0401]", "missing_key"] {
        assert_eq!(
            explain(&[other]),
            (0, page.clone(), String::new()),
            "{other}"
        );
    }
}

#[test]
fn a_code_of_the_compilers_leads_to_its_rules() {
    let (code, out, _) = explain(&["E0499"]);
    assert_eq!(code, 0);
    assert!(
        out.contains("VG0712") && out.contains("rustc --explain E0499"),
        "{out}"
    );
}

#[test]
fn without_a_code_all_rules_are_listed() {
    let (code, out, _) = explain(&[]);
    assert_eq!(code, 0);
    assert!(
        out.lines().any(|line| line.starts_with("VG0102  macro ")),
        "{out}"
    );
}

#[test]
fn an_unknown_code_says_what_to_ask() {
    let (code, out, err) = explain(&["VG9999"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.contains("no rule `VG9999`") && err.contains("lists all of them"),
        "{err}"
    );
    let (code, _, err) = explain(&["E9999"]);
    assert!(code == 1 && err.contains("rustc --explain"), "{err}");
}
