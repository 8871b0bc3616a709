"""Places of one article: mentions of administrative regions, with their Kemendagri codes.

Kind words ("Kabupaten", "Pemkot", "Bupati") decide what a name means. A bare name means a province, a city or a
regency before a district; where several bear it, the rest of the article settles which. Words that are also names of
people or things count only in company (``region_stop.tsv``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from spacy.tokens import Span as EntitySpan

from pipeline.article import Span
from pipeline.lexicon import table
from pipeline.normalize import regions
from pipeline.normalize.regions import Region
from pipeline.normalize.words import unglued
from pipeline.reading import Place, Reading

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_GAP = re.compile(r"\.? |\.(?=\S)|-|\n")
_KIND_GAP = re.compile(r"[.)]*\s|\.(?=\S)|/|")
_LIST_GAP = re.compile(r"\s?(?:,|/|,? dan|,? serta|&)\s?")
_DISTRICT_CUE = re.compile(r"(?:\b(?:di|ke|dari|wilayah|kawasan|asal|warga|daerah|se|dan)|[,(])\s?$", re.IGNORECASE)
_LEAD = re.compile(r"(?:\b[A-Z][\w.]*|\)) $")
_MAX_WORD = 30
_LONG = 7  # letters of a name that is no common noun in lower case
_LEVEL_TWO = frozenset({"kabupaten", "kota"})


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    lower: str
    key: str
    capital: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch that names a region, and what it may mean. ``told`` are the kinds that a kind word allows."""

    span: Span
    key: str
    candidates: tuple[Region, ...]
    told: frozenset[str]
    weak: bool


def find_places(reading: Reading) -> tuple[Place, ...]:
    """The region mentions of the article, in order, each with its code; what cannot be settled is left out."""
    mentions = list(_mentions(reading))
    mentions = sorted([*mentions, *_in_lower_case(reading.clean.text, mentions)], key=lambda item: item.span.start)
    found = _inherit_kinds(reading.clean.text, mentions)
    evidence = _Evidence.of(found, reading)
    chosen = ((item, evidence.choose(item, reading.clean.text)) for item in found)
    return tuple(
        Place(item.span, regions.name_of(region.code) or region.name, region.code, region.level)
        for item, region in chosen
        if region is not None
    )


def find_home(reading: Reading, places: tuple[Place, ...]) -> Place | None:
    """The region that the article speaks from, or None: its dateline, else the regency or city that it names most, else
    the province that it names most. The span is empty where only the dateline names it.
    """
    if (region := _dateline(reading)) is not None:
        known = next((p for p in places if p.code == region.code), None)
        return known or Place(Span(0, 0), regions.name_of(region.code) or region.name, region.code, region.level)
    for level in (2, 1):
        counts = Counter(_upper(place.code, level) for place in places if place.level >= level)
        ranked = counts.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            return _named(ranked[0][0], places)
    return None


def _named(code: str, places: tuple[Place, ...]) -> Place | None:
    exact = next((p for p in places if p.code == code), None)
    region = regions.get(code)
    if exact is not None or region is None:
        return exact
    return Place(Span(0, 0), regions.name_of(code) or region.name, code, region.level)


def _dateline(reading: Reading) -> Region | None:
    if not reading.clean.dateline:
        return None
    return next((r for r in regions.find(reading.clean.dateline.title()) if r.level <= 2), None)


def _upper(code: str, level: int) -> str:
    return ".".join(code.split(".")[:level])


# --- finding the words -------------------------------------------------------------------------------------------


@cache
def _stop(rule: str) -> frozenset[str]:
    return frozenset(regions.key_of(row["word"]) for row in table("region_stop") if row["rule"] == rule)


@cache
def _kinds() -> dict[tuple[str, ...], tuple[frozenset[str], bool]]:
    return {
        tuple(_WORD.findall(row["word"])): (frozenset(row["kinds"].split()), row["names"] == "yes")
        for row in table("region_kinds")
    }


@cache
def _kind_beginnings() -> frozenset[str]:
    return frozenset(form[0] for form in _kinds())


@cache
def _capital_keys() -> frozenset[str]:
    """Aliases that count only in capitals: "PALI", "OKU"."""
    return frozenset(regions.key_of(r["alias"]) for r in table("region_aliases") if r["alias"].isupper())


def _words(text: str) -> list[_Word]:
    found = []
    for match in _WORD.finditer(text):
        for start, end in unglued(text, *match.span()) if match.end() - match.start() <= _MAX_WORD else ():
            form = text[start:end]
            found.append(_Word(start, end, form.lower(), regions.key_of(form), form[0].isupper()))
    return found


def _mentions(reading: Reading) -> Iterator[_Found]:
    text = reading.clean.text
    words = _words(text)
    people = [_person(text, e) for e in reading.doc.ents if e.label_ == "PER" and not _located(text, e)]
    in_people = {i for i, w in enumerate(words) if _covered(Span(w.start, w.end), people)}
    index = 0
    while index < len(words):
        item, after = _at(text, words, index, in_people)
        if item is not None:
            yield item
        index = after


