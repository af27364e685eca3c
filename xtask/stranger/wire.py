"""The bytes of the Vango protocol, version 1: primitives, boot data, templates, content, operations, client frames."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

VERSION = 1
PING, NO_PAYLOAD = b"\4", b"\0"
# What stands in a frame is written down as letters: u number, s text, f bool, o optional text, k texts, t template, b branch,
# w rows, d dyn, c byte, v 16 bits, e one of three.
# Slots: the fields of the slot itself, then what stands in a block for it.
SLOTS = (("Dyn", "", "d"), ("Attr", "s", "o"), ("Class", "s", "f"), ("On", "sf", ""), ("Branch", "", "b"),
         ("Rows", "", "w"), ("Child", "", "b"), ("OnWith", "sfukuu", ""), ("Style", "s", "o"), ("Spread", "", "o"))
OPERATIONS = (("Define", "t"), ("Mount", "ub"), ("Text", "s"), ("Attr", "o"), ("Class", "f"), ("Dyn", "d"),
              ("Branch", "b"), ("Insert", "uw"), ("Remove", "uu"), ("Move", "uu"), ("Swap", "uu"), ("Clear", ""),
              ("Park", ""), ("Drop", ""))
FRAMES = (("Welcome", "vuue"), ("Patch", "cc"), ("Refresh", "u"), ("Error", "vs"), ("Pong", ""), ("Ack", "c"))


class WireError(Exception):
    """Bytes that are not of this protocol."""


class Reader:
    """Reads bincode 2's `standard()` format, strictly."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, n: int) -> bytes:
        if n > len(self.data) - self.at:
            raise WireError("bytes end early")
        self.at += n
        return self.data[self.at - n:self.at]

    def uint(self, size: int = 4) -> int:
        """A varint of a type with `size` bytes."""
        head = self.take(1)[0]
        width = 0 if head < 251 else {251: 2, 252: 4, 253: 8}.get(head, 99)
        if width > size:
            raise WireError(f"no varint of {size} bytes begins with {head}")
        return int.from_bytes(self.take(width), "little") if width else head

    def i32(self) -> int:
        n = self.uint()
        return -(n // 2) - 1 if n % 2 else n // 2

    def flag(self) -> bool:
        byte = self.take(1)[0]
        if byte > 1:
            raise WireError("a bool is 0 or 1")
        return byte == 1

    def utf8(self, n: int) -> str:
        try:
            return self.take(n).decode("utf-8")
        except UnicodeDecodeError as e:
            raise WireError("text is not UTF-8") from e

    def text(self) -> str:
        return self.utf8(self.uint(8))

    def end(self) -> None:
        if self.at != len(self.data):
            raise WireError("bytes are left")


class Kind(NamedTuple):
    """A slot of a template."""
    kind: str
    name: str = ""
    payload: bool = False
    flags: int = 0
    keys: tuple[str, ...] = ()
    debounce: int = 0
    throttle: int = 0


class Template(NamedTuple):
    html: str
    slots: list[Kind]


class RawHtml(NamedTuple):
    html: str


class Parked(NamedTuple):
    block: int


class Content(NamedTuple):
    """A block that comes in, with the values of its slots: None, bool, str, RawHtml, Parked, Content or a list."""
    id: int
    template: int
    values: list[Any]

    def inside(self) -> Iterator[Content | Parked]:
        """This block, all blocks in it, and the parked ones that it shows."""
        yield self
        for value in self.values:
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, (Content, Parked)):
                    yield from item.inside() if isinstance(item, Content) else [item]


class Operation(NamedTuple):
    name: str
    block: int
    slot: int
    args: list[Any]


class Decoder:
    """Reads patches; counts what both sides count without saying so: templates and block ids."""

    def __init__(self, templates: list[Template]) -> None:
        self.templates, self.next_id = templates, 1

    def field(self, r: Reader, letter: str) -> Any:
        if letter in PLAIN:
            return PLAIN[letter](r)
        if letter == "t":
            return self.templates.append(template(r))
        if letter == "b":
            n = r.uint()
            return self.block(r, n - 1) if n else None
        if letter == "w":
            n = r.uint()
            index = r.uint() if n else 0
            return [self.block(r, index) for _ in range(n)]
        n = r.uint(8)
        if n >= 4:
            return r.utf8(n - 4)
        if n == 1:
            return self.block(r, r.uint())
        return (RawHtml(r.text()) if n == 2 else Parked(r.uint())) if n else None

    def block(self, r: Reader, index: int) -> Content:
        if index >= len(self.templates):
            raise WireError(f"template {index} is not defined")
        block = Content(self.next_id, index, [])
        self.next_id += 1
        for slot in self.templates[index].slots:
            letter = next(content for name, _, content in SLOTS if name == slot.kind)
            block.values.append(self.field(r, letter) if letter else None)
        return block

    def head(self, r: Reader) -> tuple[str, list[Any]]:
        """Reads a frame of the server; of a Patch what stands before its operations."""
        name, letters = variant(r, FRAMES)
        fields = [self.field(r, letter) for letter in letters]
        if name != "Patch":
            r.end()
        return name, fields

    def patch(self, r: Reader) -> list[Operation]:
        """The operations to the end of the frame, definitions excepted: they have taken effect."""
        found, at = [], 0
        while r.at < len(r.data):
            name, letters = variant(r, OPERATIONS)
            slot = 0
            if name == "Mount":
                self.next_id = r.uint()
                letters = "b"
            elif name != "Define":
                at += r.i32()
                slot = r.uint() if name not in ("Park", "Drop") else 0
            args = [self.field(r, letter) for letter in letters]
            if name != "Define":
                found.append(Operation(name, 0 if name == "Mount" else at, slot, args))
        return found


