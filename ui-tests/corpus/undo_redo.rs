//! Undo and redo: handles in a struct, `std::mem::take`, a generic store of snapshots, keyboard shortcuts.
use std::collections::VecDeque;
use std::mem;

use vango::prelude::*;

#[derive(Clone, Debug, Default, PartialEq)]
struct Drawing {
    lines: Vec<Vec<(i32, i32)>>,
    color: u32,
}

struct Snapshots<T> {
    past: VecDeque<T>,
    future: Vec<T>,
}

impl<T> Snapshots<T> {
    fn new() -> Self {
        Self { past: VecDeque::with_capacity(16), future: Vec::new() }
    }
    fn push(&mut self, now: T) {
        self.future.clear();
        if self.past.len() == 16 {
            self.past.pop_front();
        }
        self.past.push_back(now);
    }
}

#[derive(Clone, Copy)]
struct Editor {
    drawing: Signal<Drawing>,
    snapshots: Stored<Snapshots<Drawing>>,
    depth: Signal<(usize, usize)>,
}

impl Editor {
    fn edit<R>(self, tx: &mut Tx, change: impl FnOnce(&mut Drawing) -> R) -> R {
        let before = self.drawing.get(tx).clone();
        let answer = change(self.drawing.get_mut(tx));
        self.snapshots.get_mut(tx).push(before);
        self.count(tx);
        answer
    }
    fn undo(self, tx: &mut Tx) {
        let Some(mut old) = self.snapshots.get_mut(tx).past.pop_back() else { return };
        mem::swap(&mut old, self.drawing.get_mut(tx));
        self.snapshots.get_mut(tx).future.push(old);
        self.count(tx);
    }
    fn redo(self, tx: &mut Tx) {
        if let Some(new) = self.snapshots.get_mut(tx).future.pop() {
            let old = mem::replace(self.drawing.get_mut(tx), new);
            self.snapshots.get_mut(tx).past.push_back(old);
        }
        self.count(tx);
    }
    fn count(self, tx: &mut Tx) {
        let Snapshots { past, future } = self.snapshots.get(tx);
        let depth = (past.len(), future.len());
        self.depth.set(tx, depth);
    }
}

#[component]
pub fn Draw(cx: &mut Setup) -> Component {
    let editor = Editor { drawing: cx.signal(Drawing::default()), snapshots: cx.stored(Snapshots::new()), depth: cx.signal((0, 0)) };
    render(move |r| {
        let (past, future) = *editor.depth.get(r);
        view! { r,
            <div tabindex="0" role="application" aria-label="Drawing" on:keydown.key("z")=move |tx, ev| {
                if ev.modifiers.shift() { editor.redo(tx) } else { editor.undo(tx) }
            }>{editor.drawing.get(r).lines.len()}</div>
            <button disabled=(past == 0) on:click=move |tx| { editor.undo(tx); }>"Undo"</button>
            <button disabled=(future == 0) on:click=move |tx| { editor.redo(tx); }>"Redo"</button>
            <button on:click=move |tx| { editor.edit(tx, |drawing| drawing.lines.push(vec![(0, 0)])); }>"Line"</button>
        }
    })
}
