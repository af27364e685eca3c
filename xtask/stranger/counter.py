"""Checks of the example counter: two counters, one in steps of one and one in steps of five."""
from __future__ import annotations

import time

import dom
import wire
from check import check, fresh, resyncs, same
from page import Page
from websocket import PATIENCE

OPEN_BATCHES = 64  # with so many unacknowledged the server renders no more


class Counter:
    """The page with two counters, and the numbers that it has to show."""

    def __init__(self, url: str) -> None:
        self.page, self.numbers, self.steps = Page.open(url), [0, 0], (1, 5)
        self.shown()

    def press(self, which: int, label: str = "more", times: int = 1) -> None:
        button = self.page.find_all("button", {"aria-label": label})[which]
        for _ in range(times):
            self.page.click(button)
            self.numbers[which] += self.steps[which] * (1 if label == "more" else -1)

    def counts(self) -> list[str]:
        return [dom.text(output) for output in self.page.find_all("output", {"data-testid": "count"})]

    def shown(self) -> None:
        self.page.wait()
        same(self.counts(), list(map(str, self.numbers)))
        is_far = [abs(number) >= 10 * step for number, step in zip(self.numbers, self.steps)]
        cards = self.page.find_all("article")
        same(["far" in card.attrs["class"].split() for card in cards], is_far)
        same([bool(self.page.find_all("p", inside=card)) for card in cards], is_far)


@check
def counts(counter: str, _rows: str) -> None:
    app = Counter(counter)
    for which, label in enumerate("more less less more more less more more".split() + ["more"] * 20):
        app.press(which % 2, label)
        app.shown()
    app.page.click(app.page.find("button", text="Start again"))
    app.numbers[0] = 0
    app.shown()
    fresh(app.page)


@check
def acknowledges_batches_when_nothing_else_is_sent(counter: str, _rows: str) -> None:
    app = Counter(counter)
    app.press(0)
    app.shown()
    same(app.page.unacknowledged, 1)
    app.page.wait(lambda: app.page.unacknowledged == 0)
    same(resyncs(app.page), [])
    fresh(app.page)


@check
def keeps_up_with_many_clicks(counter: str, _rows: str) -> None:
    """More at once than are sent unacknowledged, and than the server takes: it closes, and the client comes back."""
    app = Counter(counter)
    app.press(0, times=600)
    app.press(1, "less", times=40)
    app.shown()
    same(resyncs(app.page), [])
    fresh(app.page)


@check
def acknowledges_what_it_shows(counter: str, _rows: str) -> None:
    """While 64 batches are open the server applies events, and neither shows nor acknowledges them."""
    app = Counter(counter)
    page = app.page
    page.acknowledges = False
    app.press(0, times=OPEN_BATCHES + 20)
    page.send(wire.PING)
    page.wait(lambda: "Pong" in page.log, settled=False)
    same([page.batch, page.applied, app.counts()[0]], [OPEN_BATCHES, OPEN_BATCHES, str(OPEN_BATCHES)])
    page.acknowledges = True
    page.acknowledge()
    app.shown()
    same(page.batch, OPEN_BATCHES + 1)


@check
def goes_on_after_a_cut(counter: str, _rows: str) -> None:
    app = Counter(counter)
    for offline in range(4):
        app.press(0, times=3)  # sent; whether they arrive is open
        app.page.cut()
        app.press(1, times=offline)
        app.shown()
    same(app.page.log.count("Resumed"), 4)
    same(resyncs(app.page), [])
    fresh(app.page)


@check
def is_mounted_anew_for_a_page_that_is_behind(counter: str, _rows: str) -> None:
    app = Counter(counter)
    app.press(0, times=5)
    app.shown()
    app.page.acknowledge()
    app.page.send(wire.PING)
    app.page.wait(lambda: "Pong" in app.page.log)  # so the acknowledgement has arrived
    app.page.cut()
    app.page.batch -= 3
    app.press(0)
    app.numbers[0] -= 1  # it comes too late: its block leaves with the Mount
    app.shown()
    same("Resynced" in app.page.log, True)


@check
def mounts_what_is_not_the_page_of_the_session(counter: str, _rows: str) -> None:
    for spoil in ("ticket", "path", "build"):
        page = Page(counter)
        if spoil == "ticket":
            page.entered = True  # as when the page came from the browser's cache
        elif spoil == "path":
            page.path = "/elsewhere"
        else:
            page.boot.build ^= 1
        page.wait(lambda: page.batch == 1)
        same(page.log, ["Attached", "Patch"])
        same([min(page.document.blocks) > 1, dom.text(page.find("output"))], [True, "0"])


@check
def repairs_a_component_then_everything(counter: str, _rows: str) -> None:
    app = Counter(counter)
    card, other = app.page.find_all("article")
    del card.slots[0].view.slots[2:]
    app.press(0)
    app.shown()
    same(app.page.find_all("article")[1] is other, True)
    app.page.document.blocks.pop(other.slots[0].view.id)
    app.press(1)
    app.shown()
    same([entry.split()[1] == "0" for entry in resyncs(app.page)], [False, True])


@check
def takes_an_event_in_fragments(counter: str, _rows: str) -> None:
    app = Counter(counter)
    app.page.pieces = 3
    app.press(0, times=2)
    app.shown()


@check
def session_is_taken_over_by_a_second_socket(counter: str, _rows: str) -> None:
    app = Counter(counter)
    first, app.page.socket, app.page.greeted = app.page.socket, None, False
    app.press(0)
    app.shown()
    end, frame = time.monotonic() + PATIENCE, None
    while first and frame is None and time.monotonic() < end:
        frame = first.receive(1)
    same((frame or b"")[:2].hex(), "0307")
