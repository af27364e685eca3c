//! The mounted tree of one session: component instances and `each` scopes, and the shadow of what they show.

use std::any::TypeId;
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::rc::Rc;

use slab::Slab;

use super::boundary::Failures;
use super::panic::Panics;
use super::rowtable::{RowTable, Targets};
use super::shadow::Shadow;
use super::slot::SlotScope;
use super::standing::Move;
use super::template::Templates;
use super::told::Told;
use crate::reactive::{NodeId, Observer, Owner, Seldom, Store, StoreSettings, allocated, growth};
use crate::view::component::RenderFn;
use crate::view::each::RowRender;
use crate::view::handler::HandlerSet;
use crate::view::seat::Seat;
use crate::view::template::Template;

/// Everything that a session has mounted.
pub(crate) struct Tree {
    pub(crate) store: Store,
    pub(crate) scopes: Slab<Scope>,
    pub(crate) shadow: Shadow,
    pub(crate) templates: Templates,
    /// What to run again when an observer's sources have changed.
    pub(crate) targets: Targets,
    /// The `each` scopes, to be asked when lists have changed.
    pub(crate) eaches: Vec<u32>,
    /// The root component's scope.
    pub(crate) root: Option<u32>,
    /// The scopes of slots: by the component's owner and the slot's number.
    pub(super) slots: Seldom<HashMap<(Owner, u32), u32>>,
    /// What has failed below an error boundary.
    pub(super) failures: Seldom<Failures>,
    /// What the next renders have to see to.
    pub(crate) pending: Seldom<Pending>,
    /// What the page showed, until the render after it was compared with it.
    pub(crate) page_shape: Option<u64>,
    /// The render after the page showed something else than the page.
    pub(crate) shape_differs: bool,
    /// Counts the rounds of renders; a scope that was rendered in this round need not be rendered again in it.
    pub(crate) round: u32,
    pub(crate) hash_key: u64,
}

/// What renders have left to be done.
#[derive(Default)]
pub(crate) struct Pending {
    /// Owners of components that have left: their cleanups run, and their state goes, once the round of renders is over.
    pub(crate) left: Vec<Owner>,
    /// Whose render has to make the content of a slot, in the next round.
    pub(crate) wanted: Vec<Target>,
    /// Slots that were placed while they still stood elsewhere.
    pub(super) moves: Vec<Move>,
    /// The controls that hold something else than is shown of them, until that is shown anew.
    pub(super) told: Vec<Told>,
    /// Renders of the page that panicked below a boundary, and are not yet reported.
    pub(crate) page_panics: Panics,
}

impl Pending {
    /// Whether nothing is left to be done.
    pub(super) fn is_settled(&self) -> bool {
        self.left.is_empty()
            && self.wanted.is_empty()
            && self.moves.is_empty()
            && self.told.is_empty()
            && self.page_panics == Panics::default()
    }

    fn memory_bytes(&self) -> usize {
        self.wanted.capacity() * size_of::<Target>()
            + self.moves.capacity() * size_of::<Move>()
            + self.told.capacity() * size_of::<Told>()
    }
}

impl Tree {
    /// An empty tree whose blocks count from `first_id`.
    pub(crate) fn new(settings: StoreSettings, first_id: u32, templates: Templates) -> Self {
        let hash_key = settings.hash_key;
        Self {
            store: Store::new(settings),
            scopes: Slab::new(),
            shadow: Shadow::new(first_id),
            templates,
            targets: Targets::default(),
            eaches: Vec::new(),
            root: None,
            slots: Seldom::default(),
            failures: Seldom::default(),
            pending: Seldom::default(),
            page_shape: None,
            shape_differs: false,
            round: 0,
            hash_key,
        }
    }

    /// Takes a scope in; the slab grows as other lists of a session do.
    pub(super) fn insert_scope(&mut self, scope: Scope) -> u32 {
        if self.scopes.len() == self.scopes.capacity() {
            self.scopes.reserve_exact(growth(self.scopes.len()));
        }
        crate::view::slots::index(self.scopes.insert(scope))
    }

    pub(crate) fn instance(&self, scope: u32) -> &Instance {
        match &self.scopes[scope as usize] {
            Scope::Instance(instance) => instance,
            _ => unreachable!("the caller got the number from a component"),
        }
    }

    pub(crate) fn instance_mut(&mut self, scope: u32) -> &mut Instance {
        match &mut self.scopes[scope as usize] {
            Scope::Instance(instance) => instance,
            _ => unreachable!("the caller got the number from a component"),
        }
    }

