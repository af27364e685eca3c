//! Spread: attributes from props, from helpers, optional ones, several, on elements and custom elements.
use vango::prelude::*;
use vango::view::AttrError;

fn tooltip(text: &str) -> Attrs {
    Attrs::new().set("title", text).set("data-tip", text.len())
}

fn from_pairs(pairs: &[(&str, &str)]) -> Result<Attrs, AttrError> {
    pairs.iter().try_fold(Attrs::new(), |attrs, (name, value)| attrs.try_set(name, *value))
}

#[component]
fn TextField(
    cx: &mut Setup,
    label: Prop<&'static str>,
    #[prop(default)] attrs: Prop<Attrs>,
    #[prop(optional)] more: Prop<Option<Attrs>>,
) -> Component {
    let text = cx.signal(String::new());
    render(move |r| {
        view! { r, <label {..more.get(r)}>{label} <input type="text" bind:value=text {..attrs}/></label> }
    })
}

#[component]
pub fn Form(cx: &mut Setup) -> Component {
    let extra = cx.signal(None::<Attrs>);
    render(move |r| {
        let name = tooltip("your name").flag("required", true);
        view! { r,
            <TextField label="Name" attrs={name} more={tooltip("all")}/>
            <TextField label="City"/>
            <button type="button" {..extra.get(r)} on:click=move |tx| {
                extra.set(tx, Some(from_pairs(&[("aria-busy", "true"), ("data-x", "1")])?));
            }>"more"</button>
            <my-box {..extra.get(r)}></my-box>
        }
    })
}
