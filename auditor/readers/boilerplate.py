"""Tell a saved page's document from what surrounds it: menus, search boxes, footers, what is hidden.

Source: the HTML Living Standard (main, nav, footer, hidden) and WAI-ARIA 1.2 (landmark roles).
"""

from __future__ import annotations

import re
from functools import cached_property

from auditor.readers.tags import Tag, Text, attributes

LEAST_MAIN = 0.2  # of the source between body tags; a smaller <main> is not what the page is about

_AROUND = frozenset({"nav", "search", "footer"})
_ROLES = frozenset({"navigation", "search", "contentinfo", "menu", "menubar", "alertdialog", "dialog"})
_ALWAYS = frozenset({"title", "meta", "link", "h1"})  # they speak of the document wherever they stand
_SECTIONING = frozenset({"article", "section", "blockquote", "td", "li"})  # a footer in these is theirs
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)  # elements without content
_MAIN = re.compile(r"<main(?=[\s>/])", re.IGNORECASE)
_MAIN_END = re.compile(r"</main\s*>", re.IGNORECASE)
_END = re.compile(r"</([A-Za-z][^\s/>]*+)(?=[\s>])")
_SHORTEST = len(" hidden>")  # of a tag's rest with an attribute that matters
_BODY = re.compile(r"<body(?=[\s>])", re.IGNORECASE)


class Boilerplate:
    """Says of each token of a range of HTML, in order, whether it belongs to the document."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._main = _main_of(text, start, end)
        self._hidden = ""  # the element that hides what is in it
        self._depth = 0  # of elements of that name in it
        self._kept = ""  # the element outside the main part that is kept
        self._sections = 0  # open elements that have footers of their own

    def leaves_out(self, token: Tag | Text) -> bool:
        """Whether a token is no part of the document. Must be asked of every token."""
        if self._hidden:
            self._follow(token)
            return True
        if isinstance(token, Tag) and not token.closing and self._hides(token):
            self._hidden, self._depth = token.name, 1
            return True
        if isinstance(token, Tag) and token.name in _SECTIONING:
            self._sections = max(0, self._sections + (-1 if token.closing else 1))
        return self._is_outside(token)

    def _follow(self, token: Tag | Text) -> None:
        if isinstance(token, Tag) and token.name == self._hidden:
            self._depth += -1 if token.closing else 1
            if not self._depth:
                self._hidden = ""

    def _is_outside(self, token: Tag | Text) -> bool:
        """Whether a token stands outside the main part, and is neither title nor first heading nor address."""
        if self._main is None or self._main[0] <= token.start < self._main[1]:
            self._kept = ""
            return False
        if isinstance(token, Text):
            return not self._kept
        if token.name in _ALWAYS:
            self._kept = "" if token.closing or token.name in _VOID else token.name
            return False
        return not self._kept

    def _hides(self, tag: Tag) -> bool:
        if tag.name in _VOID:
            return False
        if tag.name in _AROUND:
            return (tag.name != "footer" or not self._sections) and self._closes(tag)
        if tag.end - tag.attributes_start < _SHORTEST:
            return False
        values = attributes(self._text, tag)
        around = values.get("role", "").lower() in _ROLES
        hidden = "hidden" in values and values["hidden"].lower() != "until-found"
        return (around or hidden) and self._closes(tag)

    def _closes(self, tag: Tag) -> bool:
        """Whether the element ends at all; one that does not would hide the rest of the page."""
        return self._last_ends.get(tag.name, -1) >= tag.end

    @cached_property
    def _last_ends(self) -> dict[str, int]:
        """Where the last end tag of each name stands."""
        return {found[1].lower(): found.start() for found in _END.finditer(self._text)}


def _main_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range of the one <main> element, if there is one and it is large enough."""
    found = list(_MAIN.finditer(text, start, end))
    if len(found) != 1:
        return None
    closing = _MAIN_END.search(text, found[0].end(), end)
    body = _BODY.search(text, start, end)
    inside = (found[0].start(), closing.start() if closing else end)
    whole = end - (body.end() if body else start)
    return inside if inside[1] - inside[0] >= LEAST_MAIN * whole else None
