//! What `bind:` can bind, on which elements, and by which event the browser says that it has changed.

/// A bound property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bind {
    /// The text of a control, which says each change with `input`.
    Text,
    /// The chosen option of a `<select>`, which says a change with `change`.
    Choice,
    /// Whether a checkbox is on; `change` as well.
    Checked,
}

impl Bind {
    /// The attribute that it writes.
    pub fn attribute(self) -> &'static str {
        match self {
            Bind::Text | Bind::Choice => "value",
            Bind::Checked => "checked",
        }
    }

    /// The event that it listens to.
    pub fn event(self) -> &'static str {
        match self {
            Bind::Text => "input",
            Bind::Choice | Bind::Checked => "change",
        }
    }
}

/// The properties that can be bound.
pub const PROPERTIES: &[&str] = &["checked", "value"];

/// Types of `<input>` whose value the user does not edit as text.
const NOT_TEXT: &[&str] = &[
    "button", "checkbox", "file", "hidden", "image", "radio", "reset", "submit",
];

/// Why something cannot be bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unbound {
    /// No property of this name can be.
    Property,
    /// Not on this element.
    Element,
    /// Not for this `type` of `<input>`.
    Type,
    /// A `<select multiple>` has many values.
    Multiple,
}

/// What `bind:property` is on an element. `kind` is its literal `type`, `None` for a dynamic one; an `<input>` without
/// any is a text field.
pub fn bind(
    tag: &str,
    property: &str,
    kind: Option<&str>,
    is_multiple: bool,
) -> Result<Bind, Unbound> {
    let kind = kind.map(str::to_ascii_lowercase);
    let kind = kind.as_deref();
    match (property, tag) {
        ("value", "select") if is_multiple => Err(Unbound::Multiple),
        ("value", "select") => Ok(Bind::Choice),
        ("value", "textarea") => Ok(Bind::Text),
        ("value", "input") if kind.is_some_and(|kind| NOT_TEXT.contains(&kind)) => {
            Err(Unbound::Type)
        }
        ("value", "input") => Ok(Bind::Text),
        ("checked", "input") if kind.is_some_and(|kind| kind != "checkbox") => Err(Unbound::Type),
        ("checked", "input") => Ok(Bind::Checked),
        ("checked" | "value", _) => Err(Unbound::Element),
        _ => Err(Unbound::Property),
    }
}
