//! Everything that keeps an app from starting, and the words that it is told in.

use std::net::TcpListener;

use vango_server::{App, Limits, StartError, StartErrorKind};

use super::component::{Counter, app};

fn refused(app: App) -> StartError {
    app.start().map(|_| ()).unwrap_err()
}

fn check(kind: StartErrorKind, cases: Vec<(App, &str)>) {
    for (app, expect) in cases {
        let error = refused(app);
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(error.to_string(), expect);
    }
}

#[test]
fn pages() {
    let at = |path: &str| app().page(path, Counter);
    check(
        StartErrorKind::Route,
        vec![
            (at("x"), "page `x`: a path starts with a slash: write `/x`"),
            (
                at("/"),
                "page `/`: another page has this path already: remove one of them",
            ),
            (
                at("/number/{other}"),
                "page `/number/{other}`: the page `/number/{n}` answers the same paths: remove one of them, or \
                     give it another path",
            ),
            (
                at("/u/{id"),
                "page `/u/{id`: a parameter is a name in braces, such as `{id}`; a brace that is meant as such \
                     is doubled, `{{`",
            ),
            (
                at("/{a}{b}"),
                "page `/{a}{b}`: a segment has one parameter at most: put a slash between two, or take one and \
                     parse it",
            ),
            (
                at("/{*rest}/x"),
                "page `/{*rest}/x`: a parameter with `*` takes all that follows, so it stands last and has a \
                     segment of its own",
            ),
            (
                at("/u/:id"),
                "page `/u/:id`: a parameter stands in braces: write `{id}` for `:id`",
            ),
            (
                at("/_vango/x"),
                "page `/_vango/x`: paths below `/_vango/` are the framework's; choose another",
            ),
            (
                at("/files/page").static_dir("/files", "."),
                "page `/files/page`: the static directory at `/files` answers all paths below its own, so that \
                     the page is never shown: give one of them another path",
            ),
        ],
    );
}

#[test]
fn base_paths() {
    check(
        StartErrorKind::BasePath,
        vec![
            (
                app().base_path("shop"),
                "base path `shop`: write it as `/app` or `/team/app`, of letters, digits, `-`, `_`, `.` and `~`",
            ),
            (
                app().base_path("/number"),
                "page `/number/{n}` begins with the base path `/number`: a page's path is written without it",
            ),
        ],
    );
}

#[test]
fn addresses_of_others() {
    check(
        StartErrorKind::Proxy,
        vec![(
            app().trusted_proxies(["10.0.0.0/33"]),
            "trusted proxy `10.0.0.0/33`: it is neither an address nor a range; write it as `127.0.0.1`, \
                 `10.0.0.0/8` or `fd00::/8` (names are not looked up)",
        )],
    );
    check(
        StartErrorKind::Setting,
        vec![
            (
                app().allowed_hosts(["https://a.example"]),
                "allowed host `https://a.example`: write it as `shop.example`, `shop.example:8080` or \
                     `*.shop.example`, without a scheme",
            ),
            (
                app().allow_origin("example.com"),
                "allowed origin `example.com`: it has no scheme; write it as `https://example.com`",
            ),
        ],
    );
}

#[test]
fn other_settings() {
    let drain = Limits {
        drain_ms: 2,
        shutdown_ms: 1,
        ..Limits::default()
    };
    check(
        StartErrorKind::Setting,
        vec![
            (
                app().secret(b"short"),
                "the secret has 5 bytes; it must be 32 random bytes or more",
            ),
            (
                app().stylesheet("../x.css", ""),
                "stylesheet `../x.css`: its name must be letters, digits, `-`, `_` and `.`, then `.css`",
            ),
            (
                app().asset("../x", ""),
                "embedded file `../x`: its name must be letters, digits, `-`, `_` and `.`, with slashes \
                     between, such as `img/logo.svg`",
            ),
            (
                app().asset("x", "").asset("x", ""),
                "embedded file `x`: another file has this name already",
            ),
            (
                app().limits(drain),
                "`Limits::drain_ms` (2) is part of `Limits::shutdown_ms` (1) and can't be longer: raise `shutdown_ms`",
            ),
        ],
    );
}

#[test]
fn static_directories() {
    let here = std::env::current_dir().unwrap();
    let missing = format!(
        "static directory `/does/not/exist` at `/a`: it can't be opened (relative paths start at `{}`)",
        here.display()
    );
    let error = refused(app().static_dir("/a", "/does/not/exist"));
    assert_eq!(error.to_string(), missing);
    let cause = std::error::Error::source(&error)
        .expect("the system's reason")
        .to_string();
    assert!(cause.contains("No such file"), "{cause}");
    check(
        StartErrorKind::Directory,
        vec![
            (app().static_dir("/a", "/does/not/exist"), &missing),
            (
                app().static_dir("/a", "Cargo.toml"),
                "static directory `Cargo.toml` at `/a`: it is no directory",
            ),
            (
                app().static_dir("a", "."),
                "static directory `.` at `a`: its path must begin with a slash and be literal, such as `/assets`",
            ),
            (
                app().static_dir("/_vango/x", "."),
                "static directory `.` at `/_vango/x`: paths below `/_vango/` are the framework's; choose another",
            ),
            (
                app().static_dir("/a", ".").static_dir("/a/", "."),
                "static directory `.` at `/a/`: another directory has this path already",
            ),
        ],
    );
}

#[test]
fn addresses_to_listen_on() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let port = address.port();
    let in_use = format!(
        "port {port} is in use: another program listens on {address}. Stop it, or choose another port: \
         VANGO_ADDR=127.0.0.1:3001 (port 0 takes a free one)"
    );
    check(
        StartErrorKind::PortInUse,
        vec![(app().bind(address.to_string()), &in_use)],
    );
    let error = refused(app().bind("nonsense"));
    assert_eq!(error.kind(), StartErrorKind::Address);
    let text = error.to_string();
    assert!(
        text.starts_with("can't listen on `nonsense`: ")
            && text.ends_with("; write an address as `127.0.0.1:3000`"),
        "{text}"
    );
    // A setting that is wrong is said first, whoever has the port.
    let error = refused(app().bind(address.to_string()).base_path("x"));
    assert_eq!(error.kind(), StartErrorKind::BasePath);
    // A service does not listen, and its settings are checked all the same.
    let error = app().base_path("x").into_service().map(|_| ()).unwrap_err();
    assert_eq!(error.kind(), StartErrorKind::BasePath);
}
