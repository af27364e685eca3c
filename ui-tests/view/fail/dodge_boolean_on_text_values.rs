//! A `bool` on attributes that hold text, by whatever name: a local, a reference, an option, handles, a URL, a declaration.
use vango::prelude::*;

struct Draft {
    is_new: bool,
}

#[component]
fn Note(cx: &mut Setup, is_mine: Prop<bool>, is_read: Prop<Option<bool>>) -> Component {
    let is_open = cx.signal(false);
    let is_old = cx.memo(move |r| !*is_open.get(r));
    let draft = cx.signal(Draft { is_new: true });
    let is_new = draft.lens(|draft| &draft.is_new, |draft| &mut draft.is_new);
    render(move |r| {
        let flag = is_mine.get(r);
        view! { r,
            <p title={*flag}>"local"</p>
            <p lang={flag}>"reference"</p>
            <p title={Some(true)}>"option"</p>
            <p title=is_open>"signal"</p>
            <p title=is_old>"memo"</p>
            <p title=is_read>"prop"</p>
            <p title=is_new>"lens"</p>
            <a href=(!*flag)>"URL"</a>
            <p style:color=is_mine>"declaration"</p>
            <p class={is_mine}>"class"</p>
        }
    })
}

fn main() {}
