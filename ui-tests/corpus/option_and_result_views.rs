//! `Option` and `Result` in markup: mapped to views, flattened, collected, shown with `if let`, a list of none or one.
use vango::prelude::*;

#[derive(Clone, PartialEq)]
struct Draft {
    title: Option<String>,
    words: Result<u32, String>,
}

fn error(r: &Render, text: &str) -> View {
    view! { r, <p role="alert">{text}</p> }
}

#[component]
fn Editor(cx: &mut Setup, draft: Prop<Draft>) -> Component {
    let title = draft.get(cx).title.clone().unwrap_or_default();
    let title = cx.signal(title);
    render(move |r| view! { r, <label>"Title" <input bind:value=title/></label> })
}

#[component]
pub fn Drafts(cx: &mut Setup) -> Component {
    let draft = cx.signal(Some(Draft { title: None, words: Err("empty".into()) }));
    let words = cx.memo(move |r| draft.get(r).as_ref().map(|draft| draft.words.clone()).transpose());
    let title = cx.memo(move |r| {
        let title = draft.get(r).as_ref()?.title.as_ref()?;
        Some(title.trim().to_owned())
    });
    render(move |r| {
        let shown = match words.get(r) {
            Ok(Some(words)) => Ok(view! { r, <p>{words}" words"</p> }),
            Ok(None) => Ok(view! { r, "none" }),
            Err(text) => Err(error(r, text)),
        };
        view! { r,
            {shown.unwrap_or_else(|view| view)}
            for draft in draft.get(r), key = &draft.title { <Editor draft={draft.clone()}/> }
            {title.get(r).as_deref().filter(|title| !title.is_empty()).map(|title| view! { r, <h2>{title}</h2> })}
            if let Ok(Some(1..)) = words.get(r) { "some" }
            <button on:click=move |tx| {
                let Some(draft) = draft.get_mut(tx) else { return Ok(()); };
                let title = draft.title.take().ok_or_else(|| vango::Error::message("no title"))?;
                draft.words = u32::try_from(title.len()).map_err(|error| error.to_string());
            }>"count"</button>
        }
    })
}
