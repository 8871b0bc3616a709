"""The word tables of the statistics, compiled once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline.lexicon import table, words

COUNTED = frozenset({"classifier", "person", "place", "count", "noun"})

# Letters that are a measure only as they are written in physics: "5 m", never "Rp 5 M"; "10 GT", never "10 gt".
_SMALL = frozenset({"m", "g", "gr"})
_CAPITAL = frozenset({"gt", "ps", "dk", "va", "mt", "mp", "mw", "gw"})


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts: the unit as it is written out, and its kind in ``units.tsv`` ("noun" for others)."""

    name: str
    kind: str


@cache
def units() -> dict[str, Unit]:
    """Known units by their written forms in lower case."""
    return {row["form"]: Unit(row["unit"], row["kind"]) for row in table("units")}


@cache
def longest_unit() -> int:
    """The number of words in the longest form of a unit."""
    return max(len(form.split()) for form in units())


def unit_of(form: str) -> Unit | None:
    """The known unit that is written ``form``, or None.

    >>> unit_of("hektare"), unit_of("M")
    (Unit(name='ha', kind='measure'), None)
    """
    low = form.lower()
    if (low in _SMALL and form != low) or (low in _CAPITAL and form == low):
        return None
    return units().get(low)


@cache
def not_units() -> frozenset[str]:
    """Words that follow numbers without being what is counted."""
    return frozenset(words("not_units"))


@cache
def friends(side: str, strength: str) -> frozenset[str]:
    """False friends: words on one ``side`` of a number that make it no statistic."""
    return frozenset(r["words"] for r in table("not_statistics") if (r["side"], r["strength"]) == (side, strength))


@cache
def phrases() -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    """Fixed phrases with number words in them: for each of their words, the phrases and its place in them."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for phrase in friends("phrase", "always"):
        parts = tuple(phrase.split())
        for place, word in enumerate(parts):
            found.setdefault(word, []).append((parts, place))
    return {word: tuple(places) for word, places in found.items()}


@cache
def approximations(side: str) -> dict[tuple[str, ...], str]:
    """Approximation words on one side of a figure, word by word, with what they make of it."""
    return {tuple(r["words"].split()): r["kind"] for r in table("approximations") if r["side"] == side}


@cache
def changes() -> dict[str, str]:
    """Words of change: "increase", "decrease", or "level" for what makes the figure behind them no change."""
    return {row["word"]: row["kind"] for row in table("change_words")}


@cache
def modalities() -> dict[tuple[str, ...], str]:
    """Words that make a figure a target, an estimate or a denied one."""
    return {tuple(row["words"].split()): row["kind"] for row in table("modality_words")}


@cache
def states() -> frozenset[str]:
    """What happens to counted people: "meninggal", "luka-luka"."""
    return frozenset(words("states"))


@cache
def cues(kind: str) -> frozenset[str]:
    """Words beside a figure that tell what it means, by kind: "quantity", "index", "age", "moment" …"""
    return frozenset(row["words"] for row in table("figure_cues") if row["kind"] == kind)


@cache
def fused() -> dict[str, tuple[Decimal, str]]:
    """Words that are one and its unit in one: "setahun"."""
    return {row["word"]: (Decimal(row["value"]), row["unit"]) for row in table("fused_units")}


@cache
def months() -> frozenset[str]:
    """Names of months."""
    return frozenset(words("months"))


@cache
def ordinal_nouns() -> frozenset[str]:
    """Nouns before "ke" and a number that make it an ordinal: "hari ke 3"."""
    return frozenset(words("ordinal_nouns"))


@cache
def calendar() -> frozenset[str]:
    """Names of months and weekdays."""
    return frozenset((*words("months"), *words("weekdays")))
