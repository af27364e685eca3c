//! Loaders that are functions: they fail with text, with a boxed error, with nothing.
use std::error::Error;

use vango::prelude::*;

async fn text(_work: Work, (): ()) -> Result<u8, String> {
    Err(String::new())
}

async fn boxed(_work: Work, (): ()) -> Result<u8, Box<dyn Error + Send + Sync>> {
    Ok(1)
}

async fn nothing(_work: Work, (): ()) -> u8 {
    1
}

#[component]
fn Loads(cx: &mut Setup) -> Component {
    cx.resource(|_| (), text);
    cx.resource(|_| (), boxed);
    cx.resource(|_| (), nothing);
    cx.resource(|_| (), |_work, ()| async { Ok("no".parse::<u8>().map_err(|_| "no")?) });
    render(move |r| view! { r, "x" })
}

fn main() {}
