use vango::prelude::*;

fn settings(r: &Render) -> View {
    view! { r,
        <section>
            <h2>"Notifications"</h2>
            <p>"We write at most once a week."</p>
        </section>
    }
}
