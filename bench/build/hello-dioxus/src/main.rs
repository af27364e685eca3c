//! A counter in Dioxus, live on an axum server.

use axum::Router;
use dioxus::prelude::*;
use dioxus_liveview::LiveviewRouter;

/// Counts clicks.
#[component]
fn Home() -> Element {
    let mut count = use_signal(|| 0_i64);
    rsx! {
        h1 { "Hello" }
        button { onclick: move |_| count += 1, "Clicks: {count}" }
    }
}

#[tokio::main]
async fn main() {
    let app = Router::new().with_app("/", Home);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    axum::serve(listener, app.into_make_service()).await.unwrap();
}
