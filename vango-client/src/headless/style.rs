//! The `style` attribute as a list of declarations, so that one property can be set without touching the others.
//!
//! Invariant: what is written is what a browser writes after `style.setProperty`: `name: value; name: value;`. It knows
//! no property: a value that a browser would refuse is taken, because the server must not send one.

/// Sets one property, or takes it away. Returns the attribute's new text.
pub(crate) fn set_property(style: &str, name: &str, value: Option<&str>) -> String {
    let mut declarations = declarations(style);
    let known = declarations.iter().position(|(known, _)| *known == name);
    match (known, value) {
        (Some(index), Some(value)) => declarations[index].1 = value,
        (Some(index), None) => drop(declarations.remove(index)),
        (None, Some(value)) => declarations.push((name, value)),
        (None, None) => {}
    }
    write(&declarations)
}

/// A style in the one form that markup is compared in: the order of declarations is left out.
pub(crate) fn normalised(style: &str) -> String {
    let mut declarations = declarations(style);
    declarations.sort_unstable();
    write(&declarations)
}

fn write(declarations: &[(&str, &str)]) -> String {
    let all: Vec<String> = declarations
        .iter()
        .map(|(name, value)| format!("{name}: {value};"))
        .collect();
    all.join(" ")
}

/// Name and value of each declaration; what is none is left out, as a browser does.
pub(crate) fn declarations(style: &str) -> Vec<(&str, &str)> {
    split(style)
        .into_iter()
        .filter_map(|declaration| {
            let (name, value) = declaration.split_once(':')?;
            let (name, value) = (name.trim(), value.trim());
            (!name.is_empty() && !value.is_empty()).then_some((name, value))
        })
        .collect()
}

/// Splits at the semicolons that stand in no string and no parentheses.
fn split(style: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0u32);
    let mut quote = None;
    for (at, char) in style.char_indices() {
        match (quote, char) {
            (Some(open), _) if open == char => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(char),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ';') if depth == 0 => {
                parts.push(&style[start..at]);
                start = at + 1;
            }
            (None, _) => {}
        }
    }
    parts.push(&style[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::set_property;

    #[test]
    fn one_property_changes_and_the_others_stay() {
        let style = "color:red;background:url('a;b') , url(data:x;y)";
        assert_eq!(
            set_property(style, "color", Some("blue")),
            "color: blue; background: url('a;b') , url(data:x;y);"
        );
        assert_eq!(set_property("color: red;", "color", None), "");
        assert_eq!(set_property("", "--gap", Some("1px")), "--gap: 1px;");
    }

    #[test]
    fn what_is_no_declaration_is_left_out() {
        assert_eq!(
            set_property(" a:b;; c ; d: ;:e;f:g ", "x", None),
            "a: b; f: g;"
        );
    }
}
