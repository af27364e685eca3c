//! Interior mutability that stays inside: a `RefCell` for a computation in render, an `Rc` in a handler, a `Cell` in a memo.
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use vango::prelude::*;

fn fibonacci(n: u64, known: &RefCell<HashMap<u64, u64>>) -> u64 {
    if n < 2 {
        return n;
    }
    if let Some(value) = known.borrow().get(&n) {
        return *value;
    }
    let value = fibonacci(n - 1, known) + fibonacci(n - 2, known);
    known.borrow_mut().insert(n, value);
    value
}

#[derive(Debug)]
struct Node {
    name: String,
    children: RefCell<Vec<Rc<Node>>>,
}

#[component]
pub fn Computed(cx: &mut Setup) -> Component {
    let n = cx.signal(10_u64);
    let text = cx.signal(String::new());
    let steps = cx.memo(move |r| {
        let steps = Cell::new(0);
        let step = || steps.set(steps.get() + 1);
        (0..*n.get(r)).for_each(|_| step());
        steps.get()
    });
    render(move |r| {
        let known = RefCell::new(HashMap::new());
        let longest = OnceCell::new();
        let first = longest.get_or_init(|| fibonacci(*n.get(r), &known));
        view! { r,
            <p>{first}" in "{known.borrow().len()}" or "{steps}</p>
            <button on:click=move |tx| {
                let root = Rc::new(Node { name: "root".into(), children: RefCell::default() });
                let leaf = Rc::new(Node { name: n.get(tx).to_string(), children: RefCell::default() });
                root.children.borrow_mut().push(Rc::clone(&leaf));
                text.set(tx, format!("{} has {}, {}", root.name, root.children.borrow().len(), Rc::strong_count(&leaf)));
            }>{text}</button>
        }
    })
}