    pub(crate) fn each(&self, scope: u32) -> &EachScope {
        match &self.scopes[scope as usize] {
            Scope::Each(each) => each,
            _ => unreachable!("the caller got the number from an each"),
        }
    }

    pub(crate) fn each_mut(&mut self, scope: u32) -> &mut EachScope {
        match &mut self.scopes[scope as usize] {
            Scope::Each(each) => each,
            _ => unreachable!("the caller got the number from an each"),
        }
    }

    pub(crate) fn slot(&self, scope: u32) -> &SlotScope {
        match &self.scopes[scope as usize] {
            Scope::Slot(slot) => slot,
            _ => unreachable!("the caller got the number from a slot"),
        }
    }

    pub(crate) fn slot_mut(&mut self, scope: u32) -> &mut SlotScope {
        match &mut self.scopes[scope as usize] {
            Scope::Slot(slot) => slot,
            _ => unreachable!("the caller got the number from a slot"),
        }
    }

    /// The slot that a word names, unless it has gone with its component.
    pub(crate) fn find_scope(&self, scope: u32) -> Option<&SlotScope> {
        match self.scopes.get(scope as usize)? {
            Scope::Slot(slot) => Some(slot),
            _ => None,
        }
    }

    /// The instance in whose render the scope stands: itself, the one that an `each` belongs to, the giver of a slot.
    pub(crate) fn instance_of(&self, scope: u32) -> u32 {
        match &self.scopes[scope as usize] {
            Scope::Instance(_) => scope,
            Scope::Each(each) => self.instance_of(each.outer),
            Scope::Slot(slot) => self.instance_of(slot.giver.scope),
        }
    }

    /// The instance that components in a block of this scope stand in: of a slot's content, the one that places it.
    pub(crate) fn parent_of(&self, scope: u32) -> u32 {
        match &self.scopes[scope as usize] {
            Scope::Instance(_) => scope,
            Scope::Each(each) => self.parent_of(each.outer),
            Scope::Slot(slot) => match slot.place {
                Some(place) => self.parent_of(self.shadow.scope(place.block)),
                None => slot.taker,
            },
        }
    }

    /// The template of a block.
    pub(crate) fn template_of(&self, block: u32) -> &'static Template {
        self.templates.get(self.shadow.template(block))
    }

    /// The scope that has the handlers of a block of this scope.
    pub(crate) fn handler_scope(&self, scope: u32) -> u32 {
        match &self.scopes[scope as usize] {
            Scope::Instance(_) | Scope::Each(_) => scope,
            Scope::Slot(slot) => self.handler_scope(slot.giver.scope),
        }
    }

    /// Whether a block of this scope is hidden with the content of a slot: it is kept, and nobody sees it.
    pub(crate) fn is_parked(&self, mut scope: u32) -> bool {
        loop {
            let place = match &self.scopes[scope as usize] {
                Scope::Instance(instance) => match instance.place {
                    Some(place) => place,
                    None => return false,
                },
                Scope::Each(each) => each.place,
                Scope::Slot(slot) => match slot.place {
                    Some(place) => place,
                    None => return true,
                },
            };
            scope = self.shadow.scope(place.block);
        }
    }

    /// The scope in which components of a block of this scope wait: of a component's own view the component, of a slot's
    /// content the slot.
    pub(crate) fn holder(&self, scope: u32) -> u32 {
        match &self.scopes[scope as usize] {
            Scope::Instance(_) | Scope::Slot(_) => scope,
            Scope::Each(each) => self.holder(each.outer),
        }
    }

    /// What waits in a component or a slot.
    pub(crate) fn waiting_mut(&mut self, holder: u32) -> &mut VecDeque<Waiting> {
        match &mut self.scopes[holder as usize] {
            Scope::Instance(instance) => &mut instance.waiting,
            Scope::Slot(slot) => &mut slot.waiting,
            Scope::Each(_) => unreachable!("nothing waits in an each"),
        }
    }

    /// Takes the component out that waits for this seat, among the first `count` that wait.
    pub(crate) fn take_waiting(&mut self, holder: u32, seat: Seat, count: usize) -> Option<u32> {
        let waiting = self.waiting_mut(holder);
        let at = waiting
            .iter()
            .take(count)
            .position(|one| one.seat == seat)?;
        waiting.remove(at).map(|one| one.child)
    }

    /// The name of the component that allocates under `owner`, while it is mounted.
    pub(crate) fn component_of(&self, owner: Owner) -> Option<&'static str> {
        self.scopes.iter().find_map(|(_, scope)| match scope {
            Scope::Instance(instance) if instance.owner == owner => Some(instance.name),
            _ => None,
        })
    }

    /// The name of the component in whose render the scope stands.
    pub(crate) fn component(&self, scope: u32) -> &'static str {
        self.instance(self.instance_of(scope)).name
    }

    /// Where a scope stands in a round of renders: an instance before its `each`es, these before the ones in their rows,
    /// all of them before the instance's children.
    pub(crate) fn rank(&self, scope: u32) -> (u32, u32) {
        match &self.scopes[scope as usize] {
            Scope::Instance(instance) => (instance.depth, 0),
            Scope::Each(each) => (
                self.instance(self.instance_of(each.outer)).depth,
                each.nesting,
            ),
            Scope::Slot(slot) => self.rank(slot.giver.scope),
        }
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        let scopes: usize = self
            .scopes
            .iter()
            .map(|(_, scope)| match scope {
                Scope::Instance(instance) => {
                    instance.handlers.memory_bytes()
                        + allocated(size_of_val(&*instance.render))
                        + allocated(size_of_val(&*instance.props))
                        + allocated(instance.slots.len() * 4)
                        + instance.waiting.capacity() * size_of::<Waiting>()
                }
                Scope::Slot(slot) => slot.waiting.capacity() * size_of::<Waiting>(),
                Scope::Each(each) => each.handlers.memory_bytes() + each.shown.memory_bytes(),
            })
            .sum();
        scopes
            + self.scopes.capacity() * size_of::<Scope>()
            + self.store.memory_bytes()
            + self.shadow.memory_bytes()
            + self.templates.memory_bytes()
            + self.targets.memory_bytes()
            + self
                .slots
                .memory_bytes(|slots| slots.capacity() * size_of::<((Owner, u32), u32)>())
            + self.pending.memory_bytes(Pending::memory_bytes)
            + self.failures.memory_bytes(Failures::memory_bytes)
    }
}

