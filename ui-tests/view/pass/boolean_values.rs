//! Where a `bool` means something: boolean attributes, the words `true` and `false`, data of one's own, custom elements, classes.
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
            <p hidden=is_open inert={*flag} draggable={flag} contenteditable=is_read aria-hidden=is_mine data-old=is_old>"p"</p>
            <star-rating half={*flag} value=is_new></star-rating>
            <a href="/a.txt" download=is_old>"file"</a>
            <p class:open=is_open class:old=is_old class:new=is_new class:mine=is_mine class:yours=(!*flag) class:plain={flag}>"p"</p>
            <p title={if *flag { "true" } else { "false" }} lang={flag.then_some("en")}>"p"</p>
        }
    })
}