def _in_lower_case(text: str, mentions: list[_Found]) -> Iterator[_Found]:
    """Provinces, regencies and cities that the article names with capitals elsewhere: "Bupati lampung barat"."""
    named = {m.key: m for m in mentions if len(m.key) >= _LONG and m.candidates[0].level <= 2 and not m.weak}
    taken = {start for m in mentions for start in range(m.span.start, m.span.end)}
    words = _words(text) if named else []
    for index, word in enumerate(words):
        for size in (3, 2, 1):
            part = words[index : index + size]
            item = named.get("".join(w.key for w in part))
            if item is None or word.capital or word.start in taken or part[-1].capital:
                continue
            if all(_GAP.fullmatch(text[a.end : b.start]) for a, b in pairwise(part)):
                yield replace(item, span=Span(word.start, part[-1].end), told=frozenset())
                break


def _located(text: str, entity: EntitySpan) -> bool:
    """Whether what is tagged as a person is a region's name: one that nobody bears, or any behind "di", "dari"."""
    key = regions.key_of(entity.text)
    if not regions.is_known(key):
        return False
    if _DISTRICT_CUE.search(text[max(0, entity.start_char - 12) : entity.start_char]):
        return True
    before = text[max(0, entity.start_char - _MAX_WORD) : entity.start_char].split()
    told = bool(before) and before[-1].casefold() in _verbs()
    return not told and any(r.level <= 2 for r in regions.find(entity.text)) and key not in _any_stop()


@cache
def _verbs() -> frozenset[str]:
    """Reporting verbs that stand before the speaker: whom they introduce is no region."""
    return frozenset(row["form"] for row in table("reporting_verbs") if row["use"] == "base")


@cache
def _any_stop() -> frozenset[str]:
    """Words that are a region's name and something else as well."""
    return frozenset(regions.key_of(row["word"]) for row in table("region_stop"))


def _person(text: str, entity: EntitySpan) -> Span:
    """The words of a person, without a region at the front that belongs to the title before it.

    "Kepala BPPRD | Bandarlampung Suryadi": behind a capitalised word or a bracket, with more words to follow.
    """
    lead = _LEAD.search(text[max(0, entity.start_char - _MAX_WORD) : entity.start_char])
    parts = list(_WORD.finditer(entity.text))
    for size in (2, 1) if lead else ():
        name = entity.text[: parts[size - 1].end()] if len(parts) > size else ""
        if name and regions.key_of(name) not in _any_stop() and any(r.level <= 2 for r in regions.find(name)):
            return Span(entity.start_char + parts[size].start(), entity.end_char)
    return Span(entity.start_char, entity.end_char)


def _covered(span: Span, people: list[Span]) -> bool:
    return any(person.covers(span) for person in people)


def _at(text: str, words: list[_Word], index: int, in_people: set[int]) -> tuple[_Found | None, int]:
    """The mention that begins at a word, with its kind word; and the index of the word behind it."""
    told, names, start = _kind_at(text, words, index)
    if told:
        size = _name_size(text, words, start)
        if size and (item := _item(text, words, index if names else start, start, size, told)) is not None:
            return item, start + size
        return None, index + 1
    size = 0 if index in in_people else _name_size(text, words, index)
    if size and _stands_alone(text, words, index, size):
        item = _item(text, words, index, index, size, frozenset())
        return item, index + size
    return None, index + max(size, 1)


def _kind_at(text: str, words: list[_Word], index: int) -> tuple[frozenset[str], bool, int]:
    """The kinds that the kind word at ``index`` allows, whether it is part of the name, and where the name begins."""
    if words[index].lower not in _kind_beginnings():
        return frozenset(), False, index
    for size in (3, 2, 1):
        form = tuple(w.lower for w in words[index : index + size])
        if len(form) == size and form in _kinds() and index + size < len(words):
            joined = all(_KIND_GAP.fullmatch(g) for g in _gaps(text, words, index, size))
            behind = text[words[index + size - 1].end : words[index + size].start]
            if joined and _KIND_GAP.fullmatch(behind):
                kinds, names = _kinds()[form]
                return kinds, names, index + size
    return frozenset(), False, index


def _gaps(text: str, words: list[_Word], index: int, size: int) -> Iterator[str]:
    for left, right in zip(words[index : index + size - 1], words[index + 1 : index + size], strict=True):
        yield text[left.end : right.start]


def _name_size(text: str, words: list[_Word], index: int) -> int:
    """How many words from ``index`` on make the longest known name (0 for none)."""
    if index >= len(words) or not words[index].capital:
        return 0
    key, longest = "", 0
    for size in range(1, regions.MAX_WORDS + 1):
        if index + size > len(words):
            break
        if size > 1 and not _GAP.fullmatch(text[words[index + size - 2].end : words[index + size - 1].start]):
            break
        key += words[index + size - 1].key
        if not regions.begins(key):
            break
        if regions.is_known(key):
            longest = size
    return longest


