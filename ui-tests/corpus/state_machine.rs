//! A state machine: an enum with data, transitions that consume it, each state with a view of its own.
use std::mem;

use vango::prelude::*;

#[derive(Debug, Default)]
enum Checkout {
    #[default]
    Cart,
    Address {
        street: String,
    },
    Payment {
        street: String,
        tries: u8,
    },
    Done(String),
}

#[derive(Clone, Copy)]
enum Step {
    Next,
    Back,
    Fail,
}

impl Checkout {
    fn step(self, step: Step) -> Self {
        use Checkout::{Address, Cart, Done, Payment};
        match (self, step) {
            (Cart, Step::Next) => Address { street: String::new() },
            (Address { street }, Step::Next) if street.is_empty() => Address { street },
            (Address { street }, Step::Next) => Payment { street, tries: 0 },
            (Payment { street, .. }, Step::Back) => Address { street },
            (Payment { tries: 2.., .. }, Step::Fail) => Cart,
            (Payment { street, tries }, Step::Fail) => Payment { street, tries: tries + 1 },
            (Payment { street, .. }, Step::Next) => Done(street),
            (Address { .. }, Step::Back) => Cart,
            (other, _) => other,
        }
    }
}

#[component]
pub fn Shop(cx: &mut Setup) -> Component {
    let state = cx.signal(Checkout::default());
    let go = move |step| move |tx: &mut Tx| {
        let old = mem::take(state.get_mut(tx));
        state.set(tx, old.step(step));
    };
    render(move |r| {
        let next = |text: &'static str| view! { r, <button on:click={go(Step::Next)}>{text}</button> };
        view! { r,
            match state.get(r) {
                Checkout::Cart => { {next("To the address")} }
                Checkout::Address { street } => {
                    <label>"Street" <input value=street on:input=move |tx, ev| {
                        if let Checkout::Address { street } = state.get_mut(tx) { street.clone_from(&ev.value); }
                    }/></label>
                    {next("To the payment")}
                }
                Checkout::Payment { tries, .. } => {
                    <p>{tries}" tries"</p> {next("Pay")}
                    <button on:click={go(Step::Fail)}>"Fail"</button>
                    <button on:click={go(Step::Back)}>"Back"</button>
                }
                Checkout::Done(street) => { <p>"It comes to "{street}</p> }
            }
        }
    })
}
