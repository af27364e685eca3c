//! A context goes into an enum as one thing and comes out as another.
use std::any::Any;

use vango::prelude::*;

enum Context<'c, 's> {
    Render(&'c mut Render<'s>),
    Tx(&'c mut Tx<'s>),
}

impl<'c, 's> Context<'c, 's> {
    fn tx(self) -> &'c mut Tx<'s> {
        match self {
            Self::Render(r) | Self::Tx(r) => r,
        }
    }
}

fn any<'c>(r: &'c mut Render<'static>) -> &'c mut Tx<'static> {
    let any: &mut dyn Any = r;
    any.downcast_mut().unwrap()
}

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| {
        count.set(any(r), 1);
        view! { r, <p>{count}</p> }
    })
}

fn main() {}
