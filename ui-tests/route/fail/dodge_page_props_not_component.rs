//! A page that is no component: a function of views, a string.
use vango::prelude::*;

fn home(r: &Render) -> View {
    view! { r, "x" }
}

fn app() -> App {
    App::new().page("/", home).page("/b", "x")
}

fn main() {}
