//! What a component's signature must be.

use super::model::{Component, Kind, Presence, Prop};
use super::parameter::spell;
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::limits::MAX_PROPS;
use quote::ToTokens;

/// Names that markup or the builder use themselves.
const TAKEN: &[&str] = &["key", "class", "style", "slot", "props", "all_given"];

pub(super) fn check(component: &Component, diagnostics: &mut Diagnostics) {
    name(component, diagnostics);
    qualifiers(component, diagnostics);
    props(component, diagnostics);
}

fn name(component: &Component, diagnostics: &mut Diagnostics) {
    let name = component.name.to_string();
    if name.starts_with(|c: char| c.is_uppercase()) && !name.contains('_') {
        return;
    }
    let camel: String = name.split('_').map(capitalised).collect();
    diagnostics.report(
        Code::ComponentName,
        component.name.span(),
        "the name of a component is in `CamelCase`: that is how markup tells it from an element",
        format!("write `fn {camel}`"),
    );
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

fn qualifiers(component: &Component, diagnostics: &mut Diagnostics) {
    let signature = &component.signature;
    let mut refuse = |tokens: proc_macro2::TokenStream, what: &str, help: &str| {
        if !tokens.is_empty() {
            let place = Place::of(&tokens, component.name.span());
            diagnostics.report(
                Code::ComponentSignature,
                place,
                format!("a component cannot be {what}"),
                help,
            );
        }
    };
    refuse(
        signature.asyncness.to_token_stream(),
        "`async`: setup never waits",
        "remove `async`; what takes time goes into an action or a resource",
    );
    refuse(
        signature.constness.to_token_stream(),
        "`const`",
        "remove `const`",
    );
    let is_unsafe = !matches!(signature.safety, syn::Safety::Default);
    if is_unsafe {
        refuse(
            signature.safety.to_token_stream(),
            "`unsafe`",
            "remove `unsafe`",
        );
    }
    refuse(
        signature.abi.to_token_stream(),
        "`extern`",
        "remove `extern`",
    );
    // Of a prop with the lifetime that was told already.
    let is_told = |lifetime: &&syn::LifetimeParam| {
        let name = lifetime.lifetime.to_string();
        let mut refused = component
            .props
            .iter()
            .filter(|prop| matches!(prop.kind, Kind::Refused(_)));
        refused.any(|prop| spell(&prop.declared).contains(&name))
    };
    let lifetimes: proc_macro2::TokenStream = signature
        .generics
        .lifetimes()
        .filter(|lifetime| !is_told(lifetime))
        .map(ToTokens::to_token_stream)
        .collect();
    refuse(
        lifetimes,
        "generic over lifetimes: it stays when the render of its parent is over",
        "remove the lifetime, and take owned values: `Prop<String>`",
    );
}

fn props(component: &Component, diagnostics: &mut Diagnostics) {
    if component.props.len() > MAX_PROPS {
        diagnostics.report(
            Code::TooManyProps,
            component.name.span(),
            format!("a component has at most {MAX_PROPS} props"),
            "put props that belong together into one struct",
        );
    }
    for prop in &component.props {
        let name = prop.name.to_string();
        if TAKEN.contains(&name.as_str()) || name.starts_with("__") {
            diagnostics.report(
                Code::PropName,
                prop.span,
                format!("a prop cannot be called `{name}`"),
                "this name has a meaning of its own in markup: take another one",
            );
        } else if name == "children" && !matches!(prop.kind, Kind::Slot | Kind::Refused(_)) {
            diagnostics.report(
                Code::PropName,
                prop.span,
                "`children` is what stands between the tags of a component",
                "write `children: Slot`, or take another name",
            );
        } else if let Some(optional) = optional_of(component, &name) {
            diagnostics.report(
                Code::PropName,
                prop.span,
                format!("a prop cannot be called `{name}`: the optional prop `{optional}` has this name for its `Option`"),
                "take another name for one of the two",
            );
        }
    }
}

/// The optional prop that `name` would pass an `Option` to.
fn optional_of<'c>(component: &'c Component, name: &str) -> Option<&'c proc_macro2::Ident> {
    let optional = name.strip_prefix("maybe_")?;
    let is_it =
        |prop: &&Prop| prop.name == optional && matches!(prop.presence, Presence::Optional(_));
    component.props.iter().find(is_it).map(|prop| &prop.name)
}
