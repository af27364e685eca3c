//! What a user does: clicks, typing, choosing, and the events that a browser makes of them.
//!
//! Invariant: a gesture changes what a control holds as a browser would, and sends the events that a browser would send, in
//! its order, as far as handlers hear them. Nothing is sent for an element without a handler on its way: that is an error
//! here, because a test that does it tests nothing.

use vango_protocol::{Address, Modifiers, Payload, PointerKind};

use super::control::{SEPARATOR, is_disabled, is_radio, is_tickable, options};
use super::dom::NodeId;
use super::error::HeadlessError;
use super::event::DefaultAction;
use super::{Find, Headless};

/// Frames to be sent to the server.
type Frames = Result<Vec<Vec<u8>>, HeadlessError>;

impl Headless {
    /// Clicks on an element. A checkbox or radio button changes, unless a handler prevents it, and `input` and `change`
    /// follow.
    ///
    /// # Errors
    /// When `find` means no element or several, it is disabled, or no handler hears it.
    pub fn click(&mut self, find: &Find) -> Frames {
        let node = self.enabled(find)?;
        let payload = Payload::Mouse {
            x: 0,
            y: 0,
            button: 0,
            detail: 1,
            modifiers: Modifiers::NONE,
        };
        let clicked = self.emit(node, "click", &payload);
        let mut heard = clicked.handlers;
        let was_on = self.controls.checked(&self.view.dom, node);
        let stays = is_radio(&self.view.dom, node) && was_on;
        if is_tickable(&self.view.dom, node) && clicked.default == DefaultAction::Kept && !stays {
            heard += self.tick(node, !was_on);
        }
        self.sent(find, "click", heard)
    }

    /// Returns how many handlers heard it.
    fn tick(&mut self, node: NodeId, checked: bool) -> usize {
        let value = self.controls.value(&self.view.dom, node);
        let payload = Payload::Input {
            value: &value,
            checked,
        };
        let heard = ["input", "change"].map(|event| self.emit(node, event, &payload).handlers);
        let last = self.outbox.given();
        self.controls
            .set_checked(&self.view.dom, node, checked, last);
        heard.iter().sum()
    }

    /// Types into a form control: it holds `value`, and `input` is sent.
    ///
    /// # Errors
    /// When `find` means no element or several, it is disabled, or no handler hears it.
    pub fn input(&mut self, find: &Find, value: &str) -> Frames {
        self.type_into(find, &["input"], value)
    }

    /// Types into a form control, as [`input`](Self::input), whether anything hears it or not: for a field that nobody but
    /// its form looks at.
    ///
    /// # Errors
    /// When `find` means no element or several, or it is disabled.
    pub fn fill(&mut self, find: &Find, value: &str) -> Frames {
        self.hold(find, &["input"], value)?;
        Ok(self.flush())
    }

    /// Ends typing: the control holds `value`, and `change` is sent.
    ///
    /// # Errors
    /// When `find` means no element or several, it is disabled, or no handler hears it.
    pub fn change(&mut self, find: &Find, value: &str) -> Frames {
        self.type_into(find, &["change"], value)
    }

    /// Chooses the options of a `<select>` that have these values: `input` and `change` are sent.
    ///
    /// # Errors
    /// When `find` means no select or several, it is disabled, has no such option, takes only one, or no handler hears
    /// it.
    pub fn choose(&mut self, find: &Find, values: &[&str]) -> Frames {
        let node = self.enabled(find)?;
        let known = options(&self.view.dom, node);
        let element = self.view.dom.element(node);
        let is_multiple = element.is_some_and(|element| element.attribute("multiple").is_some());
        if !is_multiple && values.len() != 1 {
            return Err(HeadlessError::Find(format!(
                "{find} takes one value, not {}",
                values.len()
            )));
        }
        if let Some(value) = values
            .iter()
            .find(|value| !known.iter().any(|(_, known)| known == *value))
        {
            return Err(HeadlessError::Find(format!(
                "{find} has no option {value:?}"
            )));
        }
        let chosen: Vec<&str> = known
            .iter()
            .map(|(_, value)| value.as_str())
            .filter(|value| values.contains(value))
            .collect();
        let value = chosen.join(&SEPARATOR.to_string());
        self.type_into(find, &["input", "change"], &value)
    }

    fn type_into(&mut self, find: &Find, events: &[&str], value: &str) -> Frames {
        let heard = self.hold(find, events, value)?;
        self.sent(find, &events.join(" or "), heard)
    }

    /// Lets a control hold `value`; answers how many handlers have heard of it.
    fn hold(&mut self, find: &Find, events: &[&str], value: &str) -> Result<usize, HeadlessError> {
        let node = self.enabled(find)?;
        let checked = self.controls.checked(&self.view.dom, node);
        let payload = Payload::Input { value, checked };
        let mut heard = 0;
        for event in events {
            heard += self.emit(node, event, &payload).handlers;
        }
        self.controls.set_value(node, value, self.outbox.given());
        Ok(heard)
    }

    /// What a form control holds now: what was typed, or what the server says.
    ///
    /// # Errors
    /// When `find` means no element or several.
    pub fn value(&self, find: &Find) -> Result<String, HeadlessError> {
        let node = find.one(&self.view.dom, self.view.root)?;
        Ok(self.controls.value(&self.view.dom, node))
    }

