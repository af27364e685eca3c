use vango::prelude::*;

struct Todo {
    title: String,
    done: bool,
}

fn row(r: &Render, todo: &Todo) -> View {
    view! { r, <li class:done=(todo.done)>{&todo.title}</li> }
}
