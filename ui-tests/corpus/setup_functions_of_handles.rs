//! `#[setup]` functions: generic ones, structs of handles, one on top of another, tuples and arrays of handles.
use std::hash::Hash;

use vango::prelude::*;

pub struct History<T> {
    now: Signal<T>,
    undo: Stored<Vec<T>>,
}

impl<T> Clone for History<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for History<T> {}

#[setup]
pub fn use_history<T: Clone + Send + 'static>(cx: &mut Setup, first: T) -> History<T> {
    let now = cx.signal(first);
    History { now, undo: cx.stored(Vec::new()) }
}

impl<T: Clone + Send + 'static> History<T> {
    fn push(self, tx: &mut Tx, new: T) {
        let old = std::mem::replace(self.now.get_mut(tx), new);
        self.undo.get_mut(tx).push(old);
    }
    fn undo(self, tx: &mut Tx) -> Option<()> {
        let old = self.undo.get_mut(tx).pop()?;
        self.now.set(tx, old);
        Some(())
    }
}

#[derive(Clone, Copy)]
pub struct Choice<K> {
    chosen: Signal<Option<K>>,
    is: Selector<K>,
}

#[setup]
fn use_choice<K>(cx: &mut Setup) -> Choice<K>
where
    K: Copy + Hash + Eq + Send + 'static,
{
    let chosen = cx.signal(None::<K>);
    Choice { chosen, is: cx.selector(move |r| *chosen.get(r)) }
}

#[setup]
fn use_pair(cx: &mut Setup) -> (History<String>, [Choice<u8>; 2]) {
    (use_history(cx, String::new()), [use_choice(cx), use_choice(cx)])
}

#[component]
pub fn Editor(cx: &mut Setup) -> Component {
    let (text, [left, right]) = use_pair(cx);
    render(move |r| {
        view! { r,
            <label>"Text" <input value={text.now.get(r)} on:change=move |tx, ev| { text.push(tx, ev.value.clone()); }/></label>
            <button on:click=move |tx| { text.undo(tx); }>"undo"</button>
            for key in 0..3_u8, key = key {
                <button class:left=(left.is.is(r, &key)) class:right=(right.is.is(r, &key))
                    on:click=move |tx| { left.chosen.set(tx, Some(key)); right.chosen.set(tx, None); }>{key}</button>
            }
        }
    })
}
