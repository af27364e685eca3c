//! Behind a proxy: who the client is, under which name and path the site is reached.

use vango_server::{Cause, Limits};

use super::browser::{Tab, expect_count, get, load, request, tab};
use super::component::app;

const TLS: &str = "X-Forwarded-Proto: https";
const HOST: &str = "X-Forwarded-Host: shop.example";

#[test]
fn a_trusted_proxy_decides_on_cookie_and_origin() {
    let server = app().trusted_proxies(["127.0.0.0/8"]).start().unwrap();
    let page = request(&server, "GET", "/", &[TLS, HOST]);
    let cookie = page.header("set-cookie").unwrap();
    assert!(cookie.ends_with("; Secure"), "{cookie}");
    assert!(
        !get(&server, "/")
            .header("set-cookie")
            .unwrap()
            .contains("Secure")
    );
    let tab = tab(server.addr(), "/", &page);
    // The handshake that the proxy passes on; a page of the plain site is another origin then.
    let handshake = |origin: &str, headers: &[&str]| {
        let own = [
            format!("Origin: {origin}"),
            format!("Cookie: {}", tab.cookie),
            "Upgrade: websocket".to_owned(),
            "Sec-WebSocket-Version: 13".to_owned(),
        ];
        let mut all: Vec<&str> = own.iter().map(String::as_str).collect();
        all.extend(headers);
        request(&server, "GET", &tab.socket, &all).status
    };
    // 426: the origin is right, and the handshake not whole.
    assert_eq!(handshake("https://shop.example", &[TLS, HOST]), 426);
    assert_eq!(handshake("http://shop.example", &[TLS, HOST]), 403);
    assert_eq!(handshake("https://shop.example", &[]), 403);
    assert_eq!(handshake("https://evil.example", &[TLS, HOST]), 403);
    expect_count(&server, Cause::OriginRefused, 3);
}

#[test]
fn nobody_else_is_believed() {
    for server in [app(), app().trusted_proxies(["10.0.0.0/8", "192.0.2.7"])] {
        let server = server.start().unwrap();
        let page = request(&server, "GET", "/", &[TLS, HOST, "Forwarded: proto=http"]);
        assert_eq!(page.status, 200);
        assert!(!page.header("set-cookie").unwrap().contains("Secure"));
        let tab = tab(server.addr(), "/", &page);
        let spoofing = Tab {
            origin: "https://shop.example".to_owned(),
            ..tab
        };
        assert_eq!(spoofing.upgrade().err(), Some(403));
    }
}

#[test]
fn the_limit_per_address_counts_clients_and_not_the_proxy() {
    let limits = Limits {
        sessions_per_address: 2,
        ..Limits::default()
    };
    let server = app()
        .limits(limits)
        .trusted_proxies(["127.0.0.1"])
        .start()
        .unwrap();
    let from = |header: &str| request(&server, "GET", "/", &[header]);
    for _ in 0..2 {
        assert_eq!(from("X-Forwarded-For: 192.0.2.1").status, 200);
        assert_eq!(from("Forwarded: for=192.0.2.2").status, 200);
    }
    let refused = from("Forwarded: for=\"192.0.2.1:4711\"");
    assert_eq!(
        (refused.status, refused.header("retry-after")),
        (429, Some("5"))
    );
    // What the client itself has written stands further away and changes nothing.
    assert_eq!(from("X-Forwarded-For: 198.51.100.1, 192.0.2.1").status, 429);
    assert_eq!(from("X-Forwarded-For: 192.0.2.3").status, 200);
    expect_count(&server, Cause::AddressLimit, 2);
}

#[test]
fn a_network_of_ipv6_is_one_client() {
    let limits = Limits {
        sessions_per_address: 2,
        ..Limits::default()
    };
    let server = app()
        .limits(limits)
        .trusted_proxies(["127.0.0.1"])
        .start()
        .unwrap();
    let from = |header: &str| request(&server, "GET", "/", &[header]);
    let first = from("X-Forwarded-For: 2001:db8:1:2::1");
    assert_eq!(first.status, 200);
    assert_eq!(
        from("Forwarded: for=\"[2001:db8:1:2:3:4:5:6]:4711\"").status,
        200
    );
    assert_eq!(from("X-Forwarded-For: 2001:db8:1:2::7").status, 429);
    assert_eq!(from("X-Forwarded-For: 2001:db8:1:3::1").status, 200);
    // A session of the network that is in use counts as well.
    let mut socket = tab(server.addr(), "/", &first).attach();
    assert_eq!(from("X-Forwarded-For: 2001:db8:1:2::7").status, 429);
    socket.click();
    socket.expect_answer();
    expect_count(&server, Cause::AddressLimit, 2);
}

