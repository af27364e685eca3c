"""Checks that need no server: the hex examples of the page, and operations that the two apps never cause."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import dom
import wire
from check import check, same
from view import Document
from wire import Content, Kind, Operation, Parked, RawHtml, Reader, Template, text, uint, zigzag

PAGE = Path(__file__).resolve().parents[2] / "docs" / "protocol.md"

BUTTON = Template('<button v="2"><!--v--></button>', [Kind("Class", "hot"), Kind("On", "click"), Kind("Dyn")])
INPUT = Template('<input v="3" style="color:red">', [
    Kind("Style", "--gap"), Kind("Spread"), Kind("OnWith", "keydown", True, 1 | 2, ("Enter",), 300, 0)])
PARAGRAPH = Template("<p><!--v--></p>", [Kind("Dyn")])


def examples() -> dict[str, bytes]:
    """The blocks of the page that begin with "```hex name"."""
    found: dict[str, bytes] = {}
    lines = iter(PAGE.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith("```hex "):
            digits = ""
            for code in iter(lambda: next(lines), "```"):
                digits += code.partition("#")[0]
            found[line[len("```hex "):]] = bytes.fromhex(digits)
    return found


def whole(data: bytes, read: Any) -> Any:
    """What `read` makes of the bytes, all of them."""
    reader = Reader(data)
    value = read(reader)
    reader.end()
    return value


def content(data: bytes, letters: str) -> list[Any]:
    """Contents one after the other; the templates 4 and 5 are those of the page."""
    decoder = wire.Decoder([PARAGRAPH] * 4 + [BUTTON, INPUT])
    found: list[Any] = whole(data, lambda reader: [decoder.field(reader, letter) for letter in letters])
    return found


def frame(data: bytes) -> list[Any]:
    """A frame of the server; of a patch its numbers, then its operations."""
    decoder = wire.Decoder([])
    reader = Reader(data)
    name, fields = decoder.head(reader)
    return [name, *fields, *(decoder.patch(reader) if name == "Patch" else [])]


def shape(data: bytes) -> Content:
    kinds = (["Dyn", "Dyn", "Branch", "Branch", "Rows", "Dyn"], ["Dyn"], ["Dyn", "Dyn"])
    return wire.ShapeDecoder([Template("", [Kind(kind) for kind in of]) for of in kinds]).root(data)


READ: dict[str, tuple[Any, Any]] = {
    "varint-250": (lambda data: whole(data, Reader.uint), 250),
    "varint-251": (lambda data: whole(data, Reader.uint), 251),
    "varint-65536": (lambda data: whole(data, Reader.uint), 65536),
    "zigzag-minus-3": (lambda data: whole(data, Reader.i32), -3),
    "boot": (lambda data: vars(wire.Boot(data)), {
        "version": 1, "build": 9, "flags": 0, "session": 0x0123456789abcdef, "state": 5, "secret": bytes(range(16)),
        "ticket": b"\xa0" * 16, "socket": "/s", "templates": [PARAGRAPH], "shape": b"\0\1"}),
    "template": (lambda data: whole(data, wire.template), PARAGRAPH),
    "template-button": (lambda data: whole(data, wire.template), BUTTON),
    "template-input": (lambda data: whole(data, wire.template), INPUT),
    "content": (lambda data: content(data, "b"), [Content(1, 4, [False, None, "hi"])]),
    "content-more": (lambda data: content(data, "ddd"), [
        Content(1, 5, ["2px", "lang\0de\0hidden\0\0", None]), RawHtml("<b>h</b>"), Parked(7)]),
    "shape": (shape, Content(1, 0, [
        "", "", Content(2, 1, [""]), None, [Content(3 + row, 2, ["", ""]) for row in range(1000)], RawHtml("")])),
    "welcome": (frame, ["Welcome", 1, 0, 0, 0]),
    "refresh": (frame, ["Refresh", 2]),
    "error": (frame, ["Error", 4, "bad"]),
    "ack": (frame, ["Ack", 1]),
    "patch-text": (frame, ["Patch", 1, 1, Operation("Text", 3, 1, ["42"])]),
    "patch-rows": (frame, ["Patch", 2, 2, Operation("Text", 13, 2, ["a"]), Operation("Text", 23, 2, ["b"])]),
    "patch-insert": (frame, ["Patch", 3, 2, Operation("Insert", 1, 5, [0, [Content(1, 0, ["x"]), Content(2, 0, ["y"])]])]),
    "patch-all": (frame, ["Patch", 4, 2] + [Operation(name, 1, slot, args) for name, slot, args in (
        ("Attr", 1, ["v"]), ("Attr", 1, [None]), ("Class", 0, [True]), ("Dyn", 3, [None]), ("Branch", 4, [None]),
        ("Remove", 5, [3, 2]), ("Move", 5, [998, 1]), ("Swap", 5, [1, 998]), ("Clear", 5, []))
        ] + [Operation("Mount", 0, 0, [None])]),
    "patch-park": (frame, ["Patch", 5, 2, Operation("Park", 7, 0, []), Operation("Text", 7, 0, ["a"]),
                           Operation("Dyn", 1, 3, [Parked(7)]), Operation("Drop", 9, 0, [])]),
}


def written(boot: wire.Boot) -> dict[str, bytes]:
    """The examples of what a client sends, as this one writes them."""
    pointer = (b"\6" + zigzag(10) + zigzag(-20) + b"\0" + uint(1) + uint(0) + b"\1" + zigzag(1) + b"\1" + uint(32768) + b"\1")
    fingers = ((0, 10, 20), (1, -3, 30))
    touch = b"\x0b" + uint(len(fingers)) + b"".join(zigzag(number) for finger in fingers for number in finger) + b"\0"
    return {
        "hello": wire.hello(boot, True, "/", 0, 0, 4, 1),
        "click": wire.event(1, 0, 3, 0, wire.NO_PAYLOAD),
        "input": wire.event(254, 2, 300, 1, wire.typed("é", False)),
        "pointer": wire.event(2, 0, 3, 0, pointer),
        "touch": wire.event(3, 0, 3, 0, touch),
        "custom": wire.event(4, 0, 3, 0, b"\x0c" + text('{"a":1}')),
        "resync": wire.resync(7, 0),
        "resync-component": wire.resync(7, 300),
    }


@check
def examples_of_the_page(_counter: str, _rows: str) -> None:
    found = examples()
    expected = written(wire.Boot(found["boot"]))
    same(sorted(found), sorted([*READ, *expected]))
    for name, (read, value) in READ.items():
        same((name, read(found[name])), (name, value))
    for name, data in expected.items():
        same((name, found[name].hex()), (name, data.hex()))
    same([uint(number) for number in (250, 251, 65536)], [found[f"varint-{number}"] for number in (250, 251, 65536)])


@check
def numbers_are_found_by_their_low_byte(_counter: str, _rows: str) -> None:
    same([wire.nearest(300, low) for low in (45, 43, 172, 171)], [301, 299, None, 427])
    same([wire.nearest(3, 200), wire.nearest(0, 127)], [None, 127])


@check
def operations_that_no_server_sends_here(_counter: str, _rows: str) -> None:
    kinds = [Kind("Style", "--gap"), Kind("Spread"), Kind("Dyn"), Kind("Rows"), Kind("Dyn")]
    templates = [Template('<p v="2" style="color:red"><!--v-->!</p><ul><!--v--></ul><!--v-->', kinds),
                 Template("<b><!--v--></b>", [Kind("Dyn")])]
    page = dom.parse('<p lang="de" style="color:red">a<!---->!</p><ul><b>1</b><b>2</b></ul><i>raw</i><!--/v--><!---->')
    document = Document(page, templates, bytes([0, 1, 2, 1, 2, 1, 0]))
    same((document.wanted, document.decoder.next_id), ([], 4))

    def shows(expected: str, *operations: Operation) -> None:
        for operation in operations:
            document.apply(operation)
        same("".join(map(dom.html, page.children)), expected)

    op = Operation
    shows('<p lang="de" style="color: red;">a!</p><ul><b>1</b><b>2</b></ul><i>raw</i>')
    shows('<p dir="x" hidden="" style="--gap: 2px; color: red;">a!</p><ul><b>2</b><b>1</b></ul>t',
          op("Attr", 1, 0, ["2px"]), op("Attr", 1, 1, ["dir\0x\0hidden\0\0"]), op("Swap", 1, 3, [0, 1]),
          op("Text", 1, 4, ["t"]))
    shows('<p style="color: red;">!</p><ul><b>1</b><b>2</b></ul><b>k</b>', op("Attr", 1, 0, [None]),
          op("Attr", 1, 1, [None]), op("Dyn", 1, 2, [Content(4, 1, ["kept"])]), op("Park", 4, 0, []),
          op("Text", 4, 0, ["k"]), op("Dyn", 1, 4, [Parked(4)]), op("Move", 1, 3, [1, 0]))
    same((document.wanted, document.parked), ([], set()))
    document.apply(op("Text", 9, 0, ["a block that is not here"]))
    same((document.wanted, document.frozen), ([0], True))
    shows("<b>anew</b>", op("Clear", 1, 3, []), op("Mount", 0, 0, [Content(10, 1, ["anew"])]))
