"""Where the name of a place begins and ends, and what kind of place it is.

A phrase is place nouns ("aula", "kantor") with the names that belong to them ("Aula Kantor Bappeda"), or a name
without a place noun ("Ecovention Ancol"). Phrases that follow each other ("Hotel Melati, Jalan Kenanga, Depok") make a
chain, whose first named place is the smallest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from pipeline.article import Span
from pipeline.lexicon import table
from pipeline.normalize import regions

Shape = Literal["named", "unnamed", "bare", "region", "plural"]

_TOKEN = re.compile(r"[^\W_]+(?:['’/&.-][^\W_]+)*")
_SPACE = re.compile(r"[ \t\u00a0]+")
_ABBREVIATION = re.compile(r"\.(?=[ \t\u00a0]?[^\W_])")
_PARENTHESIS = re.compile(r"\(([^()\d\n]{1,40})\)(?=[ \t\u00a0][^\W_])")
_LINK = re.compile(r"(?:[ \t]*\([^()\n]{1,40}\))?(?:[ \t]?,[ \t]*(?:tepatnya )?(?:di )?|[ \t]+(?:tepatnya )?di[ \t]+)")
_LOOSE_LINK = re.compile(rf"(?:[ \t]+(?!yang\b)[a-z]+){{0,2}}{_LINK.pattern}")
_CONJUNCTION = re.compile(r"[ \t]?,?[ \t]+(?:dan|serta)[ \t]+(?:di[ \t]+)?")
_NUMBER = re.compile(r"(?:\d{1,3}|[IVXLl]{1,5})[A-Za-z]?")
_POSSESSIVE = re.compile(r"(?<=[a-z]{3})nya$")
_SHORT = frozenset({"jl", "jln", "gg", "jend", "kec", "kab", "kel", "ds", "dsn", "st", "dr", "kh", "h", "prof", "ir"})
_MAX_TOKENS = 18
_MAX_LINKS = 6
_MAX_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that speaks of a place.

    ``shape`` tells whether it is a named place, an unnamed one ("sebuah rumah"), a name without a place noun, a region,
    or several places; ``kind`` is the kind of its first place noun ("office", "street"), empty where it has none.
    """

    span: Span
    shape: Shape
    kind: str
    head: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """Phrases that follow each other. ``joined`` are the indices of those that stand behind "dan"."""

    phrases: tuple[Phrase, ...]
    joined: frozenset[int]

    @property
    def end(self) -> int:
        """Where the last phrase ends."""
        return self.phrases[-1].span.end


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    lower: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def read_chain(text: str, position: int) -> Chain | None:
    """The places that begin at a position, or None where none does.

    >>> text = "di Aula Kantor Bappeda Kota Depok, Jalan Kenanga, Selasa (5/3)."
    >>> [p.span.of(text) for p in read_chain(text, 3).phrases]
    ['Aula Kantor Bappeda Kota Depok', 'Jalan Kenanga']
    """
    phrases: list[Phrase] = []
    joined: set[int] = set()
    while len(phrases) < _MAX_LINKS and (phrase := read_phrase(text, position)) is not None:
        phrases.append(phrase)
        if link := _CONJUNCTION.match(text, phrase.span.end):
            position = link.end()
            joined.add(len(phrases))
        elif link := _link(text, phrase):
            position = link.end()
        else:
            break
    return Chain(tuple(phrases), frozenset(joined)) if phrases else None


def _link(text: str, phrase: Phrase) -> re.Match[str] | None:
    """What leads from a phrase to a place around it: a comma, "di", or the space before "Kecamatan"."""
    pattern = _LOOSE_LINK if phrase.shape == "unnamed" else _LINK
    return pattern.match(text, phrase.span.end) or _region_ahead().match(text, phrase.span.end)


def read_phrase(text: str, position: int) -> Phrase | None:
    """The place phrase that begins at a position, or None."""
    first = _TOKEN.match(text, position)
    if first is None or not (first.group()[0].isupper() or first.group().lower() in _beginnings()):
        return None
    tokens = list(_tokens(text, position))
    begin = _skip_prefix(tokens)
    if begin >= len(tokens):
        return None
    if tokens[begin].lower in _words("media"):
        return None
    if tokens[begin].lower in _words("plural"):
        return Phrase(Span(tokens[begin].start, tokens[begin].end), "plural", "")
    if tokens[begin].lower in _words("area") | _words("district"):
        return _region(tokens, begin)
    reader = _Reader(tokens, begin)
    reader.read()
    return reader.phrase(text)


