//! The app inside an axum router, an axum router inside the app, and the app without any socket.

use std::net::SocketAddr;
use std::sync::mpsc;
use std::time::Duration;

use axum::Router;
use axum::extract::ws::{Message as AxumMessage, WebSocketUpgrade};
use axum::extract::{ConnectInfo, Extension, Request};
use axum::middleware::map_request;
use axum::routing::{get as on_get, post};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::client;
use tokio_tungstenite::tungstenite::http::Request as HttpRequest;
use vango_server::{App, AppService, Body, Cause, Client, Limits, Peer};

use super::browser::{connect, get, load, load_at, request, request_at};
use super::component::{Counter, app};

/// An axum server on a thread of its own.
struct Axum {
    addr: SocketAddr,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Axum {
    fn serve(router: Router) -> Self {
        let (tell, told) = mpsc::channel();
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let main = move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                let service = router.into_make_service_with_connect_info::<SocketAddr>();
                tokio::select! {
                    served = async { axum::serve(listener, service).await } => served.unwrap(),
                    _ = stopped => {}
                }
            });
            runtime.shutdown_timeout(Duration::from_secs(1));
        };
        let thread = std::thread::spawn(main);
        Self {
            addr: told.recv().unwrap(),
            stop: Some(stop),
            thread: Some(thread),
        }
    }
}

impl Drop for Axum {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

fn check_nested(axum: &Axum, app: &AppService) {
    let page = request_at(axum.addr, "GET", "/app/", &[], "");
    assert_eq!(page.status, 200);
    let text = page.text();
    for part in ["src=\"/app/_vango/client-", "href=\"/app/_vango/app-"] {
        assert!(text.contains(part), "{text}");
    }
    let cookie = page.header("set-cookie").unwrap();
    assert!(cookie.contains("; Path=/app;"), "{cookie}");
    let script = text.split("src=\"").nth(1).unwrap();
    let script = &script[..script.find('"').unwrap()];
    assert_eq!(request_at(axum.addr, "GET", script, &[], "").status, 200);
    // Without the slash too, on each worker.
    for path in ["/app", "/app/", "/app/number/7"] {
        let mut socket = load_at(axum.addr, path).attach();
        if path != "/app/number/7" {
            socket.click();
            socket.expect_answer();
        }
    }
    assert_eq!(app.counters().get(Cause::PathMismatch), 0);
    assert_eq!(
        request_at(axum.addr, "GET", "/hello", &[], "").text(),
        "hello"
    );
    assert_eq!(
        request_at(axum.addr, "GET", "/app/nowhere", &[], "").status,
        404
    );
}

fn outer() -> Router {
    Router::new().route("/hello", on_get(|| async { "hello" }))
}

#[test]
fn an_app_lives_in_axum_with_the_prefix_taken_away() {
    let app = app().base_path("/app").workers(2).into_service().unwrap();
    let axum = Axum::serve(outer().nest_service("/app", app.clone()));
    check_nested(&axum, &app);
}

#[test]
fn an_app_lives_in_axum_with_the_prefix_left_in_place() {
    let app = app().base_path("/app").workers(2).into_service().unwrap();
    let axum = Axum::serve(outer().fallback_service(app.clone()));
    check_nested(&axum, &app);
}

#[test]
fn the_outer_server_tells_who_the_client_is() {
    let limits = Limits {
        sessions_per_address: 1,
        ..Limits::default()
    };
    let app = app()
        .limits(limits)
        .trusted_proxies(["127.0.0.1"])
        .into_service()
        .unwrap();
    let peer = map_request(
        |ConnectInfo(addr): ConnectInfo<SocketAddr>, mut request: Request| async move {
            request.extensions_mut().insert(Peer(addr));
            request
        },
    );
    let axum = Axum::serve(Router::new().fallback_service(app).layer(peer));
    let from = |client: &str| {
        let header = format!("X-Forwarded-For: {client}");
        request_at(axum.addr, "GET", "/", &[&header], "").status
    };
    assert_eq!(
        [from("192.0.2.1"), from("192.0.2.2"), from("192.0.2.1")],
        [200, 200, 429]
    );
}

#[test]
fn a_service_needs_no_socket_and_takes_any_body() {
    use http_body_util::BodyExt;
    use tower_service::Service;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut app = app().into_service().unwrap();
        let request = HttpRequest::builder()
            .uri("/greet/you")
            .body("unread".to_owned());
        let answer = app.call(request.unwrap()).await.unwrap();
        assert_eq!(answer.status(), 200);
        let page = answer.into_body().collect().await.unwrap().to_bytes();
        assert!(String::from_utf8_lossy(&page).contains("Hello, you"));
        app.shutdown().await;
        let late = app.call(HttpRequest::new(Body::empty())).await.unwrap();
        assert_eq!(late.status(), 503);
    });
}

