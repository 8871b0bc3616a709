"""The dateline at the head of an article: what outlet and place stand before the first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.article import Span
from pipeline.lexicon import table
from pipeline.normalize import regions

_LINES = 6
_WINDOW = 110
_BYLINE_WINDOW = 150
_START = re.compile(r"[^\s\[\]'\"“”.,|–—-]")
_JUNK = 8
_SOURCE = re.compile(r"(?i:sumber|dikutip dari) ?: ?")
_BYLINE = re.compile(r"(?i:l;?aporan|reporter|wartawan|kontributor|penulis|oleh)\b")
_SEPARATOR = re.compile(r"(?P<front>\s{0,2})(?P<mark>-{1,3}|[–—]{1,2}-?|:)(?P<back>\s{0,2})")
_DOMAIN = re.compile(
    r"(?<![\w.-])[A-Za-z0-9][\w-]{1,30}(?:[.,]|\s(?=CO\.ID))(?i:co\.id|go\.id|ac\.id|or\.id|com|co|id|net|org|tv|news"
    r"|online|info|asia|press)(?![\w])\.?"
)
_DATE = re.compile(
    r"(?:[A-Z][a-z']{3,6},? )?\(?\d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{2,4})?| [A-Z][a-z]{2,8}(?: \d{4})?)\)?(?![\w/])"
)
_PARTS = re.compile(r"[^,|/()\s][^,|/()]*")
_CAPITALISED = re.compile(r"[A-Z][\w.'&-]*(?: (?:[A-Z][\w.'&-]*|de|la|dan|di)){0,4}")
_BROKEN = re.compile(r"[^(),\s]\n[^(),\s]|\n\n")  # the words of two lines
_SHOUTED = re.compile(r"[A-Z][A-Z'-]{3,}(?: [A-Z][A-Z'-]{2,}){0,2}|[A-Z]{3,}(?: [A-Z]{4,}){1,2}")
_PLACE_AND_STOP = re.compile(r"([A-Z][A-Z]+(?: [A-Z]{2,}){0,2})\.\s?(?=[A-Z])")
_GLUED_PLACE = re.compile(r"[,.]?\s?((?:[A-Z][a-z]+ ){0,2}[A-Z][a-z]+?)(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Dateline:
    """``place`` as written, or None where only an outlet is named; ``cuts`` are the spans to take out, in order.

    ``byline`` is the part of them that names the reporter, or None.
    """

    place: str | None
    cuts: tuple[Span, ...]
    byline: Span | None = None


def find_dateline(text: str) -> Dateline | None:
    """The dateline at the start of one of the first lines, or None. A date in it is left outside the cuts.

    >>> find_dateline("MAKASSAR, WARTA.com -- Wali Kota hadir.")
    Dateline(place='MAKASSAR', cuts=(Span(start=0, end=23),), byline=None)
    >>> find_dateline("Anak-anak bermain.") is None
    True
    """
    for start in _line_starts(text):
        opening = _START.search(text, start, start + _JUNK)
        if opening is None:
            continue
        source = _SOURCE.match(text, opening.start())
        first = source.end() if source else opening.start()
        find = _after_byline if _BYLINE.match(text, first) else _parsed
        found = find(text, start, first)
        if found:
            return found
    return None


def leading_dash(text: str) -> Span | None:
    """A dash that a dateline has left behind at the very start, or None."""
    match = re.compile(r"[-–—]{1,3}\s{1,2}").match(text)
    return Span(0, match.end()) if match else None


def _line_starts(text: str) -> Iterator[int]:
    start = 0
    for _ in range(_LINES):
        yield start
        start = text.find("\n", start) + 1
        if start == 0:
            return
        while text.startswith("\n", start):
            start += 1


def _after_byline(text: str, start: int, first: int) -> Dateline | None:
    """A dateline that follows the name of its reporter without a full stop in between."""
    for outlet in _DOMAIN.finditer(text, first, first + _BYLINE_WINDOW):
        found = _parsed(text, outlet.start(), outlet.start())
        if found:
            byline = Span(start, outlet.start())
            return Dateline(found.place, (byline.to(found.cuts[0]), *found.cuts[1:]), byline)
    return None


def _parsed(text: str, start: int, first: int) -> Dateline | None:
    """The dateline whose words begin at ``first``; what stands between ``start`` and there is cut with it."""
    window = text[first : first + _WINDOW]
    for tried, separator in enumerate(_SEPARATOR.finditer(window)):
        head = _Head.of(window[: separator.start()])
        if head is not None and head.ends_at(separator, window[separator.end() :]):
            return _cut(text, start, first, head, separator)
        if tried == 3:
            break
    return _glued(text, start, first)


def _cut(text: str, start: int, first: int, head: _Head, separator: re.Match[str]) -> Dateline:
    end, place = first + separator.end(), head.place
    if head.date is None:
        if place is None and head.outlet:
            more = _PLACE_AND_STOP.match(text, end, end + _WINDOW)
            if more and (_is_place(more[1], 4) or len(more[1]) > 3):
                place, end = more[1], more.end()
        return Dateline(place, (Span(start, end),))
    date = Span(first + head.date.start, first + head.date.end)
    cuts = (Span(start, date.start), Span(date.end, first + separator.end("mark")))
    return Dateline(place, tuple(cut for cut in cuts if len(cut)))


def _glued(text: str, start: int, first: int) -> Dateline | None:
    """``Warta.com, JakartaHarga beras``: an outlet and a known place that has grown into the first word."""
    outlet = _DOMAIN.match(text, first)
    place = _GLUED_PLACE.match(text, outlet.end(), outlet.end() + 40) if outlet else None
    if place is None or not _is_place(place[1], 2):
        return None
    return Dateline(place[1], (Span(start, place.end()),))


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the separator, taken apart."""

    words: str
    place: str | None
    outlet: bool
    date: Span | None
    rubric: bool
    known: bool

    @classmethod
    def of(cls, words: str) -> _Head | None:
        """None where the words cannot be a dateline."""
        date = _DATE.search(words)
        bare = words if date is None else words[: date.start()] + "|" + words[date.end() :]
        outlets = _DOMAIN.findall(bare)
        parts = [part.strip(" .\n'") for part in _PARTS.findall(_DOMAIN.sub("|", bare))]
        parts = [part for part in parts if part]
        named = [part for part in parts if part.casefold() in _words("outlet")]
        places = [part for part in parts if part not in named]
        broken = _BROKEN.search(words) or len(outlets) > 1 or len(parts) + len(outlets) > 3
        if broken or not all(_CAPITALISED.fullmatch(place) for place in places):
            return None
        place = places[0] if places else None
        if place is not None and re.search("[a-z][A-Z][a-z]", place):
            return None  # "JakartaVirus": the place has grown into the first word
        outlet, rubric = bool(outlets or named), place is not None and place.casefold() in _words("rubric")
        known = place is not None and _is_place(place, 4 if place.isupper() else 2)
        if not (outlet or rubric or known or (place is not None and _SHOUTED.fullmatch(place))):
            return None
        found = None if date is None else Span(date.start(), date.end())
        return cls(words, None if rubric else place, outlet, found, rubric, known)

    def ends_at(self, separator: re.Match[str], after: str) -> bool:
        """Whether the separator ends a dateline, and is no hyphen, colon or range of another kind."""
        if not after or not (after[0].isupper() or after[0].isdecimal() or after[0] in "\"“'(\n" or self.outlet):
            return False
        if separator["mark"] == ":":
            return self.outlet
        spaced = bool(separator["front"] or separator["back"])
        if spaced or self.outlet:
            return (
                bool(separator["back"]) or separator["mark"] != "-" or bool(separator["front"]) or after[1:2].islower()
            )
        follower = re.match(r"\w+", after)
        loud = self.place is not None and self.place.isupper()
        long_mark = separator["mark"] != "-"
        return self.known and (loud or long_mark) and not (follower is not None and _is_place(follower[0], 2))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["words"].casefold() for row in table("datelines") if row["kind"] == kind)


def _is_place(words: str, level: int) -> bool:
    """Whether a place of the table, or a region down to ``level`` (2 for regencies, 4 for villages), bears the name."""
    if words.casefold() in _words("place"):
        return True
    return any(region.level <= level for region in regions.find(words))
