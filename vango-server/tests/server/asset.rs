//! The client script and stylesheets.

use vango_server::{Mode, Server};

use super::browser::{get, load, request};
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
fn the_developers_script_exists_in_development_alone() {
    for (mode, flags, status) in [(Mode::Development, 1, 200), (Mode::Production, 0, 404)] {
        let server = app().base_path("/shop").mode(mode).start().unwrap();
        assert_eq!(load(&server, "/").flags, flags, "{mode:?}");
        // As the client asks for it: relative to its own path.
        let client = path_after(&server, "<script type=\"module\" src=\"");
        let (folder, _) = client.rsplit_once('/').unwrap();
        let path = format!("{folder}/dev.js");
        let script = get(&server, &path);
        assert_eq!(script.status, status, "{mode:?}");
        if mode == Mode::Production {
            continue;
        }
        assert_eq!(script.body, vango_client::DEV_BUNDLE.js);
        let header = |name| script.header(name);
        assert_eq!(header("cache-control"), Some("no-cache"));
        assert_eq!(
            header("content-type"),
            Some("text/javascript; charset=utf-8")
        );
        let tag = format!("If-None-Match: {}", header("etag").unwrap());
        assert_eq!(request(&server, "GET", &path, &[&tag]).status, 304);
        let small = request(&server, "GET", &path, &["Accept-Encoding: br"]);
        assert_eq!(small.body, vango_client::DEV_BUNDLE.brotli);
    }
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