#[test]
fn a_service_that_is_shut_down_closes_its_sockets() {
    let app = app().workers(2).into_service().unwrap();
    let axum = Axum::serve(Router::new().fallback_service(app.clone()));
    let mut sockets: Vec<_> = (0..3).map(|_| load_at(axum.addr, "/").attach()).collect();
    assert_eq!(app.open_sockets(), 3);
    assert!(app.session_bytes() > 3 * 1024, "{}", app.session_bytes());
    let closer = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(app.shutdown());
    });
    for socket in &mut sockets {
        assert_eq!(socket.expect_close(), 1001);
    }
    closer.join().unwrap();
}

async fn panics() -> &'static str {
    panic!("a handler of the nested service panics")
}

/// What a page does not answer.
fn inner() -> Router {
    let echo = |socket: WebSocketUpgrade| async {
        socket.on_upgrade(|mut socket| async move {
            while let Some(Ok(message)) = socket.recv().await {
                if matches!(message, AxumMessage::Text(_)) {
                    let _ = socket.send(message).await;
                }
            }
        })
    };
    Router::new()
        .route("/", on_get(|| async { "never reached" }))
        .route("/api/hello", on_get(|| async { "hello" }))
        .route("/api/echo", post(|body: String| async move { body }))
        .route(
            "/api/query",
            on_get(|request: Request| async move { request.uri().to_string() }),
        )
        .route(
            "/api/who",
            on_get(|Extension(client): Extension<Client>| async move {
                client
                    .address()
                    .map(|address| address.to_string())
                    .unwrap_or_default()
            }),
        )
        .route(
            "/api/block",
            on_get(|| async {
                // Only a multi-thread runtime can do that.
                tokio::task::block_in_place(|| "blocked")
            }),
        )
        .route("/api/panic", on_get(panics))
        .route(
            "/api/gone",
            on_get(|| async { (axum::http::StatusCode::NOT_FOUND, "gone for good") }),
        )
        .route("/api/socket", on_get(echo))
}

#[test]
fn axum_answers_what_no_page_does() {
    for (app, prefix) in [(app(), ""), (app().base_path("/app"), "/app")] {
        let server = app.fallback(inner()).start().unwrap();
        let at = |path: &str| get(&server, &format!("{prefix}{path}"));
        assert!(
            at("/").text().contains("vango-boot"),
            "the page comes first"
        );
        assert_eq!(at("/api/hello").text(), "hello");
        assert_eq!(at("/api/query?a=b").text(), "/api/query?a=b");
        assert_eq!(at("/api/who").text(), "127.0.0.1");
        assert_eq!(at("/api/block").text(), "blocked");
        let path = format!("{prefix}/api/echo");
        let echoed = request_at(server.addr(), "POST", &path, &[], "a body");
        assert_eq!((echoed.status, echoed.text()), (200, "a body"));
        let notice = at("/nowhere");
        assert_eq!(notice.status, 404);
        assert!(notice.text().contains("There is no page at this address."));
        let own = at("/api/gone");
        assert_eq!((own.status, own.text()), (404, "gone for good"));
        assert_eq!(at("/api/panic").status, 500);
        assert_eq!(at("/api/hello").status, 200, "the server lives on");
        assert_eq!(
            request(&server, "HEAD", &path.replace("echo", "hello"), &[]).status,
            200
        );
    }
}

#[test]
fn the_not_found_page_comes_after_the_nested_service() {
    let server = app().not_found(Counter).fallback(inner()).start().unwrap();
    let answer = get(&server, "/nowhere");
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("vango-boot"));
}

#[test]
fn sockets_of_the_nested_service_work_beside_the_apps() {
    let server = app().workers(1).fallback(inner()).start().unwrap();
    let mut live = load(&server, "/").attach();
    let request = HttpRequest::builder()
        .uri(format!("ws://{}/api/socket", server.addr()))
        .header("Host", server.addr().to_string())
        .header("Upgrade", "websocket")
        .header("Connection", "Upgrade")
        .header("Sec-WebSocket-Version", "13")
        .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
        .body(())
        .unwrap();
    let (mut echo, _) = client(request, connect(server.addr())).unwrap();
    for round in 0..3 {
        let text = format!("round {round}");
        echo.send(Message::Text(text.clone().into())).unwrap();
        assert_eq!(echo.read().unwrap(), Message::Text(text.into()));
        live.click();
        live.expect_answer();
    }
}

#[test]
fn an_app_can_nest_an_app() {
    let inner = App::new()
        .base_path("/inner")
        .page("/there", Counter)
        .into_service()
        .unwrap();
    let server = app().fallback(inner.clone()).start().unwrap();
    // The inner one's page lives at the outer one's path with its own base.
    let mut socket = load(&server, "/inner/there").attach();
    socket.click();
    socket.expect_answer();
    assert_eq!(inner.open_sockets(), 1);
    assert_eq!(server.open_sockets(), 0);
}
