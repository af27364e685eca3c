//! A loader fails with text, with a boxed error, with nothing.
use std::error::Error;

use vango::prelude::*;

#[component]
fn Loads(cx: &mut Setup) -> Component {
    cx.resource(|_| (), |_work, ()| async { Err::<u8, &str>("no") });
    cx.resource(|_| (), |_work, ()| async { Ok::<u8, Box<dyn Error + Send + Sync>>(1) });
    cx.resource(|_| (), |_work, ()| async { Ok("no".parse::<u8>().map_err(|_| "no")?) });
    cx.resource(|_| (), |_work, ()| async { Some(1) });
    cx.resource(|_| (), |_work, ()| async { 1 });
    render(move |r| view! { r, "x" })
}

fn main() {}
