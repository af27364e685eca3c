//! The packages that are built: the same counter, three times.

/// One package, `hello-*` beside this crate's sources.
#[derive(Debug)]
pub(crate) struct Hello {
    /// Short, for the names of figures.
    pub(crate) name: &'static str,
    /// The directory, and the package's name.
    pub(crate) package: &'static str,
    /// The line with the heading, of which there must be exactly one.
    heading: &'static str,
    /// The same heading with another text.
    other_text: &'static str,
    /// The same heading with an element after it.
    more: &'static str,
}

/// What a user changes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Edit {
    /// The text of the heading.
    Text,
    /// A paragraph is added after the heading.
    Element,
}

/// Ours first, then the peers.
pub(crate) const ALL: &[Hello] = &[
    Hello {
        name: "vango",
        package: "hello-vango",
        heading: r#"<h1>"Hello"</h1>"#,
        other_text: r#"<h1>"Hello again"</h1>"#,
        more: r#"<h1>"Hello"</h1><p class="note">"More"</p>"#,
    },
    Hello {
        name: "leptos",
        package: "hello-leptos",
        heading: r#"<h1>"Hello"</h1>"#,
        other_text: r#"<h1>"Hello again"</h1>"#,
        more: r#"<h1>"Hello"</h1><p class="note">"More"</p>"#,
    },
    Hello {
        name: "dioxus",
        package: "hello-dioxus",
        heading: r#"h1 { "Hello" }"#,
        other_text: r#"h1 { "Hello again" }"#,
        more: r#"h1 { "Hello" } p { class: "note", "More" }"#,
    },
];

impl Hello {
    /// The source with an edit, `None` when the heading is not there exactly once.
    pub(crate) fn edited(&self, source: &str, edit: Edit) -> Option<String> {
        if source.matches(self.heading).count() != 1 {
            return None;
        }
        let replacement = match edit {
            Edit::Text => self.other_text,
            Edit::Element => self.more,
        };
        Some(source.replace(self.heading, replacement))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_has_the_heading_that_is_edited() {
        for hello in ALL {
            let path = format!(
                "{}/{}/src/main.rs",
                env!("CARGO_MANIFEST_DIR"),
                hello.package
            );
            let source = std::fs::read_to_string(path).unwrap();
            for edit in [Edit::Text, Edit::Element] {
                let edited = hello.edited(&source, edit);
                assert!(edited.is_some_and(|edited| edited != source), "{hello:?}");
            }
        }
    }
}
