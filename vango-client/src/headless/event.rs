//! Events: how they reach handlers, as frames.
//!
//! Invariant: as in the browser, an event goes to the capturing listeners from the root to its target, then to the others
//! from the target to the root, or to the target alone when it does not bubble; elements that are disabled hear nothing. A
//! listener's options are obeyed, but for its delays: a debounced or throttled event is sent at once, because there is no
//! clock here. What a user does to cause events stands in `gesture`.

use vango_protocol::{Address, EventFlags, OwnedEventOptions, OwnedSlotKind, Payload};

use super::Headless;
use super::control::is_disabled;
use super::dom::NodeId;

/// Events that do not bubble: of the focus, of pointers, of resources, of disclosures, of media.
const STAYING: [&str; 39] = [
    "focus",
    "blur",
    "mouseenter",
    "mouseleave",
    "pointerenter",
    "pointerleave",
    "load",
    "error",
    "abort",
    "scroll",
    "scrollend",
    "toggle",
    "beforetoggle",
    "cancel",
    "close",
    "invalid",
    "canplay",
    "canplaythrough",
    "durationchange",
    "emptied",
    "ended",
    "loadeddata",
    "loadedmetadata",
    "loadstart",
    "pause",
    "play",
    "playing",
    "progress",
    "ratechange",
    "seeked",
    "seeking",
    "stalled",
    "suspend",
    "timeupdate",
    "volumechange",
    "waiting",
    "cuechange",
    "encrypted",
    "waitingforkey",
];

/// What became of an event.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Heard {
    /// How many handlers it was sent to.
    pub(crate) handlers: usize,
    pub(crate) default: DefaultAction,
}

/// Whether the browser does what it does without handlers too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DefaultAction {
    #[default]
    Kept,
    Prevented,
}

/// A listener on the way of an event.
struct Listener {
    at: Address,
    node: NodeId,
    wants_payload: bool,
    options: OwnedEventOptions,
}

impl Listener {
    fn has(&self, flag: EventFlags) -> bool {
        self.options.flags.contains(flag)
    }

    /// Whether the listener's options let it hear an event with this target and payload.
    fn hears(&self, target: NodeId, payload: &Payload<'_>) -> bool {
        let is_key = match payload {
            Payload::Key { key, .. } => self.options.keys.iter().any(|known| **known == **key),
            _ => false,
        };
        (self.options.keys.is_empty() || is_key)
            && (!self.has(EventFlags::SELF) || self.node == target)
    }
}

impl Headless {
    /// The addresses of the handlers that would hear the event, in the order in which they would.
    pub(crate) fn listeners_of(
        &self,
        target: NodeId,
        event: &str,
        payload: &Payload<'_>,
    ) -> Vec<Address> {
        let listeners = self.path(target, event).into_iter();
        listeners
            .filter(|listener| listener.hears(target, payload))
            .map(|listener| listener.at)
            .collect()
    }

    /// The listeners that an event passes, in order.
    fn path(&self, target: NodeId, event: &str) -> Vec<Listener> {
        let (mut capturing, mut others) = (Vec::new(), Vec::new());
        let mut here = Some(target);
        while let Some(node) = here.filter(|node| *node != self.view.root) {
            let own = self.listeners_on(node, event);
            let (capture, other): (Vec<_>, Vec<_>) = own
                .into_iter()
                .partition(|listener| listener.has(EventFlags::CAPTURE));
            capturing.extend(capture.into_iter().rev());
            if node == target || !STAYING.contains(&event) {
                others.extend(other);
            }
            here = self.view.dom.parent(node);
        }
        capturing.reverse();
        capturing.append(&mut others);
        capturing
    }

    fn listeners_on(&self, node: NodeId, event: &str) -> Vec<Listener> {
        let block = self
            .view
            .dom
            .listener(node)
            .filter(|_| !is_disabled(&self.view.dom, node));
        let Some((id, block)) = block.and_then(|id| Some((id, self.view.blocks.get(&id)?))) else {
            return Vec::new();
        };
        let slots = block.prototype.kinds.iter().zip(&block.places).enumerate();
        slots
            .filter(|(_, (_, place))| place.node() == node)
            .filter_map(|(slot, (kind, _))| {
                let (name, wants_payload, options) = match kind {
                    OwnedSlotKind::On { event, payload } => {
                        (event, *payload, OwnedEventOptions::default())
                    }
                    OwnedSlotKind::OnWith {
                        event,
                        payload,
                        options,
                    } => (event, *payload, options.clone()),
                    _ => return None,
                };
                let at = Address {
                    block: id,
                    slot: slot as u32,
                };
                let is_spent = self.spent.contains(&at);
                (**name == *event && !is_spent).then_some(Listener {
                    at,
                    node,
                    wants_payload,
                    options,
                })
            })
            .collect()
    }

    /// Sends an event on its way.
    pub(crate) fn emit(&mut self, target: NodeId, event: &str, payload: &Payload<'_>) -> Heard {
        let mut heard = Heard::default();
        let mut stopped_at = None;
        for listener in self.path(target, event) {
            if stopped_at.is_some_and(|node| node != listener.node) {
                break;
            }
            if !listener.hears(target, payload) {
                continue;
            }
            if listener.has(EventFlags::STOP) {
                stopped_at = Some(listener.node);
            }
            if listener.has(EventFlags::PREVENT) && !listener.has(EventFlags::PASSIVE) {
                heard.default = DefaultAction::Prevented;
            }
            if listener.has(EventFlags::ONCE) {
                self.spent.insert(listener.at);
            }
            let payload = match listener.wants_payload {
                true => payload.clone(),
                false => Payload::None,
            };
            self.outbox
                .push(listener.at.block, listener.at.slot, payload);
            heard.handlers += 1;
        }
        self.spent
            .retain(|at| self.view.blocks.contains_key(&at.block));
        heard
    }
}
