"""Finding quoted stretches: which mark opens, which closes, and where a stretch ends that was never closed.

Works on cleaned text, where double quotes are ``“``, ``”`` or ``"`` and single ones ``'``. Looks at the shape of a mark
(what stands left and right of it) before its direction, because the press mixes them up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.article import Span
from pipeline.extract.statements.clauses import clause_behind, clause_inside

_DOUBLE = re.compile('[“”"]+')
_SINGLE = re.compile("(?<![A-Za-z0-9'])'(?=[^\\s'])([^'\n“”\"]{12,1200})'(?![A-Za-z0-9'])")
_SENTENCE_END = re.compile(r"[.!?…][\])]?\s+")

_LEFT_OF_OPENING = frozenset("([{–—-:;,/.'")
_RIGHT_OF_CLOSING = frozenset(".,;:!?)]}–—-/'…")
_STRAY_ENDS = " \t\n'"
_LONGEST_NESTED = 10  # words of a quotation inside a quotation
_LONGEST_UNCLOSED = 700  # characters; beyond, a stretch that nothing closes is taken to be its first sentence


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted stretch: ``inner`` without its marks, ``outer`` with them.

    ``opened`` and ``closed`` say which marks are really there.
    """

    inner: Span
    outer: Span
    opened: bool = True
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    left: str  # the character before, "" at the start of the paragraph
    right: str
    signs: str

    @property
    def may_open(self) -> bool:
        """Free on the left, text on the right."""
        return bool(self.right) and not self.right.isspace() and (_free(self.left) or self.left in _LEFT_OF_OPENING)

    @property
    def may_close(self) -> bool:
        """Text on the left, free on the right."""
        return bool(self.left) and not self.left.isspace() and (_free(self.right) or self.right in _RIGHT_OF_CLOSING)

    @property
    def begins_sentence(self) -> bool:
        """Free on the left, and a capital, a digit or a bracket behind it."""
        return self.may_open and (self.right.isupper() or self.right.isdecimal() or self.right in "([")


def find_quotes(text: str) -> list[Quote]:
    """All quoted stretches of a cleaned text, in order; stretches inside others are left out.

    >>> [quote.inner.of(text) for text in ['“Kami siap,” kata Budi. “Besok.”'] for quote in find_quotes(text)]
    ['Kami siap,', 'Besok.']
    """
    found: list[Quote] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        here = _Paragraph(text, start, end).quotes()
        if here and found and not here[0].opened and not found[-1].closed and here[0].inner.start <= end:
            last = found.pop()
            inner = Span(last.inner.start, here[0].inner.end)
            here[0] = Quote(inner, Span(last.outer.start, here[0].outer.end))
        found += here
        start = end + 1
    quotes = [trimmed for quote in found if (trimmed := _trim(text, quote)) is not None]
    return sorted([*quotes, *_single_quotes(text, quotes)], key=lambda quote: quote.outer)


@dataclass(slots=True)
class _Paragraph:
    text: str
    start: int
    end: int

    def quotes(self) -> list[Quote]:
        marks = [self._mark(match) for match in _DOUBLE.finditer(self.text, self.start, self.end)]
        found: list[Quote] = []
        opening: _Mark | None = None
        place = 0
        while place < len(marks):
            mark = marks[place]
            place += 1
            if opening is None:
                if self._opens(mark):
                    opening = mark
                elif self._reported(mark):
                    found.append(self._orphan(mark, found))
            elif self._closes(mark):
                found.append(Quote(Span(opening.span.end, mark.span.start), opening.span.to(mark.span)))
                opening = None
            elif self._nests(marks, place - 1):
                place += 1
            else:
                found.append(self._unclosed(opening, mark.span.start))
                opening = mark
        if opening is not None:
            found.append(self._unclosed(opening, self.end))
        return found

    def _mark(self, match: re.Match[str]) -> _Mark:
        start, end = match.span()
        left = self.text[start - 1] if start > self.start else ""
        right = self.text[end] if end < self.end else ""
        return _Mark(Span(start, end), left, right, match[0])

    def _reported(self, mark: _Mark) -> bool:
        """Whether a reporting clause ("ujar Budi") begins right behind the mark: then it closes."""
        return clause_behind(self.text, mark.span.end, self.end) is not None

    def _opens(self, mark: _Mark) -> bool:
        if not mark.right:
            return False
        if "“" in mark.signs:
            return True
        if _free(mark.left):
            return not (mark.right.isspace() and "”" in mark.signs)
        # Glued to a word on the left: inches, or a mark that closes what never opened; else a missing blank.
        return mark.may_open and mark.begins_sentence and mark.left in ".:,"

    def _closes(self, mark: _Mark) -> bool:
        if self._reported(mark):
            return True
        if "“" in mark.signs:
            return mark.may_close and not mark.begins_sentence
        if "”" in mark.signs:
            return not (_free(mark.left) and mark.begins_sentence)
        return not (_free(mark.left) and mark.may_open)

    def _nests(self, marks: list[_Mark], place: int) -> bool:
        """Whether the mark at ``place`` opens a short quotation inside one that is closed later."""
        if place + 2 >= len(marks):
            return False
        first, second = marks[place], marks[place + 1]
        inside = self.text[first.span.end : second.span.start]
        short = len(inside.split()) <= _LONGEST_NESTED and self._closes(second)
        return short and not self._reported(second) and self._closes(marks[place + 2])

    def _unclosed(self, opening: _Mark, limit: int) -> Quote:
        """A stretch without closing mark ends before its reporting clause, else at ``limit``."""
        start = opening.span.end
        end = clause_inside(self.text, start, limit)
        if end is None:
            end = limit
            if limit - start > _LONGEST_UNCLOSED:
                first = _SENTENCE_END.search(self.text, start, limit)
                end = first.start() + 1 if first else limit
        return Quote(Span(start, max(end, start)), Span(opening.span.start, max(end, start)), closed=False)

    def _orphan(self, mark: _Mark, before: list[Quote]) -> Quote:
        """A stretch without opening mark begins with the paragraph, or with a sentence behind the last stretch."""
        start = self.start
        if before:
            start = before[-1].outer.end
            first = _SENTENCE_END.search(self.text, start, mark.span.start)
            start = first.end() if first else start
        return Quote(Span(start, mark.span.start), Span(start, mark.span.end), opened=False)


def _trim(text: str, quote: Quote) -> Quote | None:
    """Without white space and stray single marks at the ends; None when nothing is left."""
    start, end = quote.inner
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1] in _STRAY_ENDS and not _pairs(text, start, end):
        end -= 1
    return replace(quote, inner=Span(start, end)) if end > start else None


def _pairs(text: str, start: int, end: int) -> bool:
    """Whether the single mark at the end of the stretch has a partner inside it."""
    return text[end - 1] == "'" and text.count(" '", start, end - 1) > 0


def _single_quotes(text: str, taken: list[Quote]) -> Iterator[Quote]:
    """Stretches in single marks outside the double ones."""
    place = 0
    for match in _SINGLE.finditer(text):
        outer = Span(*match.span())
        while place < len(taken) and taken[place].outer.end <= outer.start:
            place += 1
        if place == len(taken) or not taken[place].outer.overlaps(outer):
            trimmed = _trim(text, Quote(Span(*match.span(1)), outer))
            if trimmed is not None:
                yield trimmed


def _free(char: str) -> bool:
    return not char or char.isspace()
