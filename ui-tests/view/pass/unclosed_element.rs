use vango::prelude::*;

fn groceries(r: &Render) -> View {
    view! { r,
        <ul>
            <li>"Milk"</li>
            <li>"Bread"</li>
        </ul>
    }
}
