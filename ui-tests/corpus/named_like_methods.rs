//! Locals, fields, functions and methods with the names of signal methods and context methods.
use vango::prelude::*;

#[derive(Clone, Copy)]
struct Counter {
    get: Signal<i32>,
    set: Signal<i32>,
}

impl Counter {
    fn signal(self, update: impl Fn(i32) -> i32, tx: &mut Tx) {
        let toggle = update(*self.get.get(tx));
        self.set.set(tx, toggle);
    }
    fn memo(self, r: &Render) -> i32 {
        *self.get.get(r) - *self.set.get(r)
    }
}

fn effect(memo: i32) -> i32 {
    memo + 1
}

#[component]
pub fn Names(cx: &mut Setup) -> Component {
    let get = cx.signal(1);
    let set = cx.signal(2);
    let signal = Counter { get, set };
    let memo = cx.memo(move |r| signal.memo(r));
    let render_count = effect(1);
    let update = cx.selector(move |r| Some(*get.get(r)));
    vango::render(move |r| {
        let toggle = get.get(r) + set.get(r);
        view! { r,
            <p>{toggle}" "{memo}" "{render_count}</p>
            if update.is(r, &3) { "three" }
            <button on:click=move |tx| { signal.signal(|get| get + render_count, tx); set.update(tx, |set| *set += 1); }>"up"</button>
        }
    })
}
