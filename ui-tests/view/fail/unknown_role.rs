use vango::prelude::*;

fn tools(r: &Render) -> View {
    view! { r,
        <div role="toolbars" aria-label="Text">
            <button>"Bold"</button>
        </div>
    }
}

fn main() {}
