//! Functions instead of closures: as memo, effect body, key, handler, loader, slot function, selector.
use vango::prelude::*;

#[shared]
static CLICKS: u32 = 0;

fn clicks(r: &mut Render) -> u32 {
    *CLICKS.get(r)
}

fn is_odd(r: &mut Render) -> Option<bool> {
    Some(CLICKS.get(r) % 2 == 1)
}

fn click(tx: &mut Tx) {
    *CLICKS.get_mut(tx) += 1;
}

fn at_most(tx: &mut Tx, clicks: &u32) {
    if *clicks > 9 {
        CLICKS.set(tx, 0);
    }
}

async fn square(_work: Work, number: u32) -> Result<u64, vango::Error> {
    Ok(u64::from(number).pow(2))
}

fn show(r: &Render, number: &u32) -> View {
    view! { r, <b>{number}</b> }
}

fn page(r: &mut Render) -> View {
    view! { r, <h1>"Clicks"</h1> <Clicks row=show/> }
}

#[component]
fn Clicks(cx: &mut Setup, row: SlotFn<u32>) -> Component {
    let now = cx.memo(clicks);
    let odd = cx.selector(is_odd);
    let squared = cx.resource(clicks, square);
    cx.effect(clicks, at_most);
    render(move |r| {
        view! { r,
            {row.show(r, now.get(r))}
            <button on:click=click>if odd.is(r, &true) { "odd" } else { "even" }</button>
            {squared.ready(r)}
        }
    })
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    render(page)
}
