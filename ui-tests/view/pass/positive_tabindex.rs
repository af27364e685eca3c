use vango::prelude::*;

fn filters(r: &Render) -> View {
    view! { r,
        <main>
            <section tabindex=0><h2>"Filters"</h2></section>
            <a href="/new">"New"</a>
        </main>
    }
}
