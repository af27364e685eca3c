//! The laboratory of the browser suite: what no example should have, each kind of it on a page of its own.
//!
//! Invariant: a page does nothing of itself but what its tests are about, and every element that a test looks for has
//! an id. Deliberately absent: good style in the sense of the examples, which are for people; this is for `xtask/browser`.

mod control;
mod event;
mod failure;
mod foreign;
mod form;
mod markup;
mod order;
mod typing;

use vango::prelude::*;

/// Scrolling boxes, and one animation.
const STYLE: &str = "
.scroll { width: 12rem; height: 3rem; overflow: auto; }
.tall { width: 30rem; height: 40rem; }
@keyframes fade { from { opacity: 0 } to { opacity: 1 } }
.fade { animation: fade 20ms }
";

/// An image that is there.
const DOT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"/>";

/// Links to all pages: where the suite finds them.
#[component]
fn Index(_cx: &mut Setup) -> Component {
    render(move |r| {
        view! { r,
            <nav>
                for path in PAGES, key = path {
                    <a href={path}>{path}</a>" "
                }
            </nav>
        }
    })
}

/// The pages, as the index lists them.
const PAGES: [&str; 8] = [
    "/control", "/event", "/failure", "/foreign", "/form", "/markup", "/order", "/typing",
];

fn main() -> Result<(), vango::Error> {
    App::new()
        .title("Laboratory")
        .stylesheet("lab.css", STYLE)
        .asset("dot.svg", DOT)
        .page("/", Index)
        .page("/control", control::Controls)
        .page_with("/event", |params| {
            let dot = params.links().asset("dot.svg");
            let dot =
                dot.ok_or_else(|| vango::Error::message("`dot.svg` is an asset of this app"))?;
            Ok(vango::ready(event::Events::props().dot(dot)))
        })
        .page("/failure", failure::Failures)
        .page("/foreign", foreign::Foreign)
        .page("/form", form::Forms)
        .page("/markup", markup::Markup)
        .page("/order", order::Order)
        .page("/typing", typing::Typing)
        .run()
}