def is_region(name: str) -> bool:
    """Whether a name is one of a region, a country or a foreign city, and so never a venue by itself."""
    return bool(regions.find(name)) or is_foreign(name)


def is_foreign(name: str) -> bool:
    """Whether a name is one of a country, a foreign city or a large region without a code."""
    return regions.key_of(name) in _elsewhere()


class _Reader:
    """Walks over the tokens of one phrase and remembers how far its name reaches."""

    def __init__(self, tokens: list[_Token], begin: int) -> None:
        self.tokens, self.begin, self.last = tokens, begin, begin
        self.kinds: list[str] = []
        self.head = ""
        self.names = 0
        self.tails = 0
        self.complete = False
        self.after_noun = False

    def read(self) -> None:
        index = self.begin
        while index < len(self.tokens):
            step = self._noun(index) or self._word(index)
            if not step:
                break
            index += step

    def phrase(self, text: str) -> Phrase | None:
        if self.last == self.begin:
            return None
        span = Span(self.tokens[self.begin].start, self.tokens[self.last - 1].end)
        kind = self.kinds[0] if self.kinds else ""
        if self._capitals() and (is_region(span.of(text)) or (not self.kinds and self._regions(text))):
            return Phrase(span, "region", "")
        if not self.kinds:
            shape: Shape = "named" if self.tails and self.last - self.begin > 1 else "bare"
            return Phrase(span, shape, "site" if self.tails else "")
        named = self.complete or (self.names and not self._abroad(text))
        return Phrase(span, "named" if named else "unnamed", kind, self.head)

    def _regions(self, text: str) -> bool:
        """Whether the name is a region with one around it: "Madiun Jawa Timur"."""
        name = self.tokens[self.begin : self.last]
        return any(
            is_region(text[name[0].start : left.end]) and is_region(text[right.start : name[-1].end])
            for left, right in pairwise(name)
        )

    def _abroad(self, text: str) -> bool:
        """Whether the name is no more than a country behind a common noun ("bioskop Amerika Serikat")."""
        if self.tokens[self.begin].capital:
            return False
        return any(
            is_foreign(text[token.start : self.tokens[self.last - 1].end])
            for token in self.tokens[self.begin + 1 : self.last]
        )

    def _capitals(self) -> bool:
        return all(token.capital for token in self.tokens[self.begin : self.last])

    def _noun(self, index: int) -> int:
        """How many tokens a place noun at ``index`` takes, 0 where none stands or it does not belong."""
        size, kind = _noun_at(self.tokens, index)
        if not size:
            return 0
        if kind == "tail":
            if not self.last > self.begin and not self.kinds:
                return 0
            self.tails += 1
            self.names += 1
        else:
            if self.names and not self.tokens[index].capital:
                return 0
            self.kinds.append("site" if kind == "name" else kind)
            self.head = self.head or self.tokens[index].lower
            self.complete = self.complete or kind == "name"
            behind_village = index > 0 and _nouns().get(self.tokens[index - 1].lower, ("",))[0] == "village"
            self.names += behind_village and self.tokens[index].capital  # "Balai Kampung Bumi Baru"
        self.after_noun = kind != "tail"
        self.last = index + size
        return size

    def _word(self, index: int) -> int:
        token = self.tokens[index]
        after_noun, self.after_noun = self.after_noun, False
        office = bool(self.kinds) and self.kinds[0] in {"office", "body", "court", "school"}
        if self._village_name(index, after_noun=after_noun):
            self.names += 1
            self.last = index + 1
            return 1
        if token.lower in _words("role"):
            self.after_noun = after_noun
            if not (after_noun and office):
                return 0
        elif (
            (token.lower in _words("end") and not (after_noun and token.capital and token.lower in _words("crew")))
            or (token.lower in _words("district") and not after_noun)
            or (token.lower in _words("area") and not after_noun and not (office and self._region_at(index + 1)))
        ):
            return 0
        if token.capital or (self.kinds and _NUMBER.fullmatch(token.text) and self._number(index)):
            self.names += token.lower not in _words("generic") or (token.capital and token.lower in _words("proper"))
            self.last = index + 1
            return 1
        if token.lower == "dan":
            return int(office and any(t.lower in _words("joining") for t in self.tokens[self.begin : index]))
        inner = token.lower in _words("inner") and bool(self.kinds) and (office or not self.names)
        self.after_noun = after_noun and inner
        return int(inner)

    def _village_name(self, index: int, *, after_noun: bool) -> bool:
        """Whether a word that ends other names is part of this one: "Desa Melati Dalam", "Kampung Warga Makmur"."""
        token = self.tokens[index]
        if not token.capital or not self.kinds or self.kinds[0] not in {"village", "street", "nature"}:
            return False
        following = self._region_at(index + 1)
        if token.lower in _words("suffix"):
            return bool(self.names) and not following
        return after_noun and token.lower == "warga" and following

    def _region_at(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].capital

    def _number(self, index: int) -> bool:
        """Whether a number belongs to a name ("SMAN 5"), not to a date ("17 Mei")."""
        after = self.tokens[index + 1].lower if index + 1 < len(self.tokens) else ""
        return after not in _counted()


