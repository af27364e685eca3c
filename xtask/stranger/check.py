"""What the checks have in common."""
from __future__ import annotations

from collections.abc import Callable

import dom
from page import Page

CHECKS: list[Callable[[str, str], None]] = []  # each takes the addresses of the counter and of the rows


def check(function: Callable[[str, str], None]) -> Callable[[str, str], None]:
    """A function that is to be run; what it raises says what is wrong."""
    CHECKS.append(function)
    return function


def same(found: object, expected: object) -> None:
    if found != expected:
        raise AssertionError(f"found {found!r:.300}, expected {expected!r:.300}")


def fresh(page: Page) -> None:
    """What the page shows is what the server shows when it renders everything anew."""
    before = dom.html(page.root)
    page.resync()
    page.wait()
    same(dom.html(page.root), before)


def resyncs(page: Page) -> list[str]:
    """What was asked for so far."""
    return [entry for entry in page.log if entry.startswith("Resync ")]
