//! What darling says about an attribute, in our words.
//!
//! darling keeps the kind of its errors to itself, so its text is read; the snapshots of `tests/diagnostic` hold that text
//! fast. What darling says of values of a wrong form names its own business, and is left out.

/// First line and help for a mistake in `#[attribute(…)]`; `known` is the help that names what there is.
pub(crate) fn words(error: &darling::Error, attribute: &str, known: &str) -> (String, String) {
    let text = error.to_string();
    if let Some(unknown) = text.strip_prefix("Unknown field: ") {
        let (name, rest) = unknown.split_once(". ").unwrap_or((unknown, ""));
        let help = match rest.strip_prefix("Did you mean ") {
            Some(nearest) => format!("did you mean {nearest} What there is: {known}"),
            None => format!("what there is: {known}"),
        };
        return (format!("`#[{attribute}(…)]` has no {name}"), help);
    }
    if let Some(name) = text.strip_prefix("Duplicate field ") {
        return (
            format!("{name} stands here twice"),
            "remove one of the two".to_owned(),
        );
    }
    (
        format!("this part of `#[{attribute}(…)]` cannot be read"),
        format!("what there is: {known}"),
    )
}
