//! What everybody can use, and what may be: nothing of this is refused.
use vango::prelude::*;

/// Who places it may put it into a `<label>`.
#[component]
pub fn Switch(cx: &mut Setup) -> Component {
    let is_on = cx.signal(false);
    render(move |r| view! { r, <input type="checkbox" role="switch" bind:checked=is_on /> <span class="knob"></span> })
}

#[component]
pub fn Field(_cx: &mut Setup, #[prop(into)] label: Prop<String>, children: Slot) -> Component {
    render(move |r| view! { r, <label><span>{label}</span> {children}</label> })
}

#[component]
pub fn Icon(_cx: &mut Setup, #[prop(into)] name: Prop<String>) -> Component {
    render(move |r| view! { r, <svg role="img" viewBox="0 0 8 8"><title>{name}</title><path d="M1 1 7 7" /></svg> })
}

#[component]
pub fn Settings(cx: &mut Setup, #[prop(default)] attrs: Prop<Attrs>) -> Component {
    let (name, size, photo) = (cx.signal(String::new()), cx.signal("m".to_owned()), cx.signal(None::<String>));
    let is_open = cx.signal(false);
    render(move |r| {
        view! { r,
            <form>
                <label for="name">"Name"</label> <input id="name" bind:value=name />
                <label>"Size " <select bind:value=size><option value="m">"M"</option></select></label>
                <Field label="City"><div class="wide"><input name="city" /></div></Field>
                <label>"Dark " <Switch /></label>
                <input type="search" aria-label="Search" /> <textarea {..attrs.get(r).clone()}></textarea>
                <input type="hidden" name="token" /> <input type="submit" /> <input type="button" value="Check" />
                <div aria-hidden="true"><input name="url" tabindex=-1 /></div>
                <button><Icon name="Save" /></button>
                <button aria-label="Close" aria-expanded=(*is_open.get(r)) aria-controls="menu"><span aria-hidden="true">"×"</span></button>
                <button>if *is_open.get(r) { "Less" } else { <img src="/more.svg" alt="More" /> }</button>
            </form>
            if let Some(photo) = photo.get(r) { <img src={photo} alt={format!("Photo of {}", name.get(r))} /> }
            <img src="/line.svg" alt="" /> <img src="/dot.svg" aria-hidden="true" />
            <div role="tablist" aria-orientation="horizontal"><a id="top"></a><a href="#top" role="tab" aria-selected="true">"Top"</a></div>
            <p role="text" allow:unknown_role="VoiceOver reads the parts as one with it">"12" <sup>"99"</sup></p>
            <div id="menu" role="menu" aria-live="polite" aria-busy="false" aria-relevant="additions text"></div>
        }
    })
}
