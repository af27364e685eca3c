//! A page that is no component: a function of views, a closure, a string.
use vango::prelude::*;

fn home(r: &Render) -> View {
    view! { r, "x" }
}

fn app() -> App {
    App::new().page("/", home).page("/a", |r: &Render| home(r)).page("/b", "x")
}

fn main() {}
