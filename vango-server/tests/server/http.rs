//! Pages and their headers.

use std::io::Write;

use vango_server::{Cause, Transport};

use super::browser::{connect, expect_count, get, read_answer, request};
use super::component::app;

#[test]
fn a_page_is_a_whole_document_with_strict_headers() {
    let server = app().start().unwrap();
    let page = get(&server, "/");
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(
        text.starts_with("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"),
        "{text}"
    );
    assert!(text.contains("<title>Test &lt;app&gt;</title>"), "{text}");
    assert!(
        text.contains("<div id=\"vango-root\"><button>+</button>"),
        "{text}"
    );
    assert!(
        text.contains("<script type=\"module\" src=\"/_vango/client-"),
        "{text}"
    );
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("script-src 'self';") && policy.contains("base-uri 'none'"),
        "{policy}"
    );
    // Attributes alone: neither scripts nor `<style>` elements run inline.
    let unsafe_ones: Vec<&str> = policy
        .split("; ")
        .filter(|part| part.contains("unsafe"))
        .collect();
    assert_eq!(unsafe_ones, ["style-src-attr 'unsafe-inline'"]);
    assert!(
        policy.contains("style-src 'self';") && policy.contains("default-src 'self';"),
        "{policy}"
    );
    for (name, value) in [
        ("content-type", "text/html; charset=utf-8"),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("x-frame-options", "SAMEORIGIN"),
    ] {
        assert_eq!(page.header(name), Some(value), "{name}");
    }
    assert_eq!(server.counters().get(Cause::PageOpened), 1);
}

#[test]
fn nothing_in_a_page_runs_inline() {
    let server = app().start().unwrap();
    let page = get(&server, "/");
    let scripts: Vec<&str> = page.text().split("<script").skip(1).collect();
    assert_eq!(scripts.len(), 2);
    for script in scripts {
        assert!(
            script.starts_with(" type=\"application/vango\"") || script.contains(" src=\"/_vango/"),
            "{script}"
        );
    }
}

#[test]
fn paths_choose_components_and_parameters_are_decoded() {
    let server = app().start().unwrap();
    assert!(
        get(&server, "/greet/a%20%3Cb%3E")
            .text()
            .contains("Hello, a &lt;b&gt;")
    );
    assert_eq!(get(&server, "/number/7").status, 200);
    assert!(
        get(&server, "/number/7?x=y")
            .text()
            .contains("<p>number 7</p>")
    );
}

#[test]
fn what_does_not_exist_is_a_404_page() {
    let server = app().start().unwrap();
    for path in [
        "/nowhere",
        "/number/seven",
        "/number/",
        "/greet/%ff",
        "/number/404",
    ] {
        let answer = get(&server, path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(
            answer.header("content-type"),
            Some("text/html; charset=utf-8"),
            "{path}"
        );
    }
    expect_count(&server, Cause::NotFound, 5);
    assert_eq!(
        server.counters().get(Cause::PageOpened),
        0,
        "no session for the built-in notice"
    );
    let own = app().not_found(super::component::Counter).start().unwrap();
    let answer = get(&own, "/nowhere");
    assert_eq!(answer.status, 404);
    assert!(
        answer.text().contains("vango-boot"),
        "the app's own page is live"
    );
}

#[test]
fn a_page_that_fails_is_a_500_page_without_details() {
    let server = app().start().unwrap();
    for path in ["/fails", "/panics", "/panics-before"] {
        let answer = get(&server, path);
        assert_eq!(answer.status, 500, "{path}");
        assert!(
            !answer.text().contains("password") && !answer.text().contains("panics"),
            "{}",
            answer.text()
        );
    }
    expect_count(&server, Cause::PageFailed, 3);
    assert_eq!(get(&server, "/").status, 200);
}

#[test]
fn head_has_the_headers_and_opens_no_session() {
    let server = app().start().unwrap();
    let head = request(&server, "HEAD", "/", &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(
        head.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(head.header("set-cookie").is_some());
    assert_eq!(request(&server, "HEAD", "/nowhere", &[]).status, 404);
    assert_eq!(server.counters().get(Cause::PageOpened), 0);
}

#[test]
fn other_methods_are_answered_405_with_allow() {
    let server = app().start().unwrap();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        let answer = request(&server, method, "/", &["Content-Length: 0"]);
        assert_eq!(answer.status, 405, "{method}");
        assert_eq!(answer.header("allow"), Some("GET, HEAD"), "{method}");
    }
    expect_count(&server, Cause::MethodRefused, 5);
}

#[test]
fn the_cookie_is_set_once_and_kept() {
    let server = app().start().unwrap();
    let set = get(&server, "/").header("set-cookie").unwrap().to_owned();
    assert!(
        set.starts_with("vango_browser=") && set.ends_with("; Path=/; HttpOnly; SameSite=Lax"),
        "{set}"
    );
    let cookie = set.split(';').next().unwrap();
    assert_eq!(
        request(&server, "GET", "/", &[&format!("Cookie: {cookie}")]).header("set-cookie"),
        None
    );
    let forged = format!("Cookie: {}A", cookie);
    assert!(
        request(&server, "GET", "/", &[&forged])
            .header("set-cookie")
            .is_some()
    );
    let behind_tls = app().transport(Transport::Tls).start().unwrap();
    assert!(
        get(&behind_tls, "/")
            .header("set-cookie")
            .unwrap()
            .ends_with("; Secure")
    );
}

#[test]
fn a_configured_secret_outlives_a_restart() {
    let secret = [3; 32];
    let first = app().secret(&secret).start().unwrap();
    let cookie = get(&first, "/")
        .header("set-cookie")
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    drop(first);
    let second = app().secret(&secret).start().unwrap();
    assert_eq!(
        request(&second, "GET", "/", &[&format!("Cookie: {cookie}")]).header("set-cookie"),
        None
    );
}

#[test]
fn a_head_that_is_too_large_is_answered_431() {
    let server = app().start().unwrap();
    let long = format!("X-Long: {}", "a".repeat(40_000));
    assert_eq!(request(&server, "GET", "/", &[&long]).status, 431);
    expect_count(&server, Cause::HeadTooLarge, 1);
}

#[test]
fn what_is_no_http_is_answered_400_and_closed() {
    let server = app().start().unwrap();
    let mut stream = connect(server.addr());
    stream.write_all(b"rubbish\r\n\r\n").unwrap();
    assert_eq!(read_answer(&mut stream).status, 400);
    expect_count(&server, Cause::RequestMalformed, 1);
    assert_eq!(get(&server, "/").status, 200);
}

#[cfg(not(feature = "http2"))]
#[test]
fn without_its_feature_http2_is_no_http() {
    let server = app().start().unwrap();
    let mut stream = connect(server.addr());
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    stream.write_all(preface).unwrap();
    let mut answer = Vec::new();
    std::io::Read::read_to_end(&mut stream, &mut answer).unwrap();
    assert_eq!(answer, b"", "such a client could read no answer");
    expect_count(&server, Cause::RequestMalformed, 1);
}

#[test]
fn a_connection_serves_several_requests() {
    let server = app().start().unwrap();
    let mut stream = connect(server.addr());
    let host = server.addr();
    let two = format!(
        "GET / HTTP/1.1\r\nHost: {host}\r\n\r\nGET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(two.as_bytes()).unwrap();
    let both = read_answer(&mut stream);
    assert_eq!(
        both.text().matches("HTTP/1.1 200 OK").count(),
        1,
        "one head is parsed, the other is in the body"
    );
    assert_eq!(server.counters().get(Cause::PageOpened), 2);
}
