//! A loader captures a handle in an option, a vector, a tuple, a struct, an `Arc`.
use std::sync::Arc;

use vango::prelude::*;

#[derive(Clone)]
struct State {
    count: Signal<i32>,
}

#[component]
fn Loads(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let option = Some(count);
    let list = vec![count];
    let pair = (1, count);
    let state = State { count };
    let shared = Arc::new(count);
    cx.resource(|_| (), move |_work, ()| async move { Ok(option.is_some()) });
    cx.resource(|_| (), move |_work, ()| { let count = list.len(); async move { Ok(count) } });
    cx.resource(|_| (), move |_work, ()| async move { Ok(pair.0) });
    cx.resource(|_| (), move |_work, ()| { let state = state.clone(); async move { drop(state); Ok(()) } });
    cx.resource(|_| (), move |_work, ()| { let shared = Arc::clone(&shared); async move { drop(shared); Ok(()) } });
    render(move |r| view! { r, {count} })
}

fn main() {}
