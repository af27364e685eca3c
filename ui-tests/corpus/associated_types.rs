//! A trait with associated types behind a generic component: a table over any source of rows.
use std::hash::Hash;

use vango::prelude::*;

pub trait Source: Clone + PartialEq + Send + 'static {
    type Row: Clone + PartialEq + Send + 'static;
    type Key: Hash + Eq + Copy + Send + 'static;
    const TITLE: &'static str;

    fn rows(&self) -> Vec<Self::Row>;
    fn key(row: &Self::Row) -> Self::Key;
    fn cells(row: &Self::Row) -> impl Iterator<Item = (usize, String)> + use<Self>;
}

#[derive(Clone, PartialEq)]
pub struct Squares(u32);

impl Source for Squares {
    type Row = (u32, u32);
    type Key = u32;
    const TITLE: &'static str = "Squares";

    fn rows(&self) -> Vec<Self::Row> {
        (0..self.0).map(|n| (n, n * n)).collect()
    }
    fn key(row: &Self::Row) -> u32 {
        row.0
    }
    fn cells(row: &Self::Row) -> impl Iterator<Item = (usize, String)> + use<> {
        [row.0.to_string(), row.1.to_string()].into_iter().enumerate()
    }
}

#[component]
pub fn Table<S: Source>(cx: &mut Setup, source: Prop<S>, on_pick: Callback<S::Key>, #[prop(optional)] row: SlotFn<S::Row>) -> Component {
    let rows = cx.memo(move |r| source.get(r).rows());
    let picked = cx.signal(None::<<S as Source>::Key>);
    render(move |r| {
        view! { r,
            <table>
                <caption>{S::TITLE}</caption>
                <tbody>for item in rows.get(r), key = S::key(item) {
                    let key = S::key(item);
                    <tr class:picked=(*picked.get(r) == Some(key)) on:click=move |tx| { picked.set(tx, Some(key)); on_pick.call(tx, key); }>
                        for (at, cell) in S::cells(item), key = (at, cell.len()) { <td>{cell}</td> }
                        if row.is_given(r) { <td>{row.show(r, item)}</td> }
                    </tr>
                }</tbody>
            </table>
        }
    })
}

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let last = cx.signal(0);
    render(move |r| view! { r, <Table<Squares> source={Squares(3)} on_pick=move |tx, key| { last.set(tx, key); }/> {last} })
}