def _region(tokens: list[_Token], begin: int) -> Phrase:
    end = begin + 1
    while end < len(tokens) and tokens[end].capital and tokens[end].lower not in _words("end"):
        end += 1
    return Phrase(Span(tokens[begin].start, tokens[end - 1].end), "region", "")


def _skip_prefix(tokens: list[_Token]) -> int:
    """The index of the first token that belongs to the name: behind "sebuah", "kawasan", "RT 5"."""
    for index, token in enumerate(tokens):
        small = token.lower in _words("prefix") and not token.capital
        zone = token.lower in _words("zone") and _noun_at(tokens, index) == (0, "")
        unit = token.lower in _words("unit")
        number = index > 0 and tokens[index - 1].lower in _words("unit") and token.text[0].isdecimal()
        if not (small or zone or unit or number):
            return index
    return len(tokens)


def _noun_at(tokens: list[_Token], index: int) -> tuple[int, str]:
    for size in range(min(4, len(tokens) - index), 0, -1):
        part = tokens[index : index + size]
        entry = _nouns().get(_POSSESSIVE.sub("", " ".join(t.lower for t in part)))
        if entry is not None:
            kind, capital = entry
            if not capital or (part[0].capital if kind != "name" else any(t.capital for t in part)):
                return size, kind
    return 0, ""


def _tokens(text: str, position: int) -> Iterator[_Token]:
    """The words from a position on that no punctuation divides; a short parenthesis inside a name is passed over."""
    for _ in range(_MAX_TOKENS):
        if bracket := _PARENTHESIS.match(text, position):
            position = bracket.end()
            if space := _SPACE.match(text, position):
                position = space.end()
        match = _TOKEN.match(text, position, position + _MAX_LETTERS)
        if match is None:
            return
        word = match.group()
        yield _Token(match.start(), match.end(), word, word.lower())
        position = match.end()
        short = word.lower() in _SHORT or (len(word) == 1 and word.isupper())
        if short and _ABBREVIATION.match(text, position):
            position += 1
        if space := _SPACE.match(text, position):
            position = space.end()
        elif not short:
            return


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("place_words") if row["kind"] == kind)


@cache
def _nouns() -> dict[str, tuple[str, bool]]:
    return {row["word"]: (row["kind"], row["case"] == "capital") for row in table("place_nouns")}


@cache
def _counted() -> frozenset[str]:
    """Words that make the number before them a day or a count."""
    return frozenset(row["word"] for row in table("months")) | _words("counted")


@cache
def _region_ahead() -> re.Pattern[str]:
    """The space before a region's kind word that no comma divides from the place: "Lapangan Melati Kecamatan X"."""
    words = sorted(_words("area") | _words("district"), key=len, reverse=True)
    return re.compile(rf"[ \t]+(?=(?:{'|'.join(words)})\b)", re.IGNORECASE)


@cache
def _beginnings() -> frozenset[str]:
    """The words in small letters with which a place phrase can begin."""
    opening = {
        row["word"] for row in table("place_words") if row["kind"] in {"prefix", "zone", "unit", "plural", "area"}
    }
    nouns = {noun.split()[0] for noun in _nouns()}
    return frozenset(opening | nouns | {f"{noun}nya" for noun in nouns})


@cache
def _elsewhere() -> frozenset[str]:
    """Foreign cities, countries and large regions, by the key of their name."""
    return frozenset(regions.key_of(row["word"]) for row in table("foreign_places"))