#[test]
fn a_session_that_has_ended_gives_its_place_back() {
    let limits = Limits {
        sessions_per_address: 1,
        frozen_window_ms: 1,
        ..Limits::default()
    };
    let server = app()
        .limits(limits)
        .trusted_proxies(["127.0.0.1"])
        .start()
        .unwrap();
    let visit = || request(&server, "GET", "/", &["X-Forwarded-For: 192.0.2.1"]).status;
    assert_eq!((visit(), visit()), (200, 429));
    expect_count(&server, Cause::FrozenExpired, 1);
    assert_eq!(visit(), 200);
}

#[test]
fn two_stories_about_a_request_are_refused() {
    let server = app().trusted_proxies(["127.0.0.1"]).start().unwrap();
    let both = ["X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.2"];
    assert_eq!(request(&server, "GET", "/", &both).status, 400);
    expect_count(&server, Cause::ForwardedRefused, 1);
}

#[test]
fn only_the_sites_own_hosts_are_answered() {
    let server = app()
        .allowed_hosts(["shop.example", "*.shop.example"])
        .trusted_proxies(["127.0.0.1"])
        .start()
        .unwrap();
    let asked = |headers: &[&str]| request(&server, "GET", "/", headers).status;
    assert_eq!(asked(&["Host: shop.example"]), 200);
    assert_eq!(asked(&["Host: www.shop.example:8080"]), 200);
    assert_eq!(asked(&["Host: evil.example"]), 421);
    assert_eq!(asked(&[]), 421);
    assert_eq!(asked(&["Host: 10.0.0.7", HOST]), 200);
    expect_count(&server, Cause::HostRefused, 2);
    // Probes come by address.
    assert_eq!(get(&server, "/_vango/health").status, 200);
    assert_eq!(get(&server, "/_vango/ready").text(), "ready\n");
}

#[test]
fn an_app_below_a_path_is_whole_whether_the_path_comes_or_not() {
    let app = app()
        .base_path("/team/shop")
        .asset("img/logo.svg", "<svg/>")
        .page_with("/links", |params| {
            assert_eq!(params.href("/cart"), "/team/shop/cart");
            assert!(params.links().asset("img/logo.svg").is_some());
            params.parse::<u8>("none")?;
            unreachable!("the route has no such parameter")
        });
    let logo = app.asset_url("img/logo.svg").unwrap();
    let server = app.start().unwrap();
    assert!(logo.starts_with("/team/shop/_vango/img/logo-"), "{logo}");
    assert!(server.url().ends_with("/team/shop"), "{}", server.url());
    let stripped = logo.strip_prefix("/team/shop").unwrap();
    for path in [&logo, stripped] {
        let file = get(&server, path);
        assert_eq!((file.status, file.text()), (200, "<svg/>"), "{path}");
        assert_eq!(file.header("content-type"), Some("image/svg+xml"));
    }
    // The page function ran through; the parameter that it asked for last does not exist.
    assert_eq!(get(&server, "/team/shop/links").status, 404);
    for path in ["/team/shop", "/team/shop/", "/"] {
        let tab = load(&server, path);
        assert!(
            tab.socket.starts_with("/team/shop/_vango/live/"),
            "{}",
            tab.socket
        );
        // In the browser's address bar the path is always there.
        let in_browser = Tab {
            path: "/team/shop".to_owned(),
            ..tab
        };
        let mut socket = in_browser.attach();
        socket.click();
        socket.expect_answer();
    }
    assert_eq!(server.counters().get(Cause::PathMismatch), 0);
    assert_eq!(get(&server, "/team/shopping").status, 404);
}
