//! Spans and events of `tracing` in handlers, loaders and helpers; a span captured by render.
use tracing::{Span, debug, info_span};
use vango::prelude::*;

struct Order {
    id: u64,
    lines: Vec<String>,
}

impl Order {
    fn place(&mut self, line: &str) -> usize {
        let _guard = info_span!("place", id = self.id).entered();
        self.lines.push(line.to_owned());
        debug!(lines = self.lines.len(), "placed");
        self.lines.len()
    }
}

#[component]
pub fn Orders(cx: &mut Setup, #[prop(default = 7)] id: Prop<u64>) -> Component {
    let first = *id.get(cx);
    let span: Span = info_span!("orders", id = first);
    let order = cx.signal(Order { id: first, lines: Vec::new() });
    let of_handlers = cx.stored(span.clone());
    let check = cx.resource(move |r| order.get(r).lines.len(), |_work, count| async move {
        tracing::warn!(count, "checked");
        Ok(count > 3)
    });
    render(move |r| {
        let lines = span.in_scope(|| order.get(r).lines.len());
        view! { r,
            <button on:click=move |tx| {
                let entered = of_handlers.get(tx).clone();
                let count = entered.in_scope(|| order.get_mut(tx).place("tea"));
                tracing::info!(count);
            }>{lines}</button>
            if check.ready(r) == Some(&true) { "too many" }
        }
    })
}