/// What a render stands for.
#[derive(Debug)]
pub(crate) enum Scope {
    Instance(Instance),
    Each(EachScope),
    Slot(SlotScope),
}

/// A mounted component.
pub(crate) struct Instance {
    pub(crate) name: &'static str,
    pub(crate) component: TypeId,
    /// Owns what its setup allocated.
    pub(crate) owner: Owner,
    pub(crate) observer: Observer,
    pub(crate) render: RenderFn,
    /// Where its props are kept, in the order of the parameters.
    pub(crate) props: Box<[NodeId]>,
    /// Where it stands; the root stands nowhere.
    pub(crate) place: Option<Place>,
    /// Components above it.
    pub(crate) depth: u32,
    /// Blocks around its view's.
    pub(crate) level: usize,
    /// Offset of its view's block, once it was rendered into slots.
    pub(crate) block: Option<u32>,
    pub(crate) handlers: HandlerSet,
    /// The scopes of its slots, in the order of its parameters.
    pub(crate) slots: Box<[u32]>,
    /// Children that are mounted but stand in no block yet, in document order: those of a frozen page, or of a resync.
    pub(crate) waiting: VecDeque<Waiting>,
    /// The round in which it was rendered last.
    pub(crate) round: u32,
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instance")
            .field("name", &self.name)
            .field("block", &self.block)
            .finish_non_exhaustive()
    }
}

/// A mounted `each`.
pub(crate) struct EachScope {
    /// The scope of the block that it stands in.
    pub(crate) outer: u32,
    /// `each`es of the same instance around it, itself included.
    pub(crate) nesting: u32,
    /// Blocks around its rows.
    pub(crate) level: usize,
    pub(crate) template: &'static Template,
    pub(crate) list: NodeId,
    pub(crate) row: Rc<dyn RowRender>,
    /// Index of its rows in the shadow.
    pub(crate) rows: u32,
    pub(crate) place: Place,
    pub(crate) handlers: HandlerSet,
    /// What is known of each row that is shown.
    pub(crate) shown: RowTable,
    pub(crate) round: u32,
}

impl fmt::Debug for EachScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EachScope")
            .field("list", &self.list)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}

/// A component that is mounted and stands in no block yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waiting {
    pub(crate) child: u32,
    /// Where it stood.
    pub(crate) seat: Seat,
}

/// A slot of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Offset of the block.
    pub(crate) block: u32,
    pub(crate) slot: usize,
}

/// What an observer runs again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Instance(u32),
    /// One row of an `each`: its scope and the row.
    Row {
        each: u32,
        row: crate::reactive::RowId,
    },
}
