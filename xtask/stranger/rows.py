"""Checks of the example rows: two tables with the operations of js-framework-benchmark."""
from __future__ import annotations

import re

import dom
from check import check, fresh, resyncs, same
from dom import Element
from page import Page

LABEL = re.compile(r"\w+ \w+ \w+")


class Table:
    """A table of the page, and the rows that it has to show: number, label, whether it is selected."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.last = page, 0
        self.name = name
        self.rows: list[tuple[int, str, bool]] = []

    def section(self) -> Element:
        return self.page.find("section", {"id": self.name})

    def found(self) -> list[tuple[int, str, bool]]:
        rows = [(tr, [dom.text(cell) for cell in tr.children]) for tr in self.page.find_all("tr", inside=self.section())]
        return [(int(cells[0]), cells[1], "danger" in tr.attrs.get("class", "").split()) for tr, cells in rows]

    def press(self, name: str) -> None:
        """Presses a button, and says what the table shows then."""
        self.page.click(self.page.find("button", {"data-testid": name}, inside=self.section()))
        if name == "clear":
            self.rows = []
        elif name == "update":
            self.rows = [(n, label + " !!!" * (i % 10 == 0), on) for i, (n, label, on) in enumerate(self.rows)]
        elif name == "swap":
            self.rows[1], self.rows[998] = self.rows[998], self.rows[1]
        else:  # new rows: their labels are the server's choice
            self.rows = self.rows if name.startswith("append") else []
            self.page.wait()
            new = self.found()[len(self.rows):]
            same([(n, on) for n, _, on in new], [(n, False) for n in range(self.last + 1, self.last + 1001)])
            same([label for _, label, _ in new if not LABEL.fullmatch(label)], [])
            self.rows, self.last = self.rows + new, self.last + 1000

    def click(self, name: str, row: int) -> None:
        """Clicks a link of a row, and says what the table shows then."""
        tr = self.page.find_all("tr", inside=self.section())[row]
        self.page.click(self.page.find("a", {"data-testid": name}, inside=tr))
        if name == "remove":
            del self.rows[row]
        else:
            self.rows = [(n, label, i == row) for i, (n, label, _) in enumerate(self.rows)]

    def step(self, step: str) -> None:
        """A button's name; a number, for a row to select; or a negative number, for one to remove."""
        if step.lstrip("-").isdigit():
            self.click("remove" if step[0] == "-" else "select", abs(int(step)))
        else:
            self.press(step)

    def shown(self) -> None:
        self.page.wait()
        same(self.found(), self.rows)


@check
def do_what_the_benchmark_does(_counter: str, rows: str) -> None:
    page = Page.open(rows)
    steps = {"vec": "create-1000 update swap 4 -4", "list": "create-1000 update swap 4 -4 append-1000 1500 -1990 clear"}
    tables = [Table(page, name) for name in steps]
    for table in tables:
        for step in steps[table.name].split():
            table.step(step)
            table.shown()
    fresh(page)
    for table in tables:
        table.shown()


@check
def survive_cuts(_counter: str, rows: str) -> None:
    page = Page.open(rows)
    table = Table(page, "list")
    for step in ("create-1000", "swap", "update", "clear", "append-1000"):
        table.press(step)
        page.cut()
        if table.rows:
            table.click("select", 5)
            table.click("remove", 2)
        table.shown()
    same(page.log.count("Resumed"), 5)
    same(resyncs(page), [])
    fresh(page)
