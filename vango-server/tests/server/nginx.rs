//! Behind nginx, with TLS and below a path, as `docs/deploy.md` shows it.

use axum::Router;
use axum::extract::Extension;
use axum::routing::get as on_get;
use vango_server::{Cause, Client, Limits, Scheme, Server, Transport};

use super::browser::Tab;
use super::component::app;
use super::front::{BROWSER, HOST, Nginx};
use super::stream::{click, closed, greet, run};

async fn who(Extension(client): Extension<Client>) -> String {
    let address = client.address().map(|address| address.to_string());
    format!(
        "{} {:?} {}",
        address.unwrap_or_default(),
        client.scheme().unwrap_or(Scheme::Http),
        client.host().unwrap_or_default()
    )
}

/// The app as the documentation configures it, and a service inside it that tells what the app knows of its client.
fn shop() -> Server {
    let limits = Limits {
        drain_ms: 2_000,
        ..Limits::default()
    };
    app()
        .workers(2)
        .limits(limits)
        .base_path("/shop")
        .transport(Transport::Tls)
        .trusted_proxies(["127.0.0.1"])
        .allowed_hosts([HOST])
        .asset("logo.svg", "<svg/>")
        .fallback(Router::new().route("/api/who", on_get(who)))
        .start()
        .unwrap()
}

#[test]
fn pages_and_files_come_below_the_path() {
    let server = shop();
    let Some(nginx) = Nginx::before(&server) else {
        return;
    };
    run(|| async {
        for path in ["/shop", "/shop/", "/shop/number/7"] {
            let page = nginx.get(path, &[]).await;
            assert_eq!(page.status, 200, "{path}");
            let cookie = page.header("set-cookie").unwrap();
            assert!(
                cookie.ends_with("; Path=/shop; HttpOnly; SameSite=Lax; Secure"),
                "{cookie}"
            );
            assert!(page.header("content-security-policy").is_some());
        }
        let page = nginx.get("/shop/", &[]).await;
        for before in [
            "<script type=\"module\" src=\"",
            "<link rel=\"stylesheet\" href=\"",
        ] {
            let path = page.text().split(before).nth(1).unwrap();
            let path = &path[..path.find('"').unwrap()];
            assert!(path.starts_with("/shop/_vango/"), "{path}");
            let file = nginx.get(path, &[("accept-encoding", "br")]).await;
            assert_eq!(file.status, 200, "{path}");
            let caching = file.header("cache-control").unwrap();
            assert!(caching.ends_with("immutable"), "{caching}");
        }
        assert_eq!(nginx.get("/shop/nowhere", &[]).await.status, 404);
        // nginx's own 404: the path is not the app's.
        let other = nginx.get("/shopping", &[]).await;
        assert_eq!(
            (other.status, other.header("content-security-policy")),
            (404, None)
        );
    });
}

#[test]
fn a_click_goes_through_and_its_patch_comes_back() {
    let server = shop();
    let Some(nginx) = Nginx::before(&server) else {
        return;
    };
    run(|| async {
        for path in ["/shop", "/shop/"] {
            let tab = nginx.load(path).await;
            assert!(
                tab.socket.starts_with("/shop/_vango/live/"),
                "{}",
                tab.socket
            );
            let mut socket = nginx.upgrade(&tab).await.unwrap();
            greet(&mut socket, &tab).await;
            for seq in 1..=3 {
                let patch = click(&mut socket, seq).await;
                assert!(patch.contains(&(b'0' + seq)), "{patch:?}");
            }
        }
    });
    assert_eq!(server.counters().get(Cause::Attached), 2);
    assert_eq!(server.counters().get(Cause::PathMismatch), 0);
}

#[test]
fn the_app_knows_its_client_by_what_nginx_says_and_not_the_client() {
    let server = shop();
    let Some(nginx) = Nginx::before(&server) else {
        return;
    };
    let truth = format!("{BROWSER} Https {}", nginx.authority());
    run(|| async {
        let lies: [&[(&str, &str)]; 4] = [
            &[],
            &[
                ("x-forwarded-for", "192.0.2.1"),
                ("x-forwarded-proto", "http"),
            ],
            &[("x-forwarded-host", "evil.example")],
            &[("forwarded", "for=192.0.2.1;proto=http;host=evil.example")],
        ];
        for lie in lies {
            let answer = nginx.get("/shop/api/who", lie).await;
            assert_eq!(
                (answer.status, answer.text()),
                (200, truth.as_str()),
                "{lie:?}"
            );
        }
    });
    assert_eq!(server.counters().get(Cause::ForwardedRefused), 0);
}

#[test]
fn another_origin_is_refused_through_it() {
    let server = shop();
    let Some(nginx) = Nginx::before(&server) else {
        return;
    };
    run(|| async {
        let tab = nginx.load("/shop/").await;
        let plain = format!("http://{}", nginx.authority());
        let upstream = format!("https://{}", server.addr());
        let without_port = format!("https://{HOST}");
        let others = [
            "https://evil.example",
            "null",
            &plain,
            &upstream,
            &without_port,
        ];
        for origin in others {
            let evil = Tab {
                origin: origin.to_owned(),
                ..tab.clone()
            };
            assert_eq!(nginx.upgrade(&evil).await.err(), Some(403), "{origin}");
        }
        assert_eq!(server.counters().get(Cause::OriginRefused), 5);
        let mut socket = nginx.upgrade(&tab).await.unwrap();
        greet(&mut socket, &tab).await;
    });
}

#[test]
fn what_the_app_says_when_it_leaves_comes_through() {
    let server = shop();
    let Some(nginx) = Nginx::before(&server) else {
        return;
    };
    run(|| async {
        let ready = || nginx.get("/shop/_vango/ready", &[]);
        assert_eq!(ready().await.text(), "ready\n");
        let tab = nginx.load("/shop/").await;
        let mut socket = nginx.upgrade(&tab).await.unwrap();
        greet(&mut socket, &tab).await;
        server.stop();
        // The workers hear of it within a moment.
        while ready().await.status == 200 {}
        assert_eq!(ready().await.text(), "draining\n");
        let page = nginx.get("/shop/", &[]).await;
        assert_eq!((page.status, page.header("retry-after")), (503, Some("5")));
        assert_eq!(closed(&mut socket).await, 1012);
    });
}
