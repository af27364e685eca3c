use vango::prelude::*;

fn settings(r: &Render) -> View {
    view! { r,
        <section>
            <h2>"Notifications"</h3>
            <p>"We write at most once a week."</p>
        </section>
    }
}

fn main() {}
