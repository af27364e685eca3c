//! Attributes, docs, visibilities and odd names on components, props, setup functions and statements.
use vango::prelude::*;

/// A field.
///
/// With *docs*.
#[doc(alias = "input")]
#[must_use]
#[component]
pub(crate) fn Field(
    context: &mut Setup,
    /// Its kind, as in HTML.
    #[prop(default = "text")]
    r#type: Prop<&'static str>,
    #[prop(default, into)] value: Prop<String>,
    #[prop(optional)] r#for: Prop<Option<u8>>,
) -> Component {
    #[cfg(debug_assertions)]
    let debug = 1;
    #[cfg(not(debug_assertions))]
    let debug = 0;
    #[expect(unused_variables, reason = "kept for later")]
    let unused = context.signal(debug);
    let _ = r#for;
    render(move |r| view! { r, <label>"Field" <input type={*r#type.get(r)} value=value/></label> })
}

#[inline]
#[setup]
#[allow(clippy::needless_pass_by_value)]
pub(super) fn use_name(cx: &mut Setup, name: String) -> Signal<String> {
    cx.signal(name)
}

#[cfg(debug_assertions)]
#[component]
fn Probe(cx: &mut Setup) -> Component {
    let name = use_name(cx, String::new());
    vango::render(move |r| {
        view! { r,
            let length = name.get(r).len();
            <Field type="email" for=1 value={format!("{length}")}/>
        }
    })
}