    /// Whether a checkbox or radio button is on now.
    ///
    /// # Errors
    /// When `find` means no element or several.
    pub fn is_checked(&self, find: &Find) -> Result<bool, HeadlessError> {
        let node = find.one(&self.view.dom, self.view.root)?;
        Ok(self.controls.checked(&self.view.dom, node))
    }

    /// Submits a form with what its controls hold now.
    ///
    /// # Errors
    /// When `find` means no element or several, or no handler hears it.
    pub fn submit(&mut self, find: &Find) -> Frames {
        let node = find.one(&self.view.dom, self.view.root)?;
        let fields = self.controls.fields(&self.view.dom, node);
        let fields = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let heard = self.emit(node, "submit", &Payload::Submit { fields });
        self.sent(find, "submit", heard.handlers)
    }

    /// Presses and releases a key: `keydown` and `keyup`. `key` is a `KeyboardEvent.key`, such as `Enter` or `a`; the
    /// physical key is not known and empty.
    ///
    /// # Errors
    /// When `find` means no element or several, it is disabled, or no handler hears it.
    pub fn press(&mut self, find: &Find, key: &str, modifiers: Modifiers) -> Frames {
        let node = self.enabled(find)?;
        let payload = Payload::Key {
            key,
            code: "",
            modifiers,
            repeat: false,
        };
        let heard = ["keydown", "keyup"].map(|event| self.emit(node, event, &payload).handlers);
        self.sent(find, "keydown or keyup", heard.iter().sum())
    }

    /// A pointer event at a place of the viewport, made by the first mouse button: `event` is `pointerdown`, `pointermove`
    /// and so on.
    ///
    /// # Errors
    /// When `find` means no element or several, it is disabled, or no handler hears it.
    pub fn pointer(&mut self, find: &Find, event: &str, x: i32, y: i32) -> Frames {
        let node = self.enabled(find)?;
        let payload = Payload::Pointer {
            x,
            y,
            button: 0,
            buttons: 1,
            detail: 0,
            modifiers: Modifiers::NONE,
            id: 1,
            kind: PointerKind::Mouse,
            pressure: u16::MAX / 2,
            primary: true,
        };
        let heard = self.emit(node, event, &payload);
        self.sent(find, event, heard.handlers)
    }

    /// Scrolls an element so that it begins at this place, in CSS pixels.
    ///
    /// # Errors
    /// When `find` means no element or several, or no handler hears it.
    pub fn scroll_to(&mut self, find: &Find, left: i32, top: i32) -> Frames {
        self.event(find, "scroll", &Payload::Scroll { left, top })
    }

    /// Opens or closes a `<details>`: the attribute `open` changes, and `toggle` is sent.
    ///
    /// # Errors
    /// When `find` means no element or several, or no handler hears it.
    pub fn toggle(&mut self, find: &Find) -> Frames {
        let node = find.one(&self.view.dom, self.view.root)?;
        let element = self.view.dom.element_mut(node).expect("elements are found");
        let open = element.attribute("open").is_none();
        element.set_attribute("open", open.then_some(""));
        let heard = self.emit(node, "toggle", &Payload::Toggle { open });
        self.sent(find, "toggle", heard.handlers)
    }

    /// Pastes a text: `paste` is sent. What the browser would put into a control is not put there: say it with
    /// [`input`](Self::input).
    ///
    /// # Errors
    /// When `find` means no element or several, or no handler hears it.
    pub fn paste(&mut self, find: &Find, text: &str) -> Frames {
        self.event(find, "paste", &Payload::Text { text })
    }

    /// An event of a custom element, with its `detail` as JSON.
    ///
    /// # Errors
    /// When `find` means no element or several, or no handler hears it.
    pub fn custom(&mut self, find: &Find, event: &str, json: &str) -> Frames {
        self.event(find, event, &Payload::Custom { json })
    }

    /// Sends any event, with its payload for the handlers that ask for one.
    ///
    /// # Errors
    /// When `find` means no element or several, or no handler hears it.
    pub fn event(&mut self, find: &Find, event: &str, payload: &Payload<'_>) -> Frames {
        let node = find.one(&self.view.dom, self.view.root)?;
        let heard = self.emit(node, event, payload);
        self.sent(find, event, heard.handlers)
    }

    /// Sends an event to an address, whatever stands there: what a forged or a late client would do.
    pub fn event_at(&mut self, at: Address, payload: Payload<'_>) -> Vec<Vec<u8>> {
        self.outbox.push(at.block, at.slot, payload);
        self.flush()
    }

    /// The addresses of the handlers that would hear an `event` without payload on an element, in the order in which they
    /// would; those that wait for a certain key are not among them.
    ///
    /// # Errors
    /// When `find` means no element or several.
    pub fn handlers(&self, find: &Find, event: &str) -> Result<Vec<Address>, HeadlessError> {
        let node = find.one(&self.view.dom, self.view.root)?;
        Ok(self.listeners_of(node, event, &Payload::None))
    }

    fn enabled(&self, find: &Find) -> Result<NodeId, HeadlessError> {
        let node = find.one(&self.view.dom, self.view.root)?;
        match is_disabled(&self.view.dom, node) {
            true => Err(HeadlessError::Find(format!(
                "{find} is disabled: a browser sends nothing for it"
            ))),
            false => Ok(node),
        }
    }

    fn sent(&mut self, find: &Find, event: &str, heard: usize) -> Frames {
        if heard == 0 {
            return Err(HeadlessError::Find(format!(
                "nothing on the way from {find} to the root hears `{event}`"
            )));
        }
        Ok(self.flush())
    }
}
