//! Function pointers as data: columns with accessors, a generic sort, `dyn Fn` in an `Arc`, `PartialEq` by pointer.
use std::cmp::Ordering;
use std::sync::Arc;

use vango::prelude::*;

type Accessor<T> = Arc<dyn Fn(&T) -> String + Send + Sync>;

pub struct Column<T> {
    title: &'static str,
    cell: Accessor<T>,
    compare: fn(&T, &T) -> Ordering,
}

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        Self { title: self.title, cell: Arc::clone(&self.cell), compare: self.compare }
    }
}

impl<T> PartialEq for Column<T> {
    fn eq(&self, other: &Self) -> bool {
        self.title == other.title && Arc::ptr_eq(&self.cell, &other.cell)
    }
}

#[component]
pub fn Sorted<T: Clone + PartialEq + Send + Sync>(cx: &mut Setup, rows: Prop<Vec<T>>, columns: Prop<Vec<Column<T>>>) -> Component {
    let by = cx.signal(0_usize);
    let order = cx.memo(move |r| {
        let mut order: Vec<usize> = (0..rows.get(r).len()).collect();
        if let Some(Column { compare, .. }) = columns.get(r).get(*by.get(r)) {
            order.sort_by(|a, b| compare(&rows.get(r)[*a], &rows.get(r)[*b]));
        }
        order
    });
    render(move |r| {
        let (rows, columns) = (rows.get(r), columns.get(r));
        view! { r,
            <table>
                <caption>{rows.len()}" rows"</caption>
                <thead><tr>for (at, column) in columns.iter().enumerate(), key = column.title {
                    <th scope="col"><button on:click=move |tx| { by.set(tx, at); }>{column.title}</button></th>
                }</tr></thead>
                <tbody>for place in order.get(r), key = *place {
                    <tr>for column in columns, key = column.title { <td>{(column.cell)(&rows[*place])}</td> }</tr>
                }</tbody>
            </table>
        }
    })
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    let columns = vec![
        Column { title: "Number", cell: Arc::new(u32::to_string), compare: u32::cmp },
        Column { title: "Bits", cell: Arc::new(|n: &u32| n.count_ones().to_string()), compare: |a, b| a.count_ones().cmp(&b.count_ones()) },
    ];
    render(move |r| view! { r, <Sorted rows={vec![5_u32, 2]} columns={columns.clone()}/> })
}
