//! `?` in handlers: on `Result`, on `Option` by `ok_or_else`, in nested closures, early `return Ok(())`, own errors.
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
