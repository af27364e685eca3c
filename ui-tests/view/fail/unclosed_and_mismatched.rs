//! Every mistake of one `view!` is reported at once.
use vango::prelude::*;

fn page(r: &Render) -> View {
    view! { r,
        <section><p>"a"</section>
        <b>"b"</i>
        <br></br>
        hello
        <p id="a" id="b">"c"</p>
    }
}

fn main() {}
