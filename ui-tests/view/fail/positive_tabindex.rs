use vango::prelude::*;

fn filters(r: &Render) -> View {
    view! { r,
        <main>
            <a href="/new">"New"</a>
            <section tabindex=1><h2>"Filters"</h2></section>
        </main>
    }
}

fn main() {}
