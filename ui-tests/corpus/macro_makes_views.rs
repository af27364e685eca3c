//! `macro_rules!` that expands to parts of a view: to a whole `view!`, to values in it, to a handler, to render's body.
use vango::prelude::*;

macro_rules! badge {
    ($r:expr, $text:expr) => {{
        let text = $text;
        view! { $r, <b class="badge">{text}</b> }
    }};
}

macro_rules! cents {
    ($value:expr) => {
        format_args!("{}.{:02}", $value / 100, $value % 100)
    };
}

macro_rules! adds {
    ($signal:ident, $by:expr) => {
        move |tx: &mut Tx| *$signal.get_mut(tx) += $by
    };
}

macro_rules! paragraphs {
    ($r:ident; $($text:literal),*) => {
        view! { $r, <section>$(<p>$text</p>)*</section> }
    };
}

#[component]
pub fn Shop(cx: &mut Setup) -> Component {
    let cents = cx.signal(250_u32);
    render(move |r| {
        let add = adds!(cents, 50);
        view! { r,
            {badge!(r, "new")}
            <output title={cents!(*cents.get(r)).to_string()}>{cents!(*cents.get(r))}</output>
            <button on:click=add>"more"</button>
            <button on:click={adds!(cents, 100)}>"much more"</button>
            {paragraphs!(r; "one", "two")}
        }
    })
}
