//! Images: what they say to those who cannot see them.

use super::{finding, has_name, has_text, role, text};
use crate::diagnostic::{Code, Diagnostic};
use crate::html::aria::NO_MEANING;
use crate::parse::model::Element;

/// An image without a text that stands for it. `<img alt="">` is one: it says that the image is decoration.
pub(super) fn without_text(element: &Element, is_html: bool) -> Option<Diagnostic> {
    if has_name(element) {
        return None;
    }
    let role = role(element);
    let (message, help) = match element.name.text.as_str() {
        "img" if is_html => {
            let is_decoration = role.is_some_and(|role| NO_MEANING.contains(&role));
            if element.attribute("alt").is_some() || is_decoration {
                return None;
            }
            (
                "`<img>` needs an `alt`: the text for those who cannot see the image",
                "write what it shows, `alt=\"…\"`; or `alt=\"\"` when it is only decoration",
            )
        }
        "input" if is_html && is_image_button(element) => (
            "`<input type=\"image\">` needs an `alt`: it is the name of the button",
            "write what the button does: `alt=\"Search\"`",
        ),
        "area" if is_html && element.attribute("href").is_some() => (
            "`<area href=…>` needs an `alt`: it is the name of the link",
            "write where it leads: `alt=\"…\"`",
        ),
        _ if matches!(role, Some("img" | "image")) && !has_title(element) => (
            "what has `role=\"img\"` needs an `aria-label`: the text for those who cannot see it",
            "write what it shows, `aria-label=\"…\"`; for decoration write `aria-hidden=\"true\"` instead of the role",
        ),
        _ => return None,
    };
    if has_text(element, "alt") {
        return None;
    }
    let place = element.name.place;
    Some(finding(Code::MissingAlt, place, message, help))
}

pub(super) fn is_image_button(element: &Element) -> bool {
    text(element, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("image"))
}

/// `<title>` is the name of an `<svg>`, and what is not an element may bring one.
fn has_title(element: &Element) -> bool {
    use crate::parse::model::Node;
    element.name.text == "svg"
        && element.children.iter().any(|child| match child {
            Node::Element(child) => child.name.text == "title",
            Node::Text(_) | Node::Let(_) | Node::Doctype(_) => false,
            _ => true,
        })
}
