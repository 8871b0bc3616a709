"""Units of figures that are written without one: carried over from a neighbour, or known from the place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.article import Span
from pipeline.extract.statistics.figures import Figure
from pipeline.extract.statistics.guards import could_be_age
from pipeline.extract.statistics.tables import COUNTED, Unit, calendar, cues, not_units, states, unit_of
from pipeline.extract.statistics.words import Words

PEOPLE = Unit("orang", "person")
YEARS = Unit("tahun", "time")
MAGNITUDE = Unit("magnitudo", "measure")
RUPIAH = Unit("IDR", "money")

_TO_NEXT = re.compile(
    r"\s?(?:,|;|-|–|×|x|dan|atau|bahkan|maupun|mungkin|hingga|sampai|menjadi|ke|"
    r"plus minus|banding)"
    r"(?:\s(?:sebanyak|sebesar|sekitar|hanya|lalu|dan|hampir|sampai|hingga|mungkin))?\s?(?:Rp\.?\s?)?",
    re.IGNORECASE,
)
_PART = re.compile(r"\sdari(?:\s(?:total|sekitar|target|seluruh|jumlah|sebanyak|\w{2,12}nya))?\s", re.IGNORECASE)
_FROM_LAST = re.compile(
    r"\s?(?:menjadi|dari|ke|atau|dan)(?:\s(?:yang|sebelumnya|sekitar|hanya|sebesar|semula|sebanyak|level|posisi)){0,3}\s",
    re.IGNORECASE,
)
_CLOSERS = frozenset({",", ".", ";", ")", "dan", "serta", ""})
_LIST = 3
_SCORE_REACH = 60
_CROWD = 100
_MONEY_NEAR, _MONEY_FAR = 6, 10
_MILLION = 1_000_000
_BILLION = 1_000_000_000
_PORTION_GAP = 80
_WHOLE_REACH = 250
_STOP = re.compile(r"[.!?\n](?:\s|\Z)|\n")
_REACH = 700

IsPerson = Callable[[Span], bool]


def carry_units(figures: Sequence[Figure], words: Words, is_person: IsPerson) -> list[Figure]:
    """The figures with units given to those of the bare ones that have one by their place."""
    carried = list(figures)
    for index in range(len(carried) - 1, -1, -1):
        if not carried[index].known:
            carried[index] = (
                _age(carried[index], words, is_person) or _with_next(carried, index, words) or carried[index]
            )
    for index, figure in enumerate(carried):
        if not figure.known:
            carried[index] = (
                _with_last(carried, index, words)
                or _with_state(carried, index, words)
                or _rest(carried, index, words)
                or _quantity(carried, index, words)
                or _behind_people(carried[index], words)
                or _scaled(carried, index, words)
                or figure
            )
    _lists(carried, words)
    _breakdowns(carried, words)
    return [figure if figure.known else _index(figure, words) or figure for figure in carried]


def _given(figure: Figure, unit: Unit | None, rule: str, confidence: float) -> Figure:
    name = "none" if unit is None else unit.name
    return replace(
        figure,
        unit=unit,
        known=True,
        rule=f"statistics.{rule}",
        confidence=confidence,
        steps=(*figure.steps, f"unit {name} by {rule}"),
    )


def _age(figure: Figure, words: Words, is_person: IsPerson) -> Figure | None:
    """ "Siti (42)", "Siti, 42,", "berusia 42"."""
    if not (could_be_age(figure) or figure.words) or "," in figure.number.of(words.text):
        return None
    first = words.from_position(figure.number.start)
    last = words.from_position(figure.number.end)
    before, behind = words.text_at(first - 1), words.text_at(last)
    at = first - 1
    while words.lower(at) in cues("age filler") and at > first - 4:
        at -= 1
    if words.lower(at) in cues("age") and words.same_line(at, first):
        return _given(figure, YEARS, "age", 0.93) if behind.lower() not in cues("rest") else None
    name = words.text_at(first - 2)
    if figure.words or not name[:1].isupper() or not words.same_line(first - 2, first):
        return None
    if before == "(" and behind == ")":
        acronym = name.isupper() and len(name) > 3 and not is_person(words.span(first - 2, first - 2))
        child = figure.value >= 5 or any(words.lower(at) in cues("child") for at in range(first - 6, first - 2))
        if name.lower() not in calendar() and not acronym and child:
            return _given(figure, YEARS, "age", 0.9)
    if before == "," and behind == "," and figure.value >= 5 and is_person(words.span(first - 2, first - 2)):
        return _given(figure, YEARS, "age", 0.85)
    return None


def _with_next(figures: Sequence[Figure], index: int, words: Words) -> Figure | None:
    """The unit of the next figure: "dari 5 menjadi 7 kasus", "2 dari 10 desa", "3, 4 dan 5 orang"."""
    if index + 1 >= len(figures):
        return None
    figure, following = figures[index], figures[index + 1]
    if not following.known or following.unit is None or following.rule.endswith(("age", "state")):
        return None
    between = words.text[figure.span.end : following.span.start]
    if _PART.fullmatch(between):
        return _given(figure, following.unit, "part", 0.85) if following.unit.kind in COUNTED else None
    if not _TO_NEXT.fullmatch(between) or "\n" in between:
        return None
    name = words.text_at(words.from_position(figure.span.start) - 1)
    if name[:1].isupper() or (following.unit.kind == "money" and figure.scale == 1 and figure.plain):
        return None
    return _given(figure, following.unit, "next", 0.82)


def _with_last(figures: Sequence[Figure], index: int, words: Words) -> Figure | None:
    """The unit of the figure before: "5,75 persen dari 6,00", "dari 5 kasus menjadi 7"."""
    if index == 0:
        return None
    figure, last = figures[index], figures[index - 1]
    if not last.known or last.unit is None or last.rule.endswith("age"):
        return None
    between = words.text[last.span.end : figure.span.start]
    connector = _FROM_LAST.fullmatch(between)
    if connector is None or _noun_follows(figure, words):
        return None
    # In "turun 0,09% ke posisi 95,6" the first figure is the step, not the level; the second is no percentage.
    before = words.lower(words.from_position(last.span.start) - 1)
    link = connector.group().split()[0].lower()
    if link in ("ke", "menjadi") and before != "dari":
        return None
    if link == "dari" and before not in cues("level"):
        return None
    if last.unit.kind == "money" and figure.scale == 1 and figure.plain and figure.value < 1000:
        return None
    return _given(figure, last.unit, "last", 0.8)


def _noun_follows(figure: Figure, words: Words) -> bool:
    behind = words.text_at(words.from_position(figure.span.end))
    return behind[:1].isalpha() and behind.lower() not in not_units()


def _with_state(figures: Sequence[Figure], index: int, words: Words) -> Figure | None:
    """People by what happened to them: "12 meninggal, 30 luka-luka"."""
    figure = figures[index]
    behind = words.lower(words.from_position(figure.span.end))
    if behind not in states() or not (figure.plain or figure.words):
        return None
    for other in reversed(figures[:index]):
        if figure.span.start - other.span.end > 200:
            break
        if other.unit is not None and (other.unit.kind == "person" or other.unit.name in ("orang", "kasus", "ekor")):
            return _given(figure, other.unit, "state", 0.85)
    return _given(figure, PEOPLE, "state", 0.8)


def _rest(figures: Sequence[Figure], index: int, words: Words) -> Figure | None:
    """The unit of the figure before, for a part of it: "lima di antaranya", "sisanya 7"."""
    figure = figures[index]
    first, last = words.from_position(figure.span.start), words.from_position(figure.span.end)
    behind = words.lower(last)
    if behind in cues("copula") and figure.plain and figure.value > 1:
        # "lebih dari 300 nasabah merupakan institusi dan sekitar 4.000 adalah perorangan"
        unit = None if words.opens_sentence(first) else _counted_before(figures, index, 120)
        return None if unit is None else _given(figure, unit, "rest", 0.75)
    rest = behind in cues("rest") or (behind == "di" and words.lower(last + 1) in ("antaranya", "antara"))
    if not rest and words.lower(first - 1) not in ("sisanya", "selebihnya"):
        return None
    unit = _counted_before(figures, index, 300)
    return None if unit is None else _given(figure, unit, "rest", 0.82)


def _counted_before(figures: Sequence[Figure], index: int, reach: int) -> Unit | None:
    for other in reversed(figures[:index]):
        if figures[index].span.start - other.span.end > reach:
            return None
        if other.unit is not None and other.unit.kind in COUNTED and other.unit.name != "kali":
            return other.unit
    return None


def _quantity(figures: Sequence[Figure], index: int, words: Words) -> Figure | None:
    """A number at the end of its clause behind "sebanyak", "berjumlah": of what its sentence speaks of."""
    figure = figures[index]
    first, last = words.from_position(figure.span.start), words.from_position(figure.span.end)
    strong = words.lower(first - 1) in cues("counting")
    if words.lower(first - 1) not in cues("quantity") or _noun_follows(figure, words):
        return None
    for at in words.before(first, 40):
        word = words.lower(at + 1)
        if words.lower(at) in ("jumlah", "total") and word[:1].isalpha() and word not in not_units() and at + 2 < first:
            return _given(figure, unit_of(word) or Unit(word, "noun"), "quantity", 0.7)
    if not strong:
        return None
    for other in figures[index + 1 : index + 2]:
        near = other.span.start - words.starts[min(last, len(words) - 1)] < 120
        if near and other.unit is not None and other.unit.kind in COUNTED:
            return _given(figure, other.unit, "quantity", 0.75)
    unit = _counted_before(figures, index, 300)
    return None if unit is None else _given(figure, unit, "quantity", 0.7)


def _behind_people(figure: Figure, words: Words) -> Figure | None:
    """ "kunjungan wisatawan 65.842": people named right before a number that is too large to be one of a list."""
    before = words.from_position(figure.span.start) - 1
    unit = unit_of(words.lower(before)) if figure.plain and figure.value >= _CROWD else None
    if unit is None or unit.kind != "person" or not words.same_line(before, before + 1):
        return None
    taken = _noun_follows(figure, words) or not words.text_at(before).islower()
    return None if taken else _given(figure, unit, "people", 0.7)


def _scaled(figures: Sequence[Figure], index: int, words: Words) -> Figure | None:
    """ "hampir 10 juta", "2 juta per bulan": money where it is a rate or money stands near, else what was counted."""
    figure = figures[index]
    if figure.scale < 1000 or _noun_follows(figure, words):
        return None
    first = words.from_position(figure.span.start)
    if any(words.lower(at) in cues("money") for at in words.before(first, _MONEY_NEAR)):
        return _given(figure, RUPIAH, "scaled", 0.7)
    if figure.order:
        far = words.before(first, _MONEY_FAR)
        spent = figure.scale >= _MILLION and any(words.lower(at) in cues("money") | cues("money far") for at in far)
        return _given(figure, RUPIAH, "scaled", 0.6) if spent else None
    near = [other for other in figures[max(0, index - 2) : index] if figure.span.start - other.span.end < 250]
    money = next((other.unit for other in reversed(near) if other.known_money()), None)
    if money is not None:
        return _given(figure, money, "scaled", 0.6)
    if words.lower(words.from_position(figure.span.end)) == "per":
        return _given(figure, RUPIAH, "scaled", 0.6)
    unit = _counted_before(figures, index, 250)
    if unit is None and figure.scale >= _BILLION:
        return _given(figure, RUPIAH, "scaled", 0.6)  # little else is told by the thousand million
    return None if unit is None else _given(figure, unit, "scaled", 0.6)


def _lists(figures: list[Figure], words: Words) -> None:
    """Lists of names with numbers: "Kecamatan Sukau 15, Kecamatan Suoh lima, Kecamatan Belalau 18"."""
    run: list[int] = []
    for index, figure in enumerate(figures):
        if run and figure.span.start - figures[run[-1]].span.end > 60:
            _give_list(figures, run)
            run = []
        if not figure.known and _listed(figure, words):
            run.append(index)
    _give_list(figures, run)


def _breakdowns(figures: list[Figure], words: Words) -> None:
    """The parts of a whole: "60 seragam dengan rincian 35 untuk SD, 15 untuk SMP dan 10 untuk SMA"."""
    run: list[int] = []
    for index, figure in enumerate([*figures, None]):
        if run and (figure is None or not _continues(figures[run[-1]], figure, words)):
            _give_parts(figures, run, words)
            run = []
        if figure is not None and not figure.known and _is_portion(figure, words):
            run.append(index)


def _continues(last: Figure, figure: Figure, words: Words) -> bool:
    between = words.text[last.span.end : figure.span.start]
    return len(between) <= _PORTION_GAP and not _STOP.search(between)


def _is_portion(figure: Figure, words: Words) -> bool:
    behind = words.lower(words.from_position(figure.span.end))
    return (figure.plain or figure.words) and behind in cues("portion")


def _give_parts(figures: list[Figure], run: Sequence[int], words: Words) -> None:
    """Gives the parts the unit of their whole: where they make up its sum, or where they are said to be parts."""
    whole = next((f for f in reversed(figures[: run[0]]) if f.unit is not None and f.unit.kind in COUNTED), None)
    if whole is None or len(run) < 2 or figures[run[0]].span.start - whole.span.end > _WHOLE_REACH:
        return
    first = words.from_position(figures[run[0]].span.start)
    led = any(words.lower(at) in cues("breakdown") for at in words.before(first, 4))
    total = sum(figures[index].value for index in run)
    if total == whole.value or (led and total < whole.value):
        for index in run:
            figures[index] = _given(figures[index], whole.unit, "breakdown", 0.8)


def _listed(figure: Figure, words: Words) -> bool:
    first, last = words.from_position(figure.span.start), words.from_position(figure.span.end)
    name = words.text_at(first - 1)
    if not (figure.plain or figure.words) or not name[:1].isupper():
        return False
    return words.lower(last) in _CLOSERS and words.text[figure.span.end : figure.span.end + 1] != ")"


def _give_list(figures: list[Figure], run: Sequence[int]) -> None:
    if len(run) < _LIST:
        return
    unit = _counted_before(figures, run[0], _REACH)
    if unit is None:
        return
    for index in run:
        figures[index] = _given(figures[index], unit, "list", 0.8)


def _index(figure: Figure, words: Words) -> Figure | None:
    """A number that has no unit: points of an index, a rate, a score out of a scale."""
    if figure.words or figure.order or figure.about or figure.scale > 1 or _noun_follows(figure, words):
        return None
    text = figure.number.of(words.text)
    if not ("," in text or "." in text):
        return None
    first = words.from_position(figure.span.start)
    if words.lower(first - 1) in ("magnitudo", "magnitude") or words.lower(first - 2) == "magnitudo":
        return _given(figure, MAGNITUDE, "magnitude", 0.6)
    if words.text_at(first - 1) == "(" and words.text_at(words.from_position(figure.span.end)) == ")":
        # "Ketahanan energi Jepang (75,0), Singapura (70,1)": points of an index that the lines before speak of
        scored = any(words.lower(at) in cues("score") for at in range(max(first - _SCORE_REACH, 0), first))
        named = words.text_at(first - 2)[:1].isupper()
        return _given(figure, None, "index", 0.6) if scored and named else None
    near = [words.lower(at) for at in words.before(first, 3)]
    if not near or near[0] not in cues("index"):
        return None
    return _given(figure, None, "index", 0.7)
