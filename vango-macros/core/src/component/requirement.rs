//! What stands for a required prop in the types of the builder, and the words for a missing one.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::model::{Component, Kind, Prop};
use crate::diagnostic::Code;

/// `title` as `Title`. Names in `snake_case` that differ stay different.
fn camel(name: &Ident) -> String {
    let text = name.to_string();
    let mut out = String::new();
    let mut letters = text.trim_start_matches("r#").chars().peekable();
    let mut begins = true;
    while let Some(letter) = letters.next() {
        let joins =
            letter == '_' && !begins && letters.peek().is_some_and(|next| next.is_lowercase());
        if joins {
            begins = true;
        } else if begins {
            out.extend(letter.to_uppercase());
            begins = letter == '_';
        } else {
            out.push(letter);
            begins = letter == '_';
        }
    }
    out
}

/// The mark of a required prop, a type parameter.
pub(super) fn mark(prop: &Prop) -> Ident {
    format_ident!("{}Is", camel(&prop.name), span = Span::call_site())
}

/// The trait that says that a required prop was given.
fn needs_name(component: &Component, prop: &Prop) -> Ident {
    let text = format!("{}Has{}", component.name, camel(&prop.name));
    Ident::new(&text, Span::call_site())
}

/// `TitleIs: CardHasTitle`, standing where the prop is declared: rustc points at what requires it.
pub(super) fn bound(component: &Component, prop: &Prop) -> TokenStream {
    let at = Span::call_site().located_at(prop.span);
    let mut needs = needs_name(component, prop);
    let mut mark = mark(prop);
    needs.set_span(at);
    mark.set_span(at);
    quote_spanned!(at=> #mark: #needs)
}

/// The trait of a required prop.
pub(super) fn needs(component: &Component, prop: &Prop) -> TokenStream {
    let needs = needs_name(component, prop);
    let visibility = &component.visibility;
    let (component, name) = (&component.name, &prop.name);
    let (message, label, note) = match &prop.kind {
        Kind::Value(_) | Kind::Refused(_) => (
            format!("`<{component}>` needs the prop `{name}`"),
            format!("the prop `{name}` is missing"),
            format!("write `<{component} {name}={{{{…}}}}/>`"),
        ),
        Kind::Slot if prop.is_children() => (
            format!("`<{component}>` needs children"),
            format!("nothing stands between the tags of `<{component}>`"),
            format!("write `<{component}>…</{component}>`"),
        ),
        Kind::Slot => (
            format!("`<{component}>` needs the slot `{name}`"),
            format!("the slot `{name}` is missing"),
            format!("write `<{component}><:{name}>…</:{name}></{component}>`"),
        ),
        Kind::SlotFn(_) => (
            format!("`<{component}>` needs the slot function `{name}`"),
            format!("the slot function `{name}` is missing"),
            format!("write `<{component} {name}=|r, value| {{{{ view! {{{{ r, … }}}} }}}}/>`"),
        ),
        Kind::Callback(_) => (
            format!("`<{component}>` needs the callback `{name}`"),
            format!("the callback `{name}` is missing"),
            format!("write `<{component} {name}=|tx, value| {{{{ … }}}}/>`"),
        ),
    };
    let message = format!("{message} [{}]", Code::MissingProp);
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        #visibility trait #needs {}
        #[diagnostic::do_not_recommend]
        impl #needs for __v::Given {}
    }
}
