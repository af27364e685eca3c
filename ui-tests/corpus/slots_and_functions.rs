//! Slots: children, named, optional, forwarded; slot functions over generic items, with handlers and state in them.
use vango::prelude::*;

#[component]
fn Card(_cx: &mut Setup, children: Slot, #[prop(optional)] header: Slot, #[prop(optional)] footer: Slot) -> Component {
    render(move |r| {
        view! { r,
            <section>
                if header.is_given(r) { <header>{header}</header> }
                {children}
                if footer.is_given(r) { <footer>{footer}</footer> } else { <hr/> }
            </section>
        }
    })
}

#[component]
fn Dialog(_cx: &mut Setup, children: Slot, title: Prop<&'static str>) -> Component {
    render(move |r| {
        view! { r,
            <Card>
                <:header><h2>{title}</h2></:header>
                {children}
            </Card>
        }
    })
}

#[component]
fn Grid<T: Clone + PartialEq + Send>(
    cx: &mut Setup,
    rows: Prop<Vec<Vec<T>>>,
    cell: SlotFn<(usize, T)>,
    #[prop(optional)] empty: SlotFn<()>,
) -> Component {
    let is_wide = cx.signal(false);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { is_wide.toggle(tx); }>"wide"</button>
            if rows.get(r).is_empty() { {empty.show(r, &())} }
            for (y, row) in rows.get(r).iter().enumerate(), key = (y, row.len()) {
                <div class:wide=(*is_wide.get(r))>
                    for (x, value) in row.iter().cloned().enumerate(), key = (x, y) { {cell.show(r, &(x, value))} }
                </div>
            }
        }
    })
}

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let header = cx.signal(0_usize);
    render(move |r| {
        view! { r,
            <Dialog title="Numbers">
                let sum: i32 = [1, 2].iter().sum();
                <Grid rows={vec![vec![1, 2], vec![sum]]} cell=move |r, pair| {
                    let (at, number) = *pair;
                    view! { r, <button on:click=move |tx| { *header.get_mut(tx) += at; }>{number}</button> }
                }>
                </Grid>
            </Dialog>
            <Card>
                <:header>{header}</:header>
                <:footer>for n in 0..*header.get(r), key = n { <i>{n}</i> }</:footer>
                "body"
            </Card>
        }
    })
}
