//! A form: every kind of `bind:`, labels around and beside controls, messages tied to fields, `fieldset`.
use std::fmt;
use std::str::FromStr;

use vango::prelude::*;

#[derive(Clone, Copy, PartialEq)]
enum Size {
    Small,
    Large,
}

impl vango::view::Text for Size {
    fn text(&self, out: vango::view::TextOut<'_>) {
        out.str(match self {
            Size::Small => "s",
            Size::Large => "l",
        });
    }
}

#[derive(Debug)]
struct NoSize;

impl fmt::Display for NoSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such size")
    }
}

impl FromStr for Size {
    type Err = NoSize;
    fn from_str(text: &str) -> Result<Self, NoSize> {
        match text {
            "s" => Ok(Size::Small),
            "l" => Ok(Size::Large),
            _ => Err(NoSize),
        }
    }
}

#[component]
pub fn Order(cx: &mut Setup) -> Component {
    let (name, amount, size) = (cx.signal(String::new()), cx.signal(1_u8), cx.signal(Size::Small));
    let is_gift = cx.signal(false);
    let note = cx.signal(String::new());
    let problem = cx.memo(move |r| (name.get(r).trim().is_empty()).then_some("A name is needed."));
    render(move |r| {
        view! { r,
            <form on:submit.prevent=move |tx| { note.set(tx, String::new()); }>
                <label for="name">"Name"</label>
                <input id="name" name="name" bind:value=name aria-describedby="name-problem" aria-invalid=(problem.get(r).is_some())/>
                <p id="name-problem">{problem}</p>
                <label>"Amount" <input type="number" min=1 bind:value=amount/></label>
                <fieldset>
                    <legend>"Size"</legend>
                    <label>"Size" <select bind:value=size>
                        <option value="s" selected=(*size.get(r) == Size::Small)>"small"</option>
                        <option value="l" selected=(*size.get(r) == Size::Large)>"large"</option>
                    </select></label>
                </fieldset>
                <label><input type="checkbox" bind:checked=is_gift/>" A gift"</label>
                if *is_gift.get(r) { <textarea aria-label="Note" bind:value=note></textarea> }
                <button type="submit" disabled=(problem.get(r).is_some())>"Order "{amount}</button>
            </form>
        }
    })
}
