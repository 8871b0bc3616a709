"""What a number counts: the unit that is written behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import replace

from pipeline.article import Span
from pipeline.extract.statistics.figures import Figure
from pipeline.extract.statistics.tables import Unit, longest_unit, not_units, unit_of
from pipeline.extract.statistics.words import Words

PartOfSpeech = Mapping[int, str]
"""Parts of speech (UD) by the position at which their words begin; empty where nothing was tagged."""

# Verbs by their form, for texts without tags; nouns that begin alike stand in the table of units.
_VERB = re.compile(r"(?:me(?:m|n|ng|ny|l|r|w|y)|di|ber|ter)[^\W\d_]{3,}")
# "13.885 (43,13 persen) pejabat": the unit stands behind the share.
_SHARE = re.compile(r"\s?\([\d.,\s]{1,12}(?:persen|%)\)(?=\s)")
_CONFIDENCE = {
    "percent": 0.97,
    "measure": 0.95,
    "time": 0.93,
    "classifier": 0.94,
    "person": 0.92,
    "place": 0.9,
    "count": 0.9,
    "noun": 0.8,
}


def read_unit(figure: Figure, words: Words, tags: PartOfSpeech, names: Set[int]) -> Figure:
    """The figure with the unit behind it; unchanged where none stands there.

    ``names`` are the positions at which words of named persons, bodies and places begin.
    """
    share = _SHARE.match(words.text, figure.span.end)
    index = words.from_position(share.end() if share else figure.span.end)
    found = _known(words, index) or _noun(words, index, tags, names)
    if found is None:
        return figure
    unit, last = found
    if share is None and not _may_count(figure, unit, words, index):
        return figure
    return replace(
        figure,
        span=figure.span if share else Span(figure.span.start, words.ends[last]),
        unit=unit,
        known=True,
        rule=f"statistics.{unit.kind}",
        confidence=_CONFIDENCE[unit.kind],
        steps=(*figure.steps, f"unit {words.span(index, last).of(words.text)} → {unit.name}"),
    )


def _known(words: Words, index: int) -> tuple[Unit, int] | None:
    """The longest known unit that begins at a word."""
    for length in range(longest_unit(), 0, -1):
        last = index + length - 1
        if last >= len(words) or not words.same_line(index, last):
            continue
        form = words.span(index, last).of(words.text)
        unit = unit_of(" ".join(form.split()))
        if unit is not None and not words.text[words.ends[last] : words.ends[last] + 1].isdecimal():
            return unit, last
    return None


def _noun(words: Words, index: int, tags: PartOfSpeech, names: Set[int]) -> tuple[Unit, int] | None:
    """A counted noun that no table knows."""
    word = words.text_at(index)
    low = word.lower()
    if not word[:1].isalpha() or len(word) < 3 or low in not_units():
        return None
    base = _base(low.partition("/")[0])  # "100 kg/KK" is a weight, "20 ekor/kelompok" are animals
    if base != low and (known := unit_of(base)) is not None:
        return known, index
    tag = tags.get(words.starts[index], "")
    if word.islower():
        if (tag not in ("NOUN", "PROPN", "")) or (not tag and _VERB.fullmatch(low)):
            return None
        return Unit(base, "noun"), index
    # A word with capitals may still be counted ("5 SPKLU", "32 Pokdarwis") where it stands alone and names nobody.
    alone = not words.text_at(index + 1)[:1].isupper() or not words.same_line(index, index + 1)
    if alone and words.starts[index] not in names and (not word.isupper() or 3 <= len(word) <= 6):
        return Unit(low, "noun"), index
    return None


def _base(word: str) -> str:
    """The noun without the possessive -nya."""
    return word[:-3] if word.endswith("nya") and len(word) > 6 else word


def _may_count(figure: Figure, unit: Unit, words: Words, index: int) -> bool:
    gap = words.text[figure.span.end : words.starts[index]]
    glued = not gap
    if "\n" in gap or len(gap) > 2:
        return False
    word = words.text_at(index)
    if glued and word[:1].isalpha():
        # "20detik" is a site, "5G" a standard; "10km", "20persen", "5orang" are slips of the pen.
        return unit.kind in ("percent", "measure", "classifier") and word not in ("g", "m") and not word[0].isupper()
    if unit.kind == "noun" and figure.plain:
        previous = words.from_position(figure.span.start) - 1
        name = words.text_at(previous)
        if name[:1].isupper() and not words.opens_sentence(previous):
            return False
    return True
