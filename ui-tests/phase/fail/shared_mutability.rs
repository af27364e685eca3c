use std::sync::{Arc, Mutex};

use vango::prelude::*;

#[component]
fn Visitors(cx: &mut Setup) -> Component {
    let names = Arc::new(Mutex::new(vec![String::from("Ada")]));
    let title = cx.signal("Visitors");
    render(move |r| view! { r, <p>{title} ": " {names.lock().unwrap().len()}</p> })
}

fn main() {}
