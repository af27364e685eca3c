//! What is left alone, and what is said of it.

use cargo_vango::fmt::{Config, Fault, format};

fn out(text: &str) -> (String, Vec<Fault>) {
    let formatted = format(text, &Config::default()).expect("it is Rust");
    (formatted.text, formatted.faults)
}

#[track_caller]
fn unchanged(text: &str) {
    assert_eq!(out(text), (text.to_owned(), Vec::new()));
}

#[test]
fn a_view_with_mistakes_stays_and_the_others_do_not() {
    let text = "fn a() { view! { r,  <p>  } }\nfn b() { view! { r,<p></b> <i> } }\nfn c() { view! { r,   <p/> } }\n";
    let (text, faults) = out(text);
    assert_eq!(
        text,
        "fn a() { view! { r,  <p>  } }\nfn b() { view! { r,<p></b> <i> } }\nfn c() { view! { r, <p /> } }\n"
    );
    let places: Vec<_> = faults
        .iter()
        .map(|fault| (fault.line, fault.column))
        .collect();
    assert_eq!(places, [(1, 23), (2, 23), (2, 29)]);
    assert_eq!(faults[0].what, "`<p>` is not closed");
    assert!(
        faults
            .iter()
            .all(|fault| fault.code.is_some() && !fault.mend.is_empty())
    );
}

#[test]
fn a_mistake_in_a_nested_view_leaves_the_outer_one_in_order() {
    let text = "fn a() {\n    view! { r,  {x.map(|y| view! { r,  <p> })}  }\n}\n";
    let (text, faults) = out(text);
    assert_eq!(
        text,
        "fn a() {\n    view! { r, {x.map(|y| view! { r,  <p> })} }\n}\n"
    );
    assert_eq!(faults.len(), 1);
    // Nothing in a view with mistakes is touched.
    let (text, faults) = out("fn a() { view! { r, <p> {view! { r,   \"x\" }} } }");
    assert_eq!(text, "fn a() { view! { r, <p> {view! { r,   \"x\" }} } }");
    assert_eq!(faults.len(), 1);
}

#[test]
fn an_empty_view_is_a_mistake_where_it_stands() {
    let (_, faults) = out("\n  fn a() { view! {} }");
    assert_eq!((faults[0].line, faults[0].column), (2, 12));
}

#[test]
fn what_is_no_view_is_not_touched() {
    unchanged(
        "fn  a( ) {x }  // view! { r,   <p/> }\n\n\n\nconst A: &str = \"view! { r,   <p/> }\" ;",
    );
    unchanged("/// view! { r,   <p/> }\nfn a() { views! { r,   <p/> } view(r,   a) }");
    unchanged("macro_rules! a { () => { view! { r,   <p/> } } }");
    unchanged("macro_rules! view { ($($t:tt)*) => { $($t)*   } }");
    unchanged("fn a() { stringify!(view! { r,   <p/> }); quote! { view! { r,   #x } } }");
    unchanged("");
}

#[test]
fn what_rustfmt_skips_is_skipped() {
    unchanged("#[rustfmt::skip]\n#[component]\nfn a(r: &Render) -> View { view! { r,   <p/> } }");
    unchanged(
        "fn a() { #[rustfmt::skip] let a = if b { view! { r,   <p/> } } else { view! { r,   <p/> } }; }",
    );
    unchanged("#[rustfmt::skip]\nmod a { fn b() { view! { r,   <p/> } } }");
    // The next item is not meant.
    let text = |view: &str| {
        format!("#[rustfmt::skip] fn a() {{ view! {{ r,   <p/> }} }} fn b() {{ {view} }}")
    };
    assert_eq!(out(&text("view!{r,<p/>}")).0, text("view! { r, <p /> }"));
}

#[test]
fn the_bytes_around_a_view_stay() {
    let around = |view: &str| {
        format!("\u{feff}#!/usr/bin/env run `me`\nfn  a( )\t{{ ({view}) }}   \n\n\n// ü\u{2028}end")
    };
    assert_eq!(
        out(&around("view!{r,<p   />}")).0,
        around("view! { r, <p /> }")
    );
}

#[test]
fn line_ends_stay() {
    let text = "fn a() {\r\n    view! { r,\r\n    <p>\"a\r\nb\"</p> <b/>\r\n }\r\n}\r\n";
    let (windows, faults) = out(text);
    assert_eq!(faults, []);
    assert_eq!(
        windows,
        "fn a() {\r\n    view! { r,\r\n        <p>\r\n            \"a\r\nb\"\r\n        </p>\r\n        <b />\r\n    }\r\n}\r\n"
    );
    unchanged(&windows);
    assert_eq!(
        out(&text.replace("\r\n", "\n")).0,
        windows.replace("\r\n", "\n")
    );
    // Mixed ones stay outside of views.
    let mixed = "// ü\r\n// ü\nfn a() {\r\n    view!{r,<b/>}\n}\r\n";
    assert_eq!(
        out(mixed).0,
        mixed.replace("view!{r,<b/>}", "view! { r, <b /> }")
    );
}

#[test]
fn what_is_no_rust_is_said_with_its_place() {
    let fault =
        format("fn a() {\n    \"ä\"; ' }\n", &Config::default()).expect_err("a quote is open");
    assert_eq!(fault.line, 2);
    let fault = format("fn a() { (] }", &Config::default()).expect_err("brackets do not match");
    assert_eq!((fault.line, fault.column), (1, 11));
    assert!(fault.what.starts_with("this is not Rust"));
}
