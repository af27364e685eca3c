"""Checks of what the server answers to mistakes: the table of the page, frame by frame."""
from __future__ import annotations

import re
import time

import wire
from check import check, same
from page import Fatal, Page
from websocket import PATIENCE, TEXT, Closed, WebSocket


def answer(socket: WebSocket) -> str:
    """What the server says before it closes, and the close code."""
    decoder, end = wire.Decoder([]), time.monotonic() + PATIENCE
    said: list[str] = []
    while time.monotonic() < end:
        try:
            frame = socket.receive(1)
        except Closed as closed:
            return " ".join([*said, str(closed.code)])
        if frame and frame[0] in (2, 3):
            name, fields = decoder.head(wire.Reader(frame))
            said.append(f"{name} {fields[0]}")
    return " ".join([*said, "no close"])


def hello(page: Page, **changes: object) -> bytes:
    """The page's first frame, with other boot data."""
    boot = wire.Boot.__new__(wire.Boot)
    vars(boot).update(vars(page.boot) | changes)
    return wire.hello(boot, True, page.path, 0, 0)


def status(page: Page, path: str = "", **headers: str) -> int:
    """The HTTP status that an upgrade is refused with; 0 when it is not."""
    try:
        page.upgrade(headers, path)
    except Closed as refusal:
        return refusal.status
    return 0


def flipped(token: bytes) -> bytes:
    return bytes([token[0] ^ 1]) + token[1:]


@check
def first_frames_that_are_wrong_are_answered_as_the_page_says(counter: str, _rows: str) -> None:
    page, other = Page(counter), Page(counter)
    version = wire.hello(page.boot, True, "/", 0, 0)
    first = {
        "rubbish": (b"\xff" * 20, "Error 1 1008"),
        "nothing": (b"", "Error 1 1008"),
        "an event": (wire.event(1, 0, 3, 0, wire.NO_PAYLOAD), "Error 2 1008"),
        "another session": (hello(other), "Error 2 1008"),
        "a wrong secret": (hello(page, secret=flipped(page.boot.secret)), "Refresh 0 1008"),
        "a batch from the future": (wire.hello(page.boot, False, "/", 1, 0), "Refresh 0 1008"),
        "another version": (version[:1] + b"\2" + version[2:] + b"what comes later", "Refresh 1 1008"),
    }
    for name, (frame, expected) in first.items():
        socket = page.upgrade()
        socket.send(frame)
        same((name, answer(socket)), (name, expected))
    socket = page.upgrade()
    socket.send(b"hello", opcode=TEXT)
    same(answer(socket), "Error 1 1003")
    page.wait()  # nothing of it has harmed the session, or spent its ticket
    same(page.log, ["Attached"])


@check
def sockets_that_are_not_the_pages_are_refused(counter: str, _rows: str) -> None:
    page = Page(counter)
    same(status(page, Origin="http://elsewhere.example"), 403)
    same(status(page, page.boot.socket + "-is-no-name"), 404)
    same(answer(page.upgrade({"Cookie": ""})), "Refresh 0 1008")  # unasked
    other = Page(counter)
    socket = page.upgrade({"Cookie": other.headers()["Cookie"]})
    socket.send(hello(page))
    same(answer(socket), "Refresh 0 1008")
    unknown = re.sub(r"[0-9a-f]+$", f"{page.boot.session ^ 0x10000:x}", page.boot.socket)
    socket = page.upgrade(path=unknown)
    socket.send(hello(page, session=page.boot.session ^ 0x10000))
    same(answer(socket), "Refresh 0 1008")


@check
def later_frames_that_are_wrong_are_answered_as_the_page_says(counter: str, _rows: str) -> None:
    mistakes = {
        "rubbish": ([b"\xff" * 20], "Error 1 1008"),
        "an event that is cut short": ([b"\1\1"], "Error 1 1008"),
        "a second Hello": ([], "Error 2 1008"),
        "a gap": ([wire.event(2, 0, 3, 0, wire.NO_PAYLOAD)], "Error 4 1008"),
        "a number 128 away": ([wire.event(128, 0, 3, 0, wire.NO_PAYLOAD)], "Error 4 1008"),
        "everything three times": ([wire.resync(0, 0)] * 3, "Error 4 1008"),
        "a value over the limit": ([wire.event(1, 0, 3, 0, wire.typed("x" * 131_073, False))], "Error 1 1008"),
        "a message over the limit": ([b"\1" * 262_145], "Error 3 1009"),
    }
    for name, (frames, expected) in mistakes.items():
        page = Page.open(counter)
        assert page.socket
        for frame in frames or [hello(page)]:
            page.socket.send(frame)
        same((name, answer(page.socket)), (name, expected))


@check
def what_comes_too_late_is_dropped_and_acknowledged(counter: str, _rows: str) -> None:
    page = Page.open(counter)
    for batch in (1, 127, 128, 255):
        page.send(wire.acknowledgement(batch))
    for number, (block, slot) in enumerate([(99, 0), (1, 99), (2, 0), (1, 0)], 1):
        page.last = page.sent = number
        page.send(wire.event(number, 0, block, slot, wire.NO_PAYLOAD))
    page.send(wire.event(4, 0, 99, 0, wire.NO_PAYLOAD))  # once more
    page.wait(lambda: page.applied == 4)
    same(page.log, ["Attached", "Ack 1", "Ack 2", "Ack 3", "Ack 4"])


@check
def a_page_that_is_gone_is_loaded_again_once(counter: str, _rows: str) -> None:
    page = Page.open(counter)
    for _ in range(2):
        page.cut()
        page.entered = False  # the ticket is spent
        try:
            page.wait()
        except Fatal as fatal:
            same((fatal.code, page.log.count("Refresh 0")), (0, 2))
            return
        same(page.log[-2:], ["Refresh 0", "Attached"])
    raise AssertionError("a second Refresh within ten seconds was obeyed")
