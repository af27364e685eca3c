//! What is left unfinished gives one error each, whatever stands behind it.
use vango::prelude::*;

struct User {
    name: String,
}

fn list(r: &Render) -> View {
    view! { r,
        <ul>
            <li>"a"
            <li>"b"</li>
        </ul>
        <div class="a" <p>"c"</p></div>
        <p class="b" {1 + 1}</p>
    }
}

fn statement(r: &Render, count: u32) -> View {
    view! { r,
        let double = count * 2
        <p>{double}</p>
        <input placeholder= aria-label="d">
    }
}

fn way_out(r: &Render, user: Option<User>) -> View {
    view! { r,
        let Some(user) = user else { return view! { r, "nobody" } };
        <p>{user.name}</p>
    }
}

fn main() {}
