"""What a document does not want to hear: comments to the auditor, and the part of the document that each one covers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Final, NamedTuple

from auditor.extraction.late import late
from auditor.model.ignores import Ignore
from auditor.model.source import Block, Document, Lines, Parsed, Span
from auditor.readers.directives import Directive, directives

NEAR: Final = 8  # blocks before a comment among which the one around it is looked for
TAGS: Final = 2_000  # characters after a comment in which a list or table would begin

_BODY = late(r"([A-Za-z]+)[ \t]*(?:\[([^\]]*)\])?")
_OPTION = late(r"\s*([A-Za-z]+)[ \t]*=[ \t]*(?:\"([^\"]*)\"|“([^”]*)”|'([^']*)'|([^\s\"'“]+))")
_START_TAG = late(r"<[A-Za-z]")
_GROUP_TAG = late(r"<(?:table|ul|ol|dl)\b", re.IGNORECASE)
_VERBS = ("ignore", "disable", "enable")


class _Request(NamedTuple):
    """A comment, understood as far as it can be; `fault` says what cannot."""

    directive: Directive
    verb: str
    rules: tuple[str, ...] = ()
    reason: str = ""
    until: str = ""
    fault: str = ""


def ignores(parsed: Parsed) -> tuple[Ignore, ...]:
    """Everything that the document asks, in order; what cannot be understood is there with its fault."""
    found = directives(parsed.document)
    if not found:
        return ()
    layout = _Layout(parsed)
    asked = [_request(directive) for directive in found if directive.whole or not layout.shows(directive.span)]
    lines = Lines(parsed.document.text)
    made = [*_of_blocks(asked, layout), *_of_ranges(asked, layout)]
    made.sort(key=lambda one: one[0].directive.span)
    return tuple(_ignore(request, rules, covers, parsed.document, lines) for request, rules, covers in made)


_Part = tuple[_Request, tuple[str, ...], Span]


def _of_blocks(asked: Iterable[_Request], layout: _Layout) -> Iterator[_Part]:
    for request in asked:
        if request.fault:
            yield request, request.rules, Span(0, 0)
        elif request.directive.whole:
            yield request, request.rules, layout.whole
        elif request.verb == "ignore":
            yield request, request.rules, layout.covered(request.directive.span)


def _of_ranges(asked: Iterable[_Request], layout: _Layout) -> Iterator[_Part]:
    """From each `disable` to the `enable` of the same rule, or to the end."""
    opened: dict[str, _Request] = {}
    for request in asked:
        if request.fault or request.directive.whole or request.verb == "ignore":
            continue
        if request.verb == "disable":
            again = [rule for rule in request.rules if rule in opened]
            if again:
                fault = f"{again[0]} is disabled above already"
                yield request._replace(fault=fault), request.rules, Span(0, 0)
            opened |= {rule: request for rule in request.rules if rule not in opened}
            continue
        closed = [rule for rule in request.rules or tuple(opened) if rule in opened]
        if not closed:
            fault = "it ends nothing: nothing above is disabled that it enables"
            yield request._replace(fault=fault), request.rules, Span(0, 0)
        for rule in closed:
            start = opened.pop(rule)
            yield start, (rule,), Span(layout.beginning(start.directive.span.start), request.directive.span.start)
    for rule, start in opened.items():
        yield start, (rule,), Span(layout.beginning(start.directive.span.start), layout.whole.end)


def _ignore(request: _Request, rules: tuple[str, ...], covers: Span, document: Document, lines: Lines) -> Ignore:
    span = request.directive.span
    quote = document.text[span.start : span.end]
    place = lines.place(span)
    return Ignore(document.name, place, quote, rules, request.reason, request.until, covers, request.fault)


def _request(directive: Directive) -> _Request:
    """What a comment asks."""
    head = _BODY.match(directive.body)
    verb = head[1].lower() if head else ""
    rules = tuple(word.strip().upper() for word in (head[2] or "").split(",") if word.strip()) if head else ()
    if verb not in _VERBS:
        return _Request(directive, verb, rules, fault=f"there is no '{verb}'; write ignore, disable or enable")
    options, rest = _options(directive.body[head.end() if head else 0 :])
    reason, until = options.get("reason", "").strip(), options.get("until", "").strip()
    return _Request(directive, verb, rules, reason, until, _fault(verb, rules, options, rest, directive.whole))


def _options(text: str) -> tuple[dict[str, str], str]:
    """The options, and what is left that is none."""
    options: dict[str, str] = {}
    at = 0
    while found := _OPTION.match(text, at):
        options.setdefault(found[1].lower(), next(value for value in found.groups()[1:] if value is not None))
        at = found.end()
    return options, text[at:].strip()


def _fault(verb: str, rules: Sequence[str], options: dict[str, str], rest: str, whole: bool) -> str:
    """What keeps it from meaning anything, the first thing first."""
    unknown = next((name for name in options if name not in {"reason", "until"}), "")
    if rest:
        return f"'{rest[:40]}' cannot be understood; write reason=\"...\" and until=2027-01-31"
    if unknown:
        return f"there is no '{unknown}'; write reason or until"
    if whole and verb == "enable":
        return "front matter speaks of the whole document; write ignore"
    if verb == "enable":
        return ""
    if not rules:
        return f"it names no rule; write {verb}[AUD101]"
    if not options.get("reason", "").strip():
        return 'it gives no reason; write reason="..."'
    if "until" in options and not _is_date(options["until"].strip()):
        return f"'{options['until'][:40]}' is no date; write until=2027-01-31"
    return ""


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class _Layout:
    """Where a document's blocks stand."""

    def __init__(self, parsed: Parsed) -> None:
        self._text = parsed.document.text
        self._media = parsed.document.media
        self._blocks = sorted(parsed.blocks, key=lambda block: block.span)
        self._starts = [block.span.start for block in self._blocks]
        self._groups: dict[int, Span] = {}
        self.whole = Span(0, len(self._text) + 1)

    def shows(self, comment: Span) -> bool:
        """Whether a reader sees it: a comment that is shown, as in an example, is text.

        Its second character tells, for the first may be escaped.
        """
        return any(_shows(block, comment.start + 1) for block in self._before(comment.start))

    def beginning(self, offset: int) -> int:
        """The offset, or the document's start where nothing stands before it."""
        return offset if self._starts and self._starts[0] < offset else 0

    def covered(self, comment: Span) -> Span:
        """The block around a comment, else the next one; before a list or a table, all of it."""
        around = self._around(comment)
        if around is not None:
            return around.span
        at = bisect_left(self._starts, comment.end)
        if at == len(self._blocks):
            return Span(0, 0)
        block = self._blocks[at]
        before = self._blocks[at - 1] if at else None
        entered = before is not None and before.group == block.group
        if block.group < 0 or entered or self._is_inside(comment, block):
            return block.span
        return self._group(at)

    def _before(self, offset: int) -> Sequence[Block]:
        at = bisect_right(self._starts, offset)
        return self._blocks[max(0, at - NEAR) : at]

    def _around(self, comment: Span) -> Block | None:
        """The smallest block that holds a comment, or the one whose element it ends."""
        near = self._before(comment.start)
        holding = [block for block in near if comment.end <= block.span.end]
        if holding:
            return min(holding, key=lambda block: block.span.end - block.span.start)
        last = near[-1] if near else None
        between = self._text[last.span.end : comment.start] if last and last.span.end <= comment.start else "<"
        same = self._media != "text" and not between.strip(" \t") and len(between) <= TAGS
        return last if same else None

    def _is_inside(self, comment: Span, block: Block) -> bool:
        """Whether a comment stands within the list or table that the next block begins."""
        line = self._text[self._text.rfind("\n", 0, comment.start) + 1 : comment.start]
        between = self._text[comment.end : min(block.span.start, comment.end + TAGS)]
        if self._media == "html" or _START_TAG.search(between):
            return not _GROUP_TAG.search(between)
        return self._media == "markdown" and bool(line.strip(" \t>\ufeff")[:1])

    def _group(self, at: int) -> Span:
        """From a block to the last of its list or table, with what is nested in that."""
        if at not in self._groups:
            first = self._blocks[at]
            end = first.span.end
            for block in self._blocks[at:]:
                if block.group != first.group and block.level <= first.level:
                    break
                end = max(end, block.span.end)
            self._groups[at] = Span(first.span.start, end)
        return self._groups[at]


def _shows(block: Block, offset: int) -> bool:
    """Whether the view shows the character at an offset as itself."""
    runs = block.view.runs
    at = bisect_right(runs, offset, key=_source_start) - 1
    if at < 0 or offset >= runs[at].source_end:
        return False
    end = runs[at + 1].view_start if at + 1 < len(runs) else len(block.view.text)
    return end - runs[at].view_start == runs[at].source_end - runs[at].source_start


_source_start = attrgetter("source_start")
