"""A small DOM: elements, texts, comments; a parser for well-formed markup; normalised markup."""
from __future__ import annotations

from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from typing import Any, Optional

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
NEWLINE_DROPPED = frozenset(["pre", "textarea", "listing"])
TEXT_ONLY = frozenset(["textarea", "title"])


class Node:
    parent: Optional[Element] = None

    def detach(self) -> None:
        if self.parent:
            self.parent.children.remove(self)
        self.parent = None


class Text(Node):
    def __init__(self, data: str = "") -> None:
        self.data = data


class Comment(Node):
    def __init__(self, data: str) -> None:
        self.data = data


class Element(Node):
    def __init__(self, tag: str, attrs: dict[str, str] | None = None) -> None:
        self.tag, self.attrs = tag, dict(attrs or {})
        self.children: list[Node] = []
        self.slots: list[Any] = []  # those of the element itself, see `view.Slot`

    def insert(self, at: int, node: Node) -> None:
        node.detach()
        self.children.insert(at, node)
        node.parent = self

    def walk(self) -> Iterator[Node]:
        """This node and all in it, in document order."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            if isinstance(node, Element):
                stack.extend(reversed(node.children))


class _Builder(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.open = Element("#fragment")
        self.feed(markup.replace("\r\n", "\n").replace("\r", "\n"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in reversed(attrs)})
        self.open.insert(len(self.open.children), element)
        self.open = self.open if tag in VOID else element

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open.tag and self.open.parent:
            self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        last = self.open.children[-1] if self.open.children else None
        if last is None and self.open.tag in NEWLINE_DROPPED and data.startswith("\n"):
            data = data[1:]
        if isinstance(last, Text):
            last.data += data
        elif data:
            self.open.insert(len(self.open.children), Text(data))

    def handle_comment(self, data: str) -> None:
        if self.open.tag in TEXT_ONLY:
            return self.handle_data(f"<!--{data}-->")
        self.open.insert(len(self.open.children), Comment(data))


def parse(markup: str) -> Element:
    """A fragment that holds the nodes of the markup."""
    return _Builder(markup).root


def declarations(style: str) -> dict[str, str]:
    """The declarations of a `style` attribute whose values hold no semicolon."""
    pairs = (part.partition(":") for part in style.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


def style_text(style: dict[str, str]) -> str:
    return " ".join(f"{name}: {value};" for name, value in sorted(style.items()))


def html(node: Node) -> str:
    """The normalised markup of a node."""
    if not isinstance(node, Element):
        return escape(node.data, quote=False) if isinstance(node, Text) else ""
    normal = {"class": " ".join(sorted(set(node.attrs.get("class", "").split()))),
              "style": style_text(declarations(node.attrs.get("style", "")))}
    attrs = "".join(f' {name}="{escape(value, quote=False).replace(chr(34), "&quot;")}"'
                    for name, value in sorted((node.attrs | normal).items()) if value or name not in normal)
    inner = "".join(map(html, node.children))
    return f"<{node.tag}{attrs}>" + ("" if node.tag in VOID else f"{inner}</{node.tag}>")


def text(node: Node) -> str:
    """All text in a node."""
    if isinstance(node, Element):
        return "".join(map(text, node.children))
    return node.data if isinstance(node, Text) else ""
