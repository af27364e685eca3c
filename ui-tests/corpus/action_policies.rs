//! Actions with each policy, arguments of several shapes, rejections, completions, cancelling and resetting.
use std::time::Duration;

use vango::prelude::*;

#[derive(Clone)]
struct Draft {
    title: String,
    body: String,
}

async fn save(draft: Draft) -> Result<usize, std::io::Error> {
    if draft.title.is_empty() {
        return Err(std::io::Error::other("no title"));
    }
    Ok(draft.body.len())
}

#[component]
pub fn Editor(cx: &mut Setup) -> Component {
    let draft = cx.signal(Draft { title: String::new(), body: String::new() });
    let saved = cx.signal(None::<Result<usize, String>>);
    let save = cx
        .action(|_work, draft: Draft| async move { Ok(save(draft).await?) })
        .on_done(move |tx, result| {
            let result = match result {
                Ok(length) => Ok(*length),
                Err(error) => Err(error.to_string()),
            };
            saved.set(tx, Some(result));
        })
        .drop_while_running();
    let suggest = cx.action(|_work, word: String| async move { Ok(vec![word.clone(), word]) }).cancel_latest();
    let log = cx.action(|_, (): ()| async { Ok(()) }).deadline(Duration::from_millis(500)).queue(8);
    let title = draft.lens(|draft| &draft.title, |draft| &mut draft.title);
    render(move |r| {
        view! { r,
            <label>"Title" <input bind:value=title on:input=move |tx, ev| { let _ = suggest.run(tx, ev.value.clone()); }/></label>
            for word in suggest.get(r).done().into_iter().flatten().enumerate(), key = word { <i>{word.1}</i> }
            <button on:click=move |tx| {
                let draft = draft.get(tx).clone();
                match save.run(tx, draft) {
                    Ok(()) => log.run(tx, ())?,
                    Err(Rejection::Running) => save.cancel(tx),
                    Err(other) => return Err(other.into()),
                }
            }>"Save"</button>
            <button on:click=move |tx| { save.reset(tx); suggest.cancel(tx); }>"Reset"</button>
            match (saved.get(r), save.is_running(r)) {
                (_, true) => { "saving" }
                (Some(Ok(length)), _) => { {length}" letters" }
                (Some(Err(error)), _) => { <p role="alert">{error}</p> }
                (None, false) => {}
            }
            if log.rejections(r) > 0 { "too fast" }
        }
    })
}
