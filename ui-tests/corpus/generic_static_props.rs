//! Generic components whose type parameters say `'static` themselves, with several bounds and defaults.
use std::fmt::{Debug, Display};

use vango::prelude::*;

#[component]
pub fn Choice<T: 'static + Clone + PartialEq + Send + Display, E>(
    cx: &mut Setup,
    options: Prop<Vec<T>>,
    #[prop(optional)] error: Prop<Option<E>>,
    on_choose: Callback<T>,
) -> Component
where
    E: 'static + Debug + PartialEq + Send,
{
    let chosen = cx.signal(0_usize);
    render(move |r| {
        let options = options.get(r);
        view! { r,
            for (at, option) in options.iter().enumerate(), key = option.to_string() {
                let value = option.clone();
                <button aria-pressed=(*chosen.get(r) == at) on:click=move |tx| {
                    chosen.set(tx, at);
                    on_choose.call(tx, value.clone());
                }>{option.to_string()}</button>
            }
            if let Some(error) = error.get(r) { <p role="alert">{format!("{error:?}")}</p> }
        }
    })
}

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let size = cx.signal("m");
    render(move |r| {
        view! { r,
            <Choice<&'static str, u8> options={vec!["s", "m"]} on_choose=move |tx, new| { size.set(tx, new); }/>
            <Choice options={vec![1, 2, 3]} error={std::fmt::Error} on_choose=|_tx, _number| {}/>
            <output>{size}</output>
        }
    })
}
