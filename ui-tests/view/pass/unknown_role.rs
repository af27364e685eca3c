use vango::prelude::*;

fn tools(r: &Render) -> View {
    view! { r,
        <div role="toolbar" aria-label="Text">
            <button>"Bold"</button>
        </div>
    }
}
