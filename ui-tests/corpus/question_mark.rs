//! `?` in handlers: on `Result`, on `Option` by `ok_or_else`, in nested closures, early `return Ok(())`, own errors; and handlers that
//! say without a `?` that they can fail.
use std::fmt;

use vango::prelude::*;

#[derive(Debug)]
enum Refused {
    Empty,
    TooLong(usize),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing"),
            Self::TooLong(by) => write!(f, "{by} letters too many"),
        }
    }
}

impl std::error::Error for Refused {}

fn checked(text: &str) -> Result<&str, Refused> {
    match text.trim() {
        "" => Err(Refused::Empty),
        text if text.len() > 20 => Err(Refused::TooLong(text.len() - 20)),
        text => Ok(text),
    }
}

#[component]
pub fn Sums(cx: &mut Setup) -> Component {
    let sum = cx.signal(0_i64);
    let last = cx.signal(String::new());
    render(move |r| {
        view! { r,
            <label>"Numbers" <input on:change=move |tx, ev| {
                if ev.value.is_empty() {
                    return Ok(());
                }
                let text = checked(&ev.value)?;
                let numbers = text.split('+').map(|part| part.trim().parse::<i64>()).collect::<Result<Vec<_>, _>>()?;
                let first = numbers.first().ok_or_else(|| vango::Error::message("no number"))?;
                let product = (|| numbers.iter().try_fold(*first, |all, n| all.checked_add(*n)))();
                sum.set(tx, product.ok_or(Refused::Empty)?);
                last.set(tx, text.to_owned());
            }/></label>
            <button on:click=move |tx| { last.set(tx, checked("x")?.into()); }>"x"</button>
            <output>{sum}" "{last}</output>
        }
    })
}

#[component]
pub fn Ways(cx: &mut Setup) -> Component {
    let last = cx.signal(String::new());
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { if last.get(tx).is_empty() { return Ok(()); } last.set(tx, String::new()); }>"early"</button>
            <button on:click=move |tx| { last.get_mut(tx).clear(); Ok(()) }>"at the end"</button>
            <button on:click=move |tx| { last.set(tx, checked("x")?.into()); Ok(()) }>"both"</button>
            <button on:click=move |tx| { if let Err(error) = checked(last.get(tx)) { return Err(error.into()); } last.get_mut(tx).pop(); }>"err"</button>
            <button on:click=move |tx| { if last.get(tx).is_empty() { return Ok(()); } Err(vango::Error::message("full")) }>"err at the end"</button>
            <button on:click={move |_tx| Ok(())}>"nothing"</button>
            <input aria-label="Text" on:input=move |tx, ev| -> Result<(), vango::Error> {
                if ev.value.is_empty() {
                    return Err(vango::Error::message("nothing"));
                }
                last.set(tx, ev.value.clone());
                Ok(())
            }>
            for name in ["a", "b"], key = name {
                <button on:click=move |tx| { if name == "a" { last.set(tx, checked(name)?.into()); } Ok(()) }>{name}</button>
            }
        }
    })
}
