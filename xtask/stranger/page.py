"""A page of a Vango server, driven from Python: it loads, connects, sends events, applies patches, connects again."""
from __future__ import annotations

import base64
import http.client
import random
import time
from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import dom
import wire
from dom import Element
from view import Document, Slot
from websocket import PATIENCE, WebSocket

WINDOW, QUEUE = 127, 1024  # events sent and not acknowledged; events that are kept at all
ACK_EVERY, ACK_AFTER = 16, 0.5  # batches, seconds
PING_AFTER, DEAD_AFTER = 25.0, 10.0  # seconds
RETRY_FIRST, RETRY_LONGEST = 0.1, 10.0  # seconds
LOSSES, LOSSES_WITHIN = 3, 60.0  # times that track may be lost within so many seconds
REFRESH_AGAIN_AFTER = 10.0  # seconds
STOP, ONCE, SELF, CAPTURE = 2, 4, 8, 32
HOW = ("Attached", "Resumed", "Resynced")


class Fatal(Exception):
    """The page has stopped for good; `code` is that of an `Error`."""

    def __init__(self, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.code = code


class Page:
    """A tab. Nothing happens in the background: frames are read, and pings answered, in `wait`."""

    def __init__(self, url: str) -> None:
        at = urlsplit(url)
        self.host, self.port, self.origin = at.hostname or "", at.port or 80, f"{at.scheme}://{at.netloc}"
        self.path = (at.path or "/") + (f"?{at.query}" if at.query else "")
        self.cookies: dict[str, str] = {}
        self.log: list[str] = []  # what happened, a few words each
        self.pieces = 1  # fragments that an event is sent in
        self.acknowledges = True  # batches
        self.refreshed = -REFRESH_AGAIN_AFTER
        self.load()

    @classmethod
    def open(cls, url: str) -> Page:
        """A page with its socket."""
        page = cls(url)
        page.wait()
        return page

    def load(self) -> None:
        """Loads the page, as a browser does when the user asks for it again."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        connection.request("GET", self.path, headers=self.headers())
        answer = connection.getresponse()
        body = answer.read().decode("utf-8")
        connection.close()
        for field in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = field.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        nodes = [node for node in dom.parse(body).walk() if isinstance(node, Element)]
        root = next((e for e in nodes if e.attrs.get("id") == "vango-root"), None)
        if answer.status != 200 or not root or not root.parent:
            raise Fatal(f"no page: HTTP {answer.status}")
        script = root.parent.children[root.parent.children.index(root) + 1]
        self.boot = wire.Boot(base64.b64decode(dom.text(script), validate=True))
        self.document, self.root = Document(root, self.boot.templates, self.boot.shape), root
        self.socket: WebSocket | None = None
        self.greeted, self.entered, self.attempts, self.retry_at = False, False, 0, 0.0
        self.batch = self.unacknowledged = 0
        # Numbers of events: given out, sent on this connection, applied by the server, acknowledged by what shows them.
        self.last = self.sent = self.applied = self.shown = 0
        self.queue: deque[tuple[int, Slot, bytes]] = deque()
        self.losses: deque[float] = deque(maxlen=LOSSES)

    def headers(self) -> dict[str, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Origin": self.origin} | ({"Cookie": cookie} if cookie else {})

    # The connection

    def cut(self) -> None:
        """Loses the connection, as in a bad network; `wait` makes the next one."""
        if self.socket:
            self.socket.socket.close()
        self.socket, self.greeted, self.unacknowledged = None, False, 0

    def upgrade(self, headers: dict[str, str] | None = None, path: str = "") -> WebSocket:
        """A socket for this page, on which nothing was said."""
        wanted = f"vango.{wire.VERSION}"
        return WebSocket(self.host, self.port, path or self.boot.socket, wanted, self.headers() | (headers or {}))

    def _connect(self) -> None:
        self.heard_at = self.ack_at = time.monotonic()
        self.pinged = False
        self.socket = self.upgrade()
        ticket, self.entered = not self.entered, True
        decoder = self.document.decoder
        self.socket.send(wire.hello(self.boot, ticket, self.path, self.batch, self.last, decoder.next_id, len(decoder.templates)))

    def _break(self, error: OSError) -> None:
        self.log.append(f"break: {error}")
        self.cut()
        longest = min(RETRY_LONGEST, RETRY_FIRST * 2 ** min(self.attempts, 10))
        self.retry_at = time.monotonic() + random.uniform(0, longest)
        self.attempts += 1

    def _step(self, end: float) -> None:
        """Does what is due, and reads one frame if one comes before the end."""
        now = time.monotonic()
        try:
            if not self.socket:
                if now < self.retry_at:
                    return time.sleep(max(0.0, min(end, self.retry_at) - now))
                self._connect()
            if self.unacknowledged and now >= self.ack_at:
                self.acknowledge()
            if now >= self.heard_at + PING_AFTER and not self.pinged:
                self.pinged = True
                self.send(wire.PING)
            if now >= self.heard_at + PING_AFTER + DEAD_AFTER:
                raise OSError("the connection is dead")
            wake = min(end, self.ack_at if self.unacknowledged else end, now + 0.2)
            frame = self.socket.receive(wake - now) if self.socket else None
            if frame is not None:
                self.heard_at, self.pinged = time.monotonic(), False
                self._frame(frame)
        except OSError as error:
            self._break(error)

    def acknowledge(self) -> None:
        """Tells the server which batch was applied last."""
        self.unacknowledged = 0
        self.send(wire.acknowledgement(self.batch))

    def send(self, frame: bytes, pieces: int = 1) -> None:
        """Sends a frame if there is a connection."""
        try:
            if self.socket:
                self.socket.send(frame, pieces)
        except OSError as error:
            self._break(error)

    # Frames

    def _frame(self, frame: bytes) -> None:
        reader = wire.Reader(frame)
        try:
            kind, fields = self.document.decoder.head(reader)
            if kind == "Patch":
                self._patch(reader, *fields)
            else:
                self.log.append(" ".join(map(str, [kind, *fields])))
                getattr(self, f"_{kind.lower()}")(*fields)
        except wire.WireError as error:
            self.log.append(f"malformed: {error}")
            self.document.everything()
        self._ask()
        self._flush()

    def _welcome(self, _version: int, event: int, batch: int, how: int) -> None:
        self.log[-1] = HOW[how]
        self.greeted, self.attempts = True, 0
        if not self.applied <= event <= self.last:  # the session was rebuilt
            self.queue = deque((event + i, slot, data) for i, (_, slot, data) in enumerate(self.queue, 1))
            self.last = event + len(self.queue)
        self.sent = event
        self._forget(event)
        document = self.document
        again = document.frozen or bool(document.broken) or HOW[how] == "Resumed" and batch != self.batch
        document.frozen = again or HOW[how] == "Resynced"
        document.wanted = [0] if again and HOW[how] != "Resynced" else []
        self.batch = batch

    def _patch(self, reader: wire.Reader, seq: int, ack: int) -> None:
        number = wire.nearest(self.batch, seq)
        if number is None or number > self.batch + 1:
            raise OSError(f"batch {seq} after {self.batch}")
        self._ack(ack)
        if number <= self.batch:
            return
        self.log.append("Patch")
        self.batch = number
        self.ack_at = self.ack_at if self.unacknowledged else time.monotonic() + ACK_AFTER
        self.unacknowledged += self.acknowledges
        for operation in self.document.decoder.patch(reader):
            self.document.apply(operation)
        if self.unacknowledged >= ACK_EVERY:
            self.acknowledge()

    def _refresh(self, reason: int) -> None:
        self.cut()
        if time.monotonic() < self.refreshed + REFRESH_AGAIN_AFTER:
            raise Fatal(f"the server wants the page loaded again and again, reason {reason}")
        self.refreshed = time.monotonic()
        self.load()

    def _error(self, code: int, message: str) -> None:
        self.cut()
        raise Fatal(message, code)

    def _pong(self) -> None:
        """A sign of life, which any frame is."""

    def _ack(self, low: int) -> None:
        number = wire.nearest(self.applied, low)
        if number is not None and self.applied <= number <= self.sent:
            self.shown = number
            self._forget(number)

    def _forget(self, number: int) -> None:
        self.applied = number
        while self.queue and self.queue[0][0] <= number:
            self.queue.popleft()

    def _ask(self) -> None:
        """Asks for what the document wants anew."""
        while self.greeted and self.document.wanted:
            block, now = self.document.wanted.pop(0), time.monotonic()
            self.losses.append(now)
            if len(self.losses) == LOSSES and now - self.losses[0] < LOSSES_WITHIN:
                self._error(4, "the page and the server do not agree")
            self.log.append(f"Resync {block}")
            self.send(wire.resync(self.batch, block))

    # Events

    def _flush(self) -> None:
        """Sends the events that wait, as far as the window allows."""
        for number, slot, payload in list(self.queue):
            if self.greeted and self.socket and self.sent < number <= self.applied + WINDOW:
                batch = self.batch if self.acknowledges else 0
                self.sent, self.unacknowledged = number, 0
                self.send(wire.event(number, batch, slot.view.id, slot.index, payload), self.pieces)

    def _dispatch(self, target: Element, name: str, payload: bytes) -> None:
        """Gives an event that bubbles to each listener on its way."""
        path: list[Element] = [target]
        while path[-1].parent and path[-1] is not self.root:
            path.append(path[-1].parent)
        for element, phase in [(e, CAPTURE) for e in reversed(path)] + [(e, 0) for e in path]:
            stopped = False
            for slot in element.slots:
                flags = slot.kind.flags
                if (slot.kind.kind not in ("On", "OnWith") or slot.kind.name != name or flags & CAPTURE != phase
                        or flags & SELF and element is not target or flags & ONCE and slot.spent
                        or "disabled" in element.attrs):
                    continue
                if len(self.queue) >= QUEUE:
                    raise OverflowError("too many events wait for the server")
                slot.spent, stopped, self.last = True, stopped or bool(flags & STOP), self.last + 1
                self.queue.append((self.last, slot, payload if slot.kind.payload else wire.NO_PAYLOAD))
            if stopped:
                break
        self._flush()

    # What a test does

    def find_all(self, tag: str = "", attrs: dict[str, str] | None = None, text: str | None = None,
                 inside: Element | None = None) -> list[Element]:
        """The elements with that name, these attributes and exactly that text, in document order."""
        return [e for e in (inside or self.root).walk() if isinstance(e, Element) and tag in ("", e.tag)
                and (attrs or {}).items() <= e.attrs.items() and text in (None, dom.text(e))]

    def find(self, tag: str = "", attrs: dict[str, str] | None = None, text: str | None = None,
             inside: Element | None = None) -> Element:
        """The first of them."""
        return self.find_all(tag, attrs, text, inside)[0]

    def click(self, node: Element) -> None:
        """Sends what a click there is; does not wait for what comes of it."""
        self._dispatch(node, "click", wire.mouse())

    def resync(self) -> None:
        """Has the server show everything anew."""
        self.document.everything()
        self._ask()

    def wait(self, until: Callable[[], Any] = lambda: True, settled: bool = True) -> None:
        """Reads frames until all events are shown, what was asked for is here, and the condition holds. With `settled`
        false, the condition alone counts."""
        end = time.monotonic() + PATIENCE
        while True:
            calm = self.greeted and self.shown == self.last and not (self.document.frozen or self.document.broken)
            if (calm or not settled) and until():
                return
            if time.monotonic() >= end:
                raise TimeoutError(f"the page does not settle; {self.log[-5:]}")
            self._step(end)
