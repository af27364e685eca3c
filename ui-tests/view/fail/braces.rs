//! Text that was meant to be a format string, in all its places.
use vango::prelude::*;

struct User {
    name: String,
    age: u8,
}

fn page(r: &Render, user: &User, price: f64) -> View {
    let name = &user.name;
    view! { r,
        <h1>"Hello {name}, you are {user.age}"</h1>
        <p title="{name}">"It costs {price:.2} €"</p>
        <a href="/users/{user.name}/edit">"{} of {}"</a>
        <p style="width: {price}%">"{user:?}"</p>
        if user.age > 17 { "{name} may enter" }
    }
}

fn main() {}