def _item(text: str, words: list[_Word], first: int, start: int, size: int, told: frozenset[str]) -> _Found | None:
    name = Span(words[start].start, words[start + size - 1].end)
    written = name.of(text)
    key = regions.key_of(written)
    if key in _capital_keys() and not written.replace(".", "").isupper():
        return None
    candidates = regions.find(written)
    if told:
        candidates = tuple(r for r in candidates if r.kind in told) or _either_kind(candidates, told)
    if not candidates or (not told and (key in _stop("never") or key in _stop("kind"))):
        return None
    return _Found(Span(words[first].start, name.end), key, candidates, told, key in _stop("context"))


def _either_kind(candidates: tuple[Region, ...], told: frozenset[str]) -> tuple[Region, ...]:
    """What a loosely used kind word means: "Kota Banyuwangi", "Kota Jakarta"."""
    return tuple(r for r in candidates if r.level <= 2) if told & _LEVEL_TWO else ()


def _stands_alone(text: str, words: list[_Word], index: int, size: int) -> bool:
    """Whether a bare name is not a part of another name ("Danau Toba", "Jakarta Convention Center")."""
    if index and words[index - 1].key in _stop("before"):
        gap = text[words[index - 1].end : words[index].start]
        if _GAP.fullmatch(gap) and "\n" not in gap:
            return False
    after = index + size
    if after < len(words) and words[after].key in _stop("after") and words[after].capital:
        return not _GAP.fullmatch(text[words[after - 1].end : words[after].start])
    return True


def _inherit_kinds(text: str, found: list[_Found]) -> list[_Found]:
    """Let the kind word of a list hold for its later members: "Kabupaten Bogor, Bandung, dan Garut"."""
    for index in range(1, len(found)):
        before, item = found[index - 1], found[index]
        told = before.told & _LEVEL_TWO
        if item.told or len(told) != 1 or not _LIST_GAP.fullmatch(text[before.span.end : item.span.start]):
            continue
        kept = tuple(r for r in item.candidates if r.kind in told)
        if kept and item.candidates[0].level == 2:
            found[index] = replace(item, candidates=kept, told=told)
    return found


# --- settling what they mean -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the article as a whole says: how often it names regencies and provinces beyond doubt."""

    counts: Counter[str]
    told: dict[str, frozenset[str]]

    @classmethod
    def of(cls, found: list[_Found], reading: Reading) -> _Evidence:
        """Gather the evidence of an article's mentions, its dateline and its outlet's name."""
        counts: Counter[str] = Counter()
        told: dict[str, frozenset[str]] = {}
        for item in found:
            sure = item.candidates[0]
            if item.told and len(item.candidates) == 1:
                told[item.key] = told.get(item.key, frozenset()) | {sure.code}
            if sure.level <= 2 and not (item.weak and not item.told) and _alone(item):
                counts.update({_upper(sure.code, level): 1 for level in range(1, sure.level + 1)})
        for region in (_dateline(reading), _outlet_region(reading.article.outlet)):
            if region is not None:
                counts.update({_upper(region.code, level): 1 for level in range(1, region.level + 1)})
        return cls(counts, told)

    def choose(self, item: _Found, text: str) -> Region | None:
        """The region that a mention means, or None where the article does not settle it."""
        codes = self.told.get(item.key, frozenset())
        options = item.candidates
        if not item.told and len(codes) == 1 and options[0].level == 2:
            options = tuple(r for r in options if r.code in codes) or options
        best = max(options, key=self._support)  # of equals the first, which is the usual reading
        support = self._support(best)
        if best.level == 3:
            return best if self._district(item, best, text) else None
        if item.weak and not item.told and not support:
            return None
        return best

    def _support(self, region: Region) -> int:
        """How strongly the rest of the article speaks for a reading."""
        if region.level == 1:
            return self.counts[region.code] + 1
        named = self.counts[region.code] if region.level == 2 else self.counts[_upper(region.code, 2)]
        return 2 * min(named, 3) * (region.level == 3 or 1) + min(self.counts[_upper(region.code, 1)], 3)

    def _district(self, item: _Found, region: Region, text: str) -> bool:
        inside = self.counts[_upper(region.code, 2)] > 0
        if item.told:
            return inside or len(item.candidates) == 1 or self._only_in_province(item)
        return inside and _DISTRICT_CUE.search(text[max(0, item.span.start - 12) : item.span.start]) is not None

    def _only_in_province(self, item: _Found) -> bool:
        return len([r for r in item.candidates if self.counts[_upper(r.code, 1)]]) == 1


def _alone(item: _Found) -> bool:
    """Whether a mention has one reading above the districts."""
    return len([r for r in item.candidates if r.level <= 2]) == 1 or item.candidates[0].level == 1


def _outlet_region(outlet: str | None) -> Region | None:
    """The province whose name stands in the name of the outlet ("diswaysulsel.com"), or None."""
    plain = regions.key_of(outlet or "")
    hits = {key: region for key, region in _province_names().items() if key in plain}
    return hits[max(hits, key=len)] if hits else None


@cache
def _province_names() -> dict[str, Region]:
    names = [row["alias"] for row in table("region_aliases")] + [r.name for r in regions.provinces()]
    found = {regions.key_of(name): regions.find(name)[0] for name in names}
    return {key: region for key, region in found.items() if region.level == 1 and len(key) >= 4}
