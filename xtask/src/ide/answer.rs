//! What an editor makes of a list of completions: what does not fit the typed letters goes, the rest is sorted.
//!
//! Invariant: the order is the one a user sees: how well the letters fit comes first, then the server's own order. Deliberately
//! simpler than any one editor's matching: three classes of fit, which editors agree about.

use serde_json::Value;

/// How well a name fits the letters that were typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It begins with them.
    Begins,
    /// It begins with them, in another case.
    BeginsLike,
    /// It has them, in their order.
    Holds,
}

/// The names in an answer to `textDocument/completion`, best first.
pub(crate) fn names(answer: &Value, prefix: &str) -> Vec<String> {
    let items = answer["items"].as_array().or_else(|| answer.as_array());
    let mut fitting: Vec<(Fit, &str, &str)> = Vec::new();
    for item in items.into_iter().flatten() {
        let label = item["label"].as_str().unwrap_or_default();
        let key = item["filterText"].as_str().unwrap_or(label);
        if let Some(fit) = fit(key, prefix) {
            fitting.push((fit, item["sortText"].as_str().unwrap_or(label), label));
        }
    }
    fitting.sort();
    fitting.iter().map(|(_, _, label)| plain(label)).collect()
}

fn fit(name: &str, prefix: &str) -> Option<Fit> {
    if name.starts_with(prefix) {
        return Some(Fit::Begins);
    }
    let (name, prefix) = (name.to_lowercase(), prefix.to_lowercase());
    if name.starts_with(&prefix) {
        return Some(Fit::BeginsLike);
    }
    let mut letters = name.chars();
    prefix
        .chars()
        .all(|wanted| letters.any(|letter| letter == wanted))
        .then_some(Fit::Holds)
}

/// `get` of `get(…)`, `type` of `r#type`, `String` of `String (alias)`.
fn plain(label: &str) -> String {
    let label = label.strip_prefix("r#").unwrap_or(label);
    let end = label.find(['(', ' ', '{', '!']).unwrap_or(label.len());
    label[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fitting_names_are_sorted_as_an_editor_sorts_them() {
        let answer = json!({ "items": [
            { "label": "zebra(…)", "sortText": "1" },
            { "label": "Zoo", "sortText": "0" },
            { "label": "r#zero", "sortText": "2", "filterText": "zero" },
            { "label": "blitz" },
            { "label": "ape", "sortText": "0" },
        ] });
        assert_eq!(names(&answer, "z"), ["zebra", "zero", "Zoo", "blitz"]);
        assert_eq!(names(&answer, "").len(), 5);
        assert!(names(&Value::Null, "z").is_empty());
    }
}
