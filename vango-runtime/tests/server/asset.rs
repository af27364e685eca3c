//! The client script and stylesheets.

use vango_runtime::server::Server;

use super::browser::{get, request};
use super::component::app;

fn path_after(server: &Server, before: &str) -> String {
    let page = get(server, "/");
    let text = page.text();
    let start = text.find(before).expect("the page names it") + before.len();
    text[start..start + text[start..].find('"').unwrap()].to_owned()
}

#[test]
fn the_script_is_negotiated_cached_for_ever_and_validated() {
    let server = app().start().unwrap();
    let path = path_after(&server, "<script type=\"module\" src=\"");
    let plain = get(&server, &path);
    assert_eq!(
        (plain.status, plain.header("content-encoding")),
        (200, None)
    );
    assert_eq!(
        plain.header("content-type"),
        Some("text/javascript; charset=utf-8")
    );
    assert_eq!(
        plain.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    let brotli = request(&server, "GET", &path, &["Accept-Encoding: gzip, br"]);
    let gzip = request(&server, "GET", &path, &["Accept-Encoding: gzip, br;q=0.1"]);
    assert_eq!(brotli.header("content-encoding"), Some("br"));
    assert_eq!(gzip.header("content-encoding"), Some("gzip"));
    assert!(brotli.body.len() < plain.body.len() && gzip.body.len() < plain.body.len());
    let tag = brotli.header("etag").unwrap();
    let again = request(
        &server,
        "GET",
        &path,
        &["Accept-Encoding: br", &format!("If-None-Match: {tag}")],
    );
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head = request(&server, "HEAD", &path, &[]);
    assert_eq!(
        head.header("content-length"),
        Some(plain.body.len().to_string().as_str())
    );
    assert_eq!(head.body.len(), 0);
}

#[test]
fn stylesheets_are_linked_under_a_hashed_name() {
    let server = app().start().unwrap();
    let path = path_after(&server, "<link rel=\"stylesheet\" href=\"");
    assert!(
        path.starts_with("/_vango/app-") && path.ends_with(".css"),
        "{path}"
    );
    let css = get(&server, &path);
    assert_eq!(css.text(), super::component::CSS);
    assert_eq!(css.header("content-type"), Some("text/css; charset=utf-8"));
}

#[test]
fn other_files_of_the_framework_do_not_exist() {
    let server = app().start().unwrap();
    for path in ["/_vango/", "/_vango/client-0.js", "/_vango/../Cargo.toml"] {
        assert_eq!(get(&server, path).status, 404, "{path}");
    }
    assert_eq!(
        request(
            &server,
            "POST",
            "/_vango/client-0.js",
            &["Content-Length: 0"]
        )
        .status,
        405
    );
}
