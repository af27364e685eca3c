//! `TrustedHtml`: constant, computed by a memo, in a prop, optional, with its fault looked at.
use vango::prelude::*;

const LOGO: &str = "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>";

fn markdown(text: &str) -> String {
    text.lines().map(|line| format!("<p>{}</p>", line.replace('&', "&amp;").replace('<', "&lt;"))).collect()
}

#[component]
fn Article(_cx: &mut Setup, body: Prop<String>) -> Component {
    render(move |r| {
        let html = TrustedHtml::new(body.get(r).as_str());
        view! { r, <article>{html}</article> }
    })
}

#[component]
pub fn Blog(cx: &mut Setup) -> Component {
    let text = cx.signal(String::from("one\ntwo"));
    let html = cx.memo(move |r| markdown(text.get(r)));
    let is_raw = cx.signal(false);
    render(move |r| {
        let fault = TrustedHtml::new(html.get(r).as_str()).fault().map(|fault| format!("{fault:?}"));
        view! { r,
            {TrustedHtml::new(LOGO)}
            <label>"Text" <textarea bind:value=text></textarea></label>
            {(*is_raw.get(r)).then(|| TrustedHtml::new("<em>raw</em>"))}
            if *is_raw.get(r) { <pre>{html}</pre> } else { <Article body={html.get(r).clone()}/> }
            <p>{fault}</p>
        }
    })
}
