//! Events: what a user does, as frames for the handlers that it reaches.
//!
//! Invariant: as in the browser, an event goes to the handlers from its target to the root, innermost first, or to the
//! target alone when it does not bubble; elements that are disabled hear no clicks. Nothing is sent for an element without
//! a handler on its way: that is an error here, because a test that does it tests nothing.

use vango_protocol::{Address, Modifiers, OwnedSlotKind, Payload};

use super::control::is_tickable;
use super::dom::NodeId;
use super::error::HeadlessError;
use super::{Find, Headless};

/// Events that do not bubble.
const STAYING: [&str; 8] = [
    "focus",
    "blur",
    "mouseenter",
    "mouseleave",
    "pointerenter",
    "pointerleave",
    "load",
    "scroll",
];

impl Headless {
    /// Clicks on an element. A checkbox or radio button changes, and `input` and `change` follow, as in a browser.
    ///
    /// # Errors
    /// When `find` means no element or several, it is disabled, or no handler hears it.
    pub fn click(&mut self, find: &Find) -> Result<Vec<Vec<u8>>, HeadlessError> {
        let node = self.enabled(find)?;
        let payload = Payload::Mouse {
            x: 0,
            y: 0,
            button: 0,
            detail: 1,
            modifiers: Modifiers::NONE,
        };
        let mut heard = self.emit(node, "click", &payload);
        if is_tickable(&self.view.dom, node) {
            let checked = !self.controls.checked(&self.view.dom, node);
            self.controls.set_checked(node, checked);
            let value = self.controls.value(&self.view.dom, node);
            for event in ["input", "change"] {
                heard += self.emit(
                    node,
                    event,
                    &Payload::Input {
                        value: &value,
                        checked,
                    },
                );
            }
        }
        self.sent(find, "click", heard)
    }

    /// Types into a form control: its value becomes `value`, and `input` is sent.
    ///
    /// # Errors
    /// When `find` means no element or several, it is disabled, or no handler hears it.
    pub fn input(&mut self, find: &Find, value: &str) -> Result<Vec<Vec<u8>>, HeadlessError> {
        self.type_into(find, "input", value)
    }

    /// Ends typing: the control's value becomes `value`, and `change` is sent.
    ///
    /// # Errors
    /// When `find` means no element or several, it is disabled, or no handler hears it.
    pub fn change(&mut self, find: &Find, value: &str) -> Result<Vec<Vec<u8>>, HeadlessError> {
        self.type_into(find, "change", value)
    }

    fn type_into(
        &mut self,
        find: &Find,
        event: &str,
        value: &str,
    ) -> Result<Vec<Vec<u8>>, HeadlessError> {
        let node = self.enabled(find)?;
        self.controls.set_value(node, value);
        let checked = self.controls.checked(&self.view.dom, node);
        let heard = self.emit(node, event, &Payload::Input { value, checked });
        self.sent(find, event, heard)
    }

    /// Submits a form with what its controls hold now.
    ///
    /// # Errors
    /// When `find` means no element or several, or no handler hears it.
    pub fn submit(&mut self, find: &Find) -> Result<Vec<Vec<u8>>, HeadlessError> {
        let node = find.one(&self.view.dom, self.view.root)?;
        let fields = self.controls.fields(&self.view.dom, node);
        let fields = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let heard = self.emit(node, "submit", &Payload::Submit { fields });
        self.sent(find, "submit", heard)
    }

    /// Sends any event, with its payload for the handlers that ask for one.
    ///
    /// # Errors
    /// When `find` means no element or several, or no handler hears it.
    pub fn event(
        &mut self,
        find: &Find,
        event: &str,
        payload: &Payload<'_>,
    ) -> Result<Vec<Vec<u8>>, HeadlessError> {
        let node = find.one(&self.view.dom, self.view.root)?;
        let heard = self.emit(node, event, payload);
        self.sent(find, event, heard)
    }

    /// Sends an event to an address, whatever stands there: what a forged or a late client would do.
    pub fn event_at(&mut self, at: Address, payload: Payload<'_>) -> Vec<Vec<u8>> {
        self.outbox.push(at.block, at.slot, payload);
        self.flush()
    }

    /// The addresses of the handlers that would hear `event` on an element, innermost first.
    ///
    /// # Errors
    /// When `find` means no element or several.
    pub fn handlers(&self, find: &Find, event: &str) -> Result<Vec<Address>, HeadlessError> {
        let node = find.one(&self.view.dom, self.view.root)?;
        Ok(self
            .path(node, event)
            .into_iter()
            .map(|(at, _)| at)
            .collect())
    }

    fn enabled(&self, find: &Find) -> Result<NodeId, HeadlessError> {
        let node = find.one(&self.view.dom, self.view.root)?;
        match self.is_disabled(node) {
            true => Err(HeadlessError::Find(format!(
                "{find} is disabled: a browser sends nothing for it"
            ))),
            false => Ok(node),
        }
    }

    fn is_disabled(&self, node: NodeId) -> bool {
        self.view.dom.element(node).is_some_and(|element| {
            matches!(
                element.name.as_str(),
                "button" | "input" | "select" | "textarea" | "option" | "fieldset"
            ) && element.attribute("disabled").is_some()
        })
    }

    /// The handlers from `node` to the root, and whether each asks for the payload.
    fn path(&self, node: NodeId, event: &str) -> Vec<(Address, bool)> {
        let mut path = Vec::new();
        let mut here = Some(node);
        while let Some(node) = here.filter(|node| *node != self.view.root) {
            if let Some(id) = self
                .view
                .dom
                .listener(node)
                .filter(|_| !self.is_disabled(node))
                && let Some(block) = self.view.blocks.get(&id)
            {
                for (slot, kind) in block.prototype.kinds.iter().enumerate() {
                    if let OwnedSlotKind::On {
                        event: heard,
                        payload,
                    } = kind
                        && **heard == *event
                        && block.places[slot].node() == node
                    {
                        path.push((
                            Address {
                                block: id,
                                slot: slot as u32,
                            },
                            *payload,
                        ));
                    }
                }
            }
            here = if STAYING.contains(&event) {
                None
            } else {
                self.view.dom.parent(node)
            };
        }
        path
    }

    /// Returns how many handlers heard it.
    fn emit(&mut self, node: NodeId, event: &str, payload: &Payload<'_>) -> usize {
        let path = self.path(node, event);
        for (at, wants_payload) in &path {
            let payload = if *wants_payload {
                payload.clone()
            } else {
                Payload::None
            };
            self.outbox.push(at.block, at.slot, payload);
        }
        path.len()
    }

    fn sent(
        &mut self,
        find: &Find,
        event: &str,
        heard: usize,
    ) -> Result<Vec<Vec<u8>>, HeadlessError> {
        if heard == 0 {
            return Err(HeadlessError::Find(format!(
                "nothing on the way from {find} to the root hears `{event}`"
            )));
        }
        Ok(self.flush())
    }
}
