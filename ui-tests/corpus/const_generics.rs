//! Const generics: components and setup functions over array sizes, a generic grid, associated constants.
use vango::prelude::*;

#[derive(Clone, Copy)]
struct Slider<const MAX: usize> {
    at: Signal<usize>,
}

impl<const MAX: usize> Slider<MAX> {
    const LAST: usize = MAX - 1;

    fn next(self, tx: &mut Tx) {
        self.at.update(tx, |at| *at = if *at == Self::LAST { 0 } else { *at + 1 });
    }
}

#[setup]
fn use_slider<const MAX: usize>(cx: &mut Setup) -> Slider<MAX> {
    Slider { at: cx.signal(0) }
}

#[component]
pub fn Pictures<const N: usize>(cx: &mut Setup, names: Prop<[&'static str; N]>) -> Component {
    let slider = use_slider::<N>(cx);
    render(move |r| {
        let name = names.get(r)[*slider.at.get(r)];
        view! { r,
            <img src={format!("/{name}.png")} alt={name}/>
            <button on:click=move |tx| { slider.next(tx); }>"next of "{N}</button>
        }
    })
}

#[component]
pub fn Board<const W: usize, const H: usize>(cx: &mut Setup) -> Component {
    let cells = cx.signal([[false; W]; H]);
    let count = cx.memo(move |r| cells.get(r).as_flattened().iter().filter(|cell| **cell).count());
    render(move |r| {
        view! { r,
            for y in 0..H, key = y {
                <div>for x in 0..W, key = x {
                    <button aria-pressed=(cells.get(r)[y][x]) on:click=move |tx| { cells.get_mut(tx)[y][x] ^= true; }>{x}","{y}</button>
                }</div>
            }
            {count}" of "{W * H}
        }
    })
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <Pictures names={["cat", "dog"]}/> <Board<3, { 1 + 1 }>/> })
}
