//! Whether an element of the page has the attributes that its template says, for adoption.
//!
//! Invariant: static attributes are there as they are, and beyond them there are only those that slots of the element can
//! have set. Values of slots are not compared: the page is the only place where they are written.

use vango_protocol::OwnedSlotKind;

use super::dom::Element;
use super::error::Mismatch;
use super::style::declarations;

/// Compares, and returns the names of the attributes that a spread has set.
pub(crate) fn check_attributes(
    found: &Element,
    wanted: &Element,
    own: &[OwnedSlotKind],
) -> Result<Vec<String>, Mismatch> {
    let check = Check { found, wanted, own };
    let spread = check.names()?;
    let is_spread = |name: &str| spread.iter().any(|known| known == name);
    if !check.has_slot("class") && !is_spread("class") {
        check.classes()?;
    }
    if !check.has_slot("style") && !is_spread("style") {
        check.styles()?;
    }
    Ok(spread)
}

struct Check<'e> {
    found: &'e Element,
    wanted: &'e Element,
    own: &'e [OwnedSlotKind],
}

impl Check<'_> {
    fn fail<T>(&self, what: impl AsRef<str>) -> Result<T, Mismatch> {
        let (name, what) = (&self.wanted.name, what.as_ref());
        Err(Mismatch::new(format!("`<{name}>` {what}")))
    }

    fn has(&self, is_kind: impl Fn(&OwnedSlotKind) -> bool) -> bool {
        self.own.iter().any(is_kind)
    }

    fn has_slot(&self, name: &str) -> bool {
        self.has(|kind| matches!(kind, OwnedSlotKind::Attr(slot) if **slot == *name))
    }

    fn has_class(&self, name: &str) -> bool {
        self.has(|kind| matches!(kind, OwnedSlotKind::Class(slot) if **slot == *name))
    }

    fn has_style(&self, name: &str) -> bool {
        self.has(|kind| matches!(kind, OwnedSlotKind::Style(slot) if **slot == *name))
    }

    /// All attributes by name; what no other slot and no static attribute explains is the spread's.
    fn names(&self) -> Result<Vec<String>, Mismatch> {
        for (name, value) in &self.wanted.attributes {
            let is_list = name == "class" || name == "style";
            if !is_list && self.found.attribute(name) != Some(value) && !self.has_slot(name) {
                let found = self.found.attribute(name);
                return self.fail(format!("should have {name}=\"{value}\", and has {found:?}"));
            }
        }
        let mut spread = Vec::new();
        for (name, _) in &self.found.attributes {
            let is_known = self.wanted.attribute(name).is_some()
                || self.has_slot(name)
                || match name.as_str() {
                    "class" => self.has(|kind| matches!(kind, OwnedSlotKind::Class(_))),
                    "style" => self.has(|kind| matches!(kind, OwnedSlotKind::Style(_))),
                    _ => false,
                };
            if is_known {
                continue;
            }
            if !self.has(|kind| *kind == OwnedSlotKind::Spread) {
                let what = format!("has the attribute `{name}`, which its template does not know");
                // The page may write the attribute for classes that are all off.
                if name != "class" || self.found.classes().next().is_some() {
                    return self.fail(what);
                }
            }
            spread.push(name.clone());
        }
        Ok(spread)
    }

    fn classes(&self) -> Result<(), Mismatch> {
        let missing = self
            .wanted
            .classes()
            .find(|token| !self.found.classes().any(|known| known == *token));
        if let Some(token) = missing {
            return self.fail(format!("should have the class `{token}`"));
        }
        let unknown = self.found.classes().find(|token| {
            !self.wanted.classes().any(|known| known == *token) && !self.has_class(token)
        });
        match unknown {
            Some(token) => self.fail(format!(
                "has the class `{token}`, which its template does not know"
            )),
            None => Ok(()),
        }
    }

    fn styles(&self) -> Result<(), Mismatch> {
        let wanted = declarations(self.wanted.attribute("style").unwrap_or_default());
        let found = declarations(self.found.attribute("style").unwrap_or_default());
        let missing = wanted
            .iter()
            .find(|(name, value)| !found.contains(&(*name, *value)) && !self.has_style(name));
        if let Some((name, value)) = missing {
            return self.fail(format!("should have the style `{name}: {value}`"));
        }
        let unknown = found.iter().find(|(name, _)| {
            !wanted.iter().any(|(known, _)| known == name) && !self.has_style(name)
        });
        match unknown {
            Some((name, _)) => self.fail(format!(
                "has the style `{name}`, which its template does not know"
            )),
            None => Ok(()),
        }
    }
}
