"""Where people are named outside the quotations of one article, and what leads a name in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.article import Span
from pipeline.extract.statements.clauses import any_of
from pipeline.lexicon import table
from pipeline.normalize import names, regions
from pipeline.normalize.words import split
from pipeline.reading import Person, Reading

SENTENCE_BORDER = re.compile(r"[.!?]\s+[A-Z]|\n")
_RIGHT_BEHIND = re.compile(r"[^\w\n]{0,5}(?:[a-z]{1,12}\s+){0,2}")


@cache
def adjunct() -> re.Pattern[str]:
    """Words that lead in what is no speaker: a place, a time, a theme, company."""
    return re.compile(rf"(?<![\w-])(?:{any_of('adjunct')}|{any_of('companion')})(?![\w-])", re.IGNORECASE)


@cache
def companion() -> re.Pattern[str]:
    """Words that lead in company or the hearer."""
    return re.compile(rf"(?<![\w-]){any_of('companion')}(?![\w-])", re.IGNORECASE)


class Scene:
    """The text of one article with the places of its names. ``quoted`` are the stretches of speech."""

    def __init__(self, reading: Reading, quoted: Iterable[Span]) -> None:
        self.reading = reading
        self.text = reading.clean.text
        self._quoted = sorted(quoted)
        self._names = sorted(_named_places(reading), key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._names]

    def within(self, reach: Span) -> list[tuple[Span, Person]]:
        """All names that begin in ``reach``, in order."""
        return self._names[bisect_left(self._starts, reach.start) : bisect_right(self._starts, reach.end - 1)]

    def outside_quotes(self, reach: Span) -> list[tuple[Span, Person]]:
        """The names in ``reach`` that nobody speaks."""
        return [(span, person) for span, person in self.within(reach) if not self.in_quote(span)]

    def in_quote(self, span: Span) -> bool:
        """Whether ``span`` lies in a quotation."""
        place = bisect_right(self._quoted, span.start, key=lambda quoted: quoted.start) - 1
        return place >= 0 and self._quoted[place].overlaps(span)

    def follows_quote(self, at: int, far: int) -> bool:
        """Whether a quotation ends at most ``far`` characters before ``at``, in the same line and sentence."""
        place = bisect_right(self._quoted, at, key=lambda quoted: quoted.start) - 1
        if place < 0 or not 0 <= at - self._quoted[place].end <= far:
            return False
        return SENTENCE_BORDER.search(self.text, self._quoted[place].end + 2, at) is None

    def ends_quote(self, at: int) -> bool:
        """Whether a quotation ends right before ``at``, with marks and two lower-case words between at most."""
        place = bisect_right(self._quoted, at, key=lambda quoted: quoted.start) - 1
        return place >= 0 and _RIGHT_BEHIND.fullmatch(self.text, self._quoted[place].end, at) is not None

    def led_in(self, start: int, end: int, words: re.Pattern[str] | None = None) -> bool:
        """Whether an adjunct word stands between the last comma (or ``start``) and ``end``."""
        segment = self.text[start:end]
        comma = max(segment.rfind(", "), segment.rfind("; "))
        # A comma that only a title follows ("didampingi Kapolres, Budi") still belongs to the adjunct before it.
        found = (words or adjunct()).finditer(segment, comma + 1)
        # "Menteri Dalam Negeri": in capitals inside a sentence it is a part of a title.
        return any(match[0][0].islower() or not segment[comma + 1 : match.start()].strip() for match in found)


def _named_places(reading: Reading) -> Iterator[tuple[Span, Person]]:
    """Every place of every person, and where a name of two words and more stands that nobody has marked."""
    people = [person for person in reading.entities.people if _is_person(person, reading.clean.text)]
    marked = {at for person in people for span in person.spans for at in range(*span)}
    full: dict[str, Person] = {}
    for person in people:
        yield from ((span, person) for span in person.spans)
        if " " in person.name:
            full.setdefault(person.name, person)
    if not full:
        return
    longest_first = sorted(full, key=lambda name: (-len(name), name))
    pattern = "|".join(re.escape(name) for name in longest_first)
    for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", reading.clean.text):
        if match.start() not in marked and match.end() - 1 not in marked:
            yield Span(*match.span()), full[match[0]]


def _is_person(person: Person, text: str) -> bool:
    """Whether a name is a person's: single words that are a country, a region, or a word of titles and bodies are not.

    A reporting verb before such a word shows that it is a name after all ("kata Bima"), save for countries.
    """
    words = split(person.name)
    if len(words) != 1:
        return True
    if names.is_country(words, 0):
        return False
    word = words[0]
    doubtful = names.known_word(word) or any(region.level < 3 for region in regions.find(word.text))
    return not doubtful or any(_speaks().search(text, max(0, s.start - 20), s.start) for s in person.spans)


@cache
def _speaks() -> re.Pattern[str]:
    bases = "|".join(row["form"] for row in table("reporting_verbs") if row["use"] == "base")
    return re.compile(rf"(?<![\w-])(?:{bases})\s+$")
