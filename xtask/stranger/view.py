"""What the page shows: templates as prototypes, blocks with their slots, adoption, and operations on them."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dom
import wire
from dom import Comment, Element, Node, Text
from wire import Content, Operation, Parked, RawHtml

# The kinds of slots that an operation is for; the others are for Rows.
FITTING = {"Text": ("Dyn",), "Attr": ("Attr", "Style", "Spread"), "Class": ("Class",), "Dyn": ("Dyn",),
           "Branch": ("Branch", "Child")}


class Mistake(Exception):
    """Something that does not fit this page."""


class Hole(Node):
    """Where a prototype has a marker; `end` says that it is the last child of an element."""

    def __init__(self, slot: int, end: bool) -> None:
        self.slot, self.end = slot, end


class Prototype:
    """A template, parsed: holes stand for markers."""

    def __init__(self, template: wire.Template) -> None:
        self.kinds, self.root, count = template.slots, dom.parse(template.html), 0
        self.own: dict[Element, range] = {}  # the slots of the elements themselves
        self.separated: set[Node] = set()  # after which a page has a separator
        for node in list(self.root.walk()):
            if isinstance(node, Element):
                self.own[node] = range(count, count + int(node.attrs.pop("v", 0)))
                count = self.own[node].stop
            elif isinstance(node, Comment) or isinstance(node, Text) and node.data == "<!--v-->":
                parent = node.parent
                assert parent
                at = parent.children.index(node)
                parent.insert(at, Hole(count, parent is not self.root and node is parent.children[-1]))
                node.detach()
                count += 1
        if count != len(self.kinds):
            raise Mistake("a template has not as many markers as slots")
        for parent in (node for node in self.root.walk() if isinstance(node, Element)):
            for node, after in zip(parent.children, [*parent.children[1:], None]):
                if isinstance(node, Text) or isinstance(node, Hole) and self.kinds[node.slot].kind == "Dyn":
                    if isinstance(after, (Text, Hole)) or after is None and parent is self.root:
                        self.separated.add(node)


class Slot:
    """A slot of a block, and what it shows."""

    def __init__(self, view: View, index: int, element: Element, anchor: Text | None = None) -> None:
        self.view, self.index, self.kind = view, index, view.prototype.kinds[index]
        self._element, self.anchor = element, anchor
        self.blocks: list[View] = []
        self.raw: list[Node] = []
        self.names: set[str] = set()  # the attributes that a Spread has set
        self.spent = False  # a listener that hears one event only has heard it

    @property
    def element(self) -> Element:
        """The element whose slot it is, or in which it stands: that changes when a block is parked."""
        return self.anchor.parent or self._element if self.anchor else self._element

    def nodes(self) -> Iterator[Node]:
        for view in self.blocks:
            yield from view.nodes()
        yield from self.raw
        yield from [self.anchor] if self.anchor else []

    def position(self, row: int) -> int:
        """Where, among the children of its element, the nodes of that row begin or would."""
        following = (node for view in self.blocks[row:] for node in view.nodes())
        node = next(following, self.anchor)
        return self.element.children.index(node) if node else len(self.element.children)

    def place(self, row: int) -> None:
        """Puts the nodes of that row before those of the next."""
        self.blocks[row].owner = self
        for node in list(self.blocks[row].nodes()):
            node.detach()
            self.element.insert(self.position(row + 1), node)


class View:
    """A block that is shown, or parked."""

    def __init__(self, id: int, prototype: Prototype, owner: Slot | None) -> None:
        self.id, self.prototype, self.owner = id, prototype, owner
        self.slots: list[Slot] = []
        self.roots: list[Node | Slot] = []

    def nodes(self) -> Iterator[Node]:
        for root in self.roots:
            yield from root.nodes() if isinstance(root, Slot) else [root]

    def around(self) -> Iterator[View]:
        """This block and those that it stands in, outwards."""
        yield self
        if self.owner:
            yield from self.owner.view.around()


class Document:
    """The root element and the blocks. In `wanted` is what the server has to be asked for: components, or 0 for all."""

    def __init__(self, root: Element, templates: list[wire.Template], shape: bytes) -> None:
        self.root, self.decoder = root, wire.Decoder(list(templates))
        self.prototypes: list[Prototype] = []
        self.blocks: dict[int, View] = {}
        self.wanted: list[int] = []
        self._fresh()
        try:  # to adopt the page
            decoder = wire.ShapeDecoder(self.decoder.templates)
            if self._make(decoder.root(shape), None, root, 0, True) != len(root.children):
                raise Mistake("the page holds more than its root block")
            self.decoder.next_id = decoder.next_id
        except (Mistake, wire.WireError):
            self.everything()

    def _fresh(self) -> None:
        self.parked: set[int] = set()
        self.frozen = False  # until a Mount
        self.broken: set[View] = set()  # components that are asked for
        self.failed: set[Slot] = set()  # Child slots that this has happened to
        self.ghosts: set[int] = set()  # blocks that came in ignored content

    # Blocks

    def _make(self, content: Content, owner: Slot | None, parent: Element, at: int, adopt: bool = False) -> int:
        """Makes a block's nodes from an index on, or takes those that stand there; returns the index after them."""
        self.prototypes += map(Prototype, self.decoder.templates[len(self.prototypes):])
        view = self.blocks[content.id] = View(content.id, self.prototypes[content.template], owner)
        if owner:
            owner.blocks.append(view)
        return self._walk(view.prototype.root, view, content.values, parent, at, adopt)

    def _walk(self, proto: Element, view: View, values: list[Any], parent: Element, at: int, adopt: bool) -> int:
        for p in proto.children:
            root: Node | Slot
            if isinstance(p, Hole):
                root = slot = Slot(view, p.slot, parent)
                view.slots.append(slot)
                at = self._fill(slot, values[p.slot], at, adopt)
                if slot.kind.kind == "Dyn" or not p.end:
                    slot.anchor = slot.anchor or Text()
                    if not slot.anchor.parent:
                        parent.insert(at, slot.anchor)
                        at += 1
            else:
                root = node = self._take(parent, at, p) if adopt else self._copy(parent, at, p)
                at += 1
                if isinstance(p, Element) and isinstance(node, Element):
                    node.slots = [Slot(view, index, node) for index in view.prototype.own[p]]
                    view.slots += node.slots
                    for slot in node.slots:
                        if not adopt:
                            self._set(slot, values[slot.index])
                        elif slot.kind.kind == "Spread":
                            slot.names = node.attrs.keys() - p.attrs.keys() - {
                                {"Class": "class", "Style": "style"}.get(s.kind.kind, s.kind.name) for s in node.slots}
                    if self._walk(p, view, values, node, 0, adopt) != len(node.children):
                        raise Mistake(f"<{node.tag}> holds too much")
            if proto is view.prototype.root:
                view.roots.append(root)
            if adopt and p in view.prototype.separated:
                self._take(parent, at, Comment("")).detach()
        return at

    @staticmethod
    def _take(parent: Element, at: int, p: Node) -> Node:
        """The node of the page that a prototype says stands there."""
        node = parent.children[at] if at < len(parent.children) else None
        what = "tag" if isinstance(p, Element) else "data"
        if node is None or type(node) is not type(p) or getattr(node, what) != getattr(p, what):
            raise Mistake(f"the page does not have {getattr(p, what)!r}")
        return node

    @staticmethod
    def _copy(parent: Element, at: int, p: Node) -> Node:
        node = Element(p.tag, p.attrs) if isinstance(p, Element) else Text(p.data) if isinstance(p, Text) else p
        parent.insert(at, node)
        return node

    def _fill(self, slot: Slot, value: object, at: int, adopt: bool = False) -> int:
        """Gives an empty slot what it shows, from an index of its element's children on; returns the index after it."""
        parent = slot.element
        if isinstance(value, str):
            here = parent.children[at] if adopt and at < len(parent.children) else None
            slot.anchor = here if isinstance(here, Text) else slot.anchor or Text()
            slot.anchor.data = here.data if isinstance(here, Text) else value
            return at + 1 if here is slot.anchor else at
        if isinstance(value, RawHtml):
            if not adopt:
                slot.raw = list(dom.parse(value.html).children)
                for i, node in enumerate(slot.raw):
                    parent.insert(at + i, node)
                return at + len(slot.raw)
            while at < len(parent.children) and getattr(parent.children[at], "data", "") != "/v":
                slot.raw.append(parent.children[at])
                at += 1
            self._take(parent, at, Comment("/v")).detach()
        elif isinstance(value, Parked):
            self.parked.remove(value.block)
            slot.blocks = [self.blocks[value.block]]
            slot.blocks[0].owner, nodes = slot, list(slot.blocks[0].nodes())
            for i, node in enumerate(nodes):
                parent.insert(at + i, node)
            return at + len(nodes)
        for content in value if isinstance(value, list) else [value] if isinstance(value, Content) else []:
            at = self._make(content, slot, parent, at, adopt)
        return at

    def _forget(self, views: list[View]) -> None:
        for view in views:
            for node in list(view.nodes()):
                node.detach()
            self.blocks.pop(view.id, None)
            self.broken.discard(view)
            for slot in view.slots:
                self._forget(slot.blocks)

    def _clear(self, slot: Slot) -> None:
        self._forget(slot.blocks)
        for node in slot.raw:
            node.detach()
        slot.blocks, slot.raw = [], []
        if slot.anchor:
            slot.anchor.data = ""

    # Slots of elements

    def _set(self, slot: Slot, value: object) -> None:
        element, name = slot.element, slot.kind.name
        if slot.kind.kind == "Class":
            classes = [c for c in element.attrs.get("class", "").split() if c != name]
            element.attrs["class"] = " ".join([*classes, name] if value else classes)
        elif slot.kind.kind == "Style":
            style = dom.declarations(element.attrs.get("style", ""))
            style.pop(name, None)
            element.attrs["style"] = dom.style_text(style | ({name: value} if isinstance(value, str) else {}))
        elif slot.kind.kind == "Attr":
            self._attribute(element, name, value)
        elif slot.kind.kind == "Spread":
            parts = value.split("\0") if isinstance(value, str) else []
            pairs = dict(zip(parts[::2], parts[1::2]))
            for name in slot.names | pairs.keys():
                self._attribute(element, name, pairs.get(name))
            slot.names = set(pairs)

    @staticmethod
    def _attribute(element: Element, name: str, value: object) -> None:
        element.attrs.pop(name, None)
        if isinstance(value, str):
            element.attrs[name] = value

    # Operations

    def everything(self) -> None:
        if not self.frozen:
            self.frozen, self.wanted = True, [0]

    def apply(self, op: Operation) -> None:
        """Applies an operation, or wants what it belongs to anew."""
        view = self.blocks.get(op.block)
        if op.name == "Mount":
            self._forget(list(self.blocks.values()))
            for node in list(self.root.children):
                node.detach()
            self._fresh()
            if op.args[0]:
                self._make(op.args[0], None, self.root, 0)
            return
        ignored = self.frozen or (op.block in self.ghosts if view is None else
                                  not self.broken.isdisjoint(view.around()))
        try:
            if view is None or ignored and op.name not in ("Park", "Drop"):
                raise Mistake("it is not for a block that stands here")
            self._operate(view, op)
        except Mistake:
            self.ghosts |= {c.id for c in Content(0, 0, op.args).inside() if isinstance(c, Content)}
            if not ignored:
                self._component(view)

    def _component(self, view: View | None) -> None:
        """Wants the component around a block, or everything."""
        for at in view.around() if view else ():
            if at.owner and at.owner.kind.kind == "Child":
                if at.owner in self.failed:
                    break
                self.failed.add(at.owner)
                self.broken.add(at)
                self.wanted.append(at.id)
                return
        self.everything()

    def _operate(self, view: View, op: Operation) -> None:
        if op.name in ("Park", "Drop"):
            return self._park(view) if op.name == "Park" else self._drop(view)
        slot = view.slots[op.slot] if op.slot < len(view.slots) else None
        if not slot or slot.kind.kind not in FITTING.get(op.name, ("Rows",)):
            raise Mistake("no such slot")
        shown = [item.block for item in Content(0, 0, op.args).inside() if isinstance(item, Parked)]
        if len(set(shown)) < len(shown) or not set(shown) <= self.parked - {around.id for around in view.around()}:
            raise Mistake("a block is shown that is not parked, or in itself")
        if op.name in ("Attr", "Class"):
            self._set(slot, op.args[0])
        elif op.name in ("Text", "Dyn", "Branch", "Clear"):
            self._clear(slot)
            if op.args:
                self._fill(slot, op.args[0], slot.position(0))
        else:
            self._arrange(slot, op)

    def _arrange(self, slot: Slot, op: Operation) -> None:
        """Rows come in, leave or change places."""
        rows, (a, b) = slot.blocks, op.args
        needed = a if op.name == "Insert" else a + b if op.name == "Remove" else max(a, b) + 1
        if needed > len(rows):
            raise Mistake("no such row")
        if op.name == "Insert":
            position, slot.blocks, after = slot.position(a), rows[:a], rows[a:]
            self._fill(slot, b, position)
            slot.blocks += after
        elif op.name == "Remove":
            self._forget(rows[a:needed])
            del rows[a:needed]
        elif op.name == "Move":
            rows.insert(b, rows.pop(a))
            slot.place(b)
        else:
            rows[a], rows[b] = rows[b], rows[a]
            slot.place(max(a, b))
            slot.place(min(a, b))

    def _park(self, view: View) -> None:
        if not view.owner or view.owner.kind.kind != "Dyn":
            raise Mistake("no Dyn slot shows this block")
        nodes, fragment = list(view.nodes()), Element("#parked")
        for i, node in enumerate(nodes):
            fragment.insert(i, node)
        view.owner.blocks, view.owner = [], None
        self.parked.add(view.id)

    def _drop(self, view: View) -> None:
        if view.id not in self.parked:
            raise Mistake("this block is not parked")
        self.parked.remove(view.id)
        self._forget([view])
