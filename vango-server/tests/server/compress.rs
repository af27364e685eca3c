//! Compressed pages.

use std::io::Read;

use vango_server::Compression;

use super::browser::{get, request};
use super::component::app;

const GZIP: &str = "Accept-Encoding: br, gzip";

/// A page of some size.
fn path() -> String {
    format!("/greet/{}", "name".repeat(1_000))
}

#[test]
fn a_page_is_compressed_for_those_who_take_it() {
    let server = app().start().unwrap();
    let plain = get(&server, &path());
    assert_eq!(plain.header("content-encoding"), None);
    assert_eq!(plain.header("vary"), Some("Accept-Encoding"));
    let small = request(&server, "GET", &path(), &[GZIP]);
    assert_eq!(small.header("content-encoding"), Some("gzip"));
    assert_eq!(small.header("vary"), Some("Accept-Encoding"));
    assert!(
        small.body.len() * 3 < plain.body.len(),
        "{}",
        small.body.len()
    );
    let mut text = String::new();
    let mut decoder = flate2::read::GzDecoder::new(&small.body[..]);
    decoder.read_to_string(&mut text).unwrap();
    assert!(
        text.contains("Hello, namename") && text.ends_with("</html>"),
        "{text}"
    );
    let refused = request(&server, "GET", &path(), &["Accept-Encoding: gzip;q=0"]);
    assert_eq!(refused.header("content-encoding"), None);
}

#[test]
fn a_large_page_is_compressed_beside_the_worker() {
    let server = app()
        .page_with("/large", |_| {
            Ok(super::component::label("<row>".repeat(100_000)))
        })
        .start()
        .unwrap();
    let page = request(&server, "GET", "/large", &[GZIP]);
    assert_eq!(page.header("content-encoding"), Some("gzip"));
    let mut text = String::new();
    let mut decoder = flate2::read::GzDecoder::new(&page.body[..]);
    decoder.read_to_string(&mut text).unwrap();
    assert_eq!(text.matches("&lt;row&gt;").count(), 100_000);
}

#[test]
fn a_small_page_and_one_of_an_app_without_compression_are_not() {
    let server = app().start().unwrap();
    let small = request(&server, "GET", "/", &[GZIP]);
    assert!(small.body.len() < 1_400, "{}", small.body.len());
    assert_eq!(small.header("content-encoding"), None);
    let off = app().compression(Compression::Off).start().unwrap();
    let page = request(&off, "GET", &path(), &[GZIP]);
    assert_eq!(
        (page.header("content-encoding"), page.header("vary")),
        (None, None)
    );
}