class ShapeDecoder(Decoder):
    """Reads the shape of a page as content; attributes are None, texts and raw HTML empty."""

    def root(self, data: bytes) -> Content:
        r = Reader(data)
        index, self.texts = r.uint(), r.uint()
        block = self.block(r, index)
        r.end()
        if self.texts:
            raise WireError("texts are left")
        return block

    def field(self, r: Reader, letter: str) -> Any:
        if letter in "of":
            return None
        if letter == "d" and self.texts:
            self.texts -= 1
            return ""
        if self.texts:
            raise WireError("texts are left")
        n = r.uint()
        index = n - 2 if letter != "w" else r.uint() if n else 0
        self.texts = r.uint()
        if letter == "w":
            return [self.block(r, index) for _ in range(n)]
        return None if n == 0 else RawHtml("") if n == 1 and letter == "d" else self.block(r, index)


PLAIN: dict[str, Callable[[Reader], Any]] = {
    "u": Reader.uint, "c": lambda r: r.take(1)[0], "v": lambda r: r.uint(2), "e": lambda r: variant(r, (0, 1, 2)),
    "s": Reader.text, "f": Reader.flag, "o": lambda r: r.text() if r.flag() else None,
    "k": lambda r: tuple(r.text() for _ in range(r.uint(8)))}


def variant(r: Reader, of: tuple[Any, ...]) -> Any:
    n = r.uint()
    if n >= len(of):
        raise WireError(f"no variant {n}")
    return of[n]


def template(r: Reader) -> Template:
    markup, slots = r.text(), []
    for _ in range(r.uint(8)):
        name, letters, _ = variant(r, SLOTS)
        slots.append(Kind(name, *(PLAIN[letter](r) for letter in letters)))
    return Template(markup, slots)


class Boot:
    """The boot data of a page."""

    def __init__(self, data: bytes) -> None:
        r = Reader(data)
        self.version, self.build, self.flags, self.session = r.uint(2), r.uint(8), r.uint(), r.uint(8)
        self.state, self.secret, self.ticket, self.socket = r.uint(8), r.take(16), r.take(16), r.text()
        self.templates = [template(r) for _ in range(r.uint(8))]
        self.shape = r.take(r.uint(8))
        r.end()


def uint(n: int) -> bytes:
    """A varint in its shortest form."""
    if n < 251:
        return bytes([n])
    size = 2 if n < 1 << 16 else 4 if n < 1 << 32 else 8
    return bytes([{2: 251, 4: 252, 8: 253}[size]]) + n.to_bytes(size, "little")


def zigzag(n: int) -> bytes:
    return uint(2 * n if n >= 0 else -2 * n - 1)


def text(value: str) -> bytes:
    return uint(len(value.encode())) + value.encode()


def hello(boot: Boot, ticket: bool, path: str, batch: int, event: int, blocks: int = 1, templates: int = 0) -> bytes:
    entry = b"\1" + boot.ticket if ticket else b"\0"
    return (b"\0" + uint(VERSION) + uint(boot.session) + uint(boot.state) + boot.secret + entry + text(path) + uint(boot.build)
            + uint(batch) + uint(event) + uint(blocks) + uint(templates) + text(""))


def acknowledgement(batch: int) -> bytes:
    return bytes([2, batch & 255])


def resync(batch: int, block: int) -> bytes:
    """Asks for the component of a block, 0: for everything."""
    return bytes([3, batch & 255]) + uint(block)


def event(number: int, batch: int, block: int, slot: int, payload: bytes) -> bytes:
    return bytes([1, number & 255, batch & 255]) + uint(block) + uint(slot) + payload


def mouse(x: int = 0, y: int = 0, button: int = 0, detail: int = 1, modifiers: int = 0) -> bytes:
    return b"\1" + zigzag(x) + zigzag(y) + bytes([button]) + uint(detail) + bytes([modifiers])


def typed(value: str, checked: bool) -> bytes:
    return b"\3" + text(value) + bytes([checked])


def nearest(known: int, low: int) -> int | None:
    """The number meant by its low byte, given one that is known; None for a mistake."""
    number = known + (low - known + 127) % 256 - 127
    return None if (low - known) % 256 == 128 or number < 0 else number
