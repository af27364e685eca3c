use vango::prelude::*;

fn quoted(r: &Render, levels: u32, text: &str) -> View {
    view! { r,
        if levels == 0 {
            <p>{text}</p>
        } else {
            <blockquote><div>{quoted(r, levels - 1, text)}</div></blockquote>
        }
    }
}

fn thread(r: &Render) -> View {
    quoted(r, 66, "I agree.")
}
