"""The patterns of dates, over the string of atom kinds (see ``atoms``): which runs of atoms are one expression.

Each rule has an id, a pattern and a way to build what it says. All matches of all rules compete; the longest wins,
then the earlier rule, then the one that begins first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.article import Span
from pipeline.extract.dates import day_readers, period_readers
from pipeline.extract.dates.atoms import Atom, read_atoms
from pipeline.extract.dates.match import Match, Read, without_last_word
from pipeline.normalize.dates import Expression

_MONTH = "[Mm]"
_YEAR = r"(?:[-,/]?T?F?Y|,?T[ilfj]|,?T?y)"
_ON = r"W,?p?,?\(?,?g?"  # "Selasa, ", "Selasa (", "Selasa malam tanggal"
_DM = rf"D-?L?{_MONTH}"
_TO = "[-h]{1,2}"
_NUMERIC = r"N(?:,?Y|/)?\)?"
_WORDED = rf"(?:{_DM}{_YEAR}?\(?W\)?|(?:{_ON})?{_DM}{_YEAR}?\)?)"
_AGO = r"(?:[nD][TLPHX]|O)[lxba]"
_SOME_DAY = (
    rf"(?:{_ON}{_NUMERIC}|{_WORDED}|(?:{_ON})?N/?\)?|{_ON}D\)|W,?\(G\)|DL[ilfj]|Wp?,?\(?P[lifj]\)?|Wp?[lifj]|W|"
    r"pHi|Hip?|[jd]p?|p[jd]|vp?|tp|pt|pi|pf|fp|kp?|[nD]H[lx])"
)
# months, years and the like, before and behind "hingga"; a leading "bulan" or "tahun" stays outside
_SINCE = rf"(?:AL?{_MONTH}{_YEAR}?|{_MONTH}{_YEAR}?|(?:AT?)?Y|A?[TL][lifj]|AT)"
_UNTIL = rf"(?:A?L?{_MONTH}{_YEAR}?|A?T?Y|A?[TL][lifj]|AT)"
_PART = r"(?:,?\(?p\)?t?)?"
_CLOCK = (
    r"(?:(?:K[CDG]|J(?:C|[DG](?=p)))(?:Z?p?[-h]{1,2}[KJ]?[CD](?![Mm]))?p?Z?|[KJ]?cp?Z?|C(?:Z?[-h]C)?p?Z)(?:(?<=p)[it])?"
)
_TIME = rf"(?:,?\(?,?B{{0,2}}{_CLOCK}\)?)"


@dataclass(frozen=True, slots=True)
class Found:
    """An expression and the span of the words that say it; ``confidence`` is how often its rule is right."""

    span: Span
    expression: Expression
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern. ``build`` gives the expressions of a match with the atoms of each, none where it is no date."""

    id: str
    pattern: re.Pattern[str]
    build: Callable[[Match], Read]
    confidence: float


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in order of precedence."""
    made = (
        ("timed_range", rf"{_SOME_DAY}{_PART}{_TIME}{_TO}B?{_SOME_DAY}{_PART}{_TIME}", day_readers.timed_range, 0.9),
        (
            "recurring",
            rf"e(?:A[TLP]|p?W(?:{_TO}W|(?:,W){{0,5}},?&W)?p?|{_WORDED}|g(?:{_DM}|D)|{_MONTH}(?:{_TO}{_MONTH})?|p|H)(?:,?{_CLOCK})?",
            day_readers.no_date,
            0.9,
        ),
        ("timed_range", rf"{_CLOCK}B?g?{_SOME_DAY}{_TO}{_CLOCK}B?g?{_SOME_DAY}", day_readers.timed_range, 0.9),
        ("recurring", rf"e,?{_CLOCK}", day_readers.no_date, 0.9),
        ("opening_hours", rf"W(?:(?:{_TO}|&)W)?#(?:c|C-C)Z?", period_readers.opening_hours, 0.8),
        ("timed", rf"{_SOME_DAY}{_PART}{_TIME}", day_readers.timed, 0.95),
        ("timed", rf"{_CLOCK}\)?,?\(?B?g?{_SOME_DAY}{_PART}", day_readers.timed, 0.9),
        (
            "day_range",
            rf"(?:W{_TO}W,?\(?|W&W,?\(?|{_ON})?g?(?:D{_TO}g?D|G)-?L?{_MONTH}{_YEAR}?\)?",
            day_readers.day_range,
            0.95,
        ),
        ("numeric_range", rf"(?:W(?:{_TO}|&)W,?\(?|{_ON})?(?:R|N{_TO}N)\)?", day_readers.date_range, 0.95),
        ("numeric_range", rf"{_ON}N\)?{_TO}{_ON}N\)?", day_readers.date_range, 0.95),
        ("date_range", rf"(?:{_ON}D\)?|{_WORDED}){_TO}{_WORDED}", day_readers.date_range, 0.95),
        ("date_range", rf"w{_WORDED}&{_WORDED}", day_readers.date_range, 0.9),
        ("month_range", rf"{_MONTH}{_YEAR}?{_TO}L?{_MONTH}{_YEAR}?", day_readers.date_range, 0.95),
        ("month_range", rf"w{_MONTH}{_YEAR}?&L?{_MONTH}{_YEAR}?", day_readers.date_range, 0.9),
        ("year_range", rf"Y{_TO}T?F?Y|wT?Y&T?Y", day_readers.date_range, 0.9),
        ("year_range", r"S", period_readers.year_pair, 0.9),
        ("mixed_range", rf"{_SINCE}h{_UNTIL}|{_SINCE}hg?(?:{_WORDED}|{_ON}N\)?)", day_readers.date_range, 0.85),
        ("mixed_range", rf"(?:{_WORDED}|{_ON}N\)?)h{_UNTIL}", day_readers.date_range, 0.85),
        ("mixed_range", rf"(?:A?{_MONTH}{_YEAR}?|{_WORDED}|{_ON}N\)?|W[lifj])hHi", day_readers.date_range, 0.85),
        ("weekday_range", rf"W{_TO}W(?:P[lifj])?", period_readers.weekday_range, 0.8),
        ("relative_range", rf"(?:Hi|W?[jd]){_TO}(?:d|{_WORDED}|{_ON}N\)?|W[lifj]?)", day_readers.date_range, 0.8),
        ("day_list", rf"(?:{_ON})?D(?:,D){{0,12}},?&g?D{_MONTH}{_YEAR}?\)?", day_readers.day_list, 0.9),
        ("day_list", rf"{_DM}(?:,{_DM}){{0,12}},?&{_DM}Y", day_readers.shared_year, 0.9),
        ("month_list", rf"{_MONTH}(?:,{_MONTH}){{0,12}},?&{_MONTH}T?Y", day_readers.shared_year, 0.9),
        ("day_month_year", rf"{_WORDED}{_PART}[lifj]?", day_readers.day, 0.97),
        ("numeric", rf"{_ON}{_NUMERIC}{_PART}[lifj]?", day_readers.day, 0.97),
        ("numeric", r"(?:W,?)?\(D/D(?:/Y)?\)", day_readers.spaced, 0.9),
        ("numeric", r"N(?:\(?W\)?)", day_readers.day, 0.95),
        ("numeric", r"N(?:,?Y|/)?", day_readers.bare_numeric, 0.85),
        ("weekday_and_number", rf"W,?\((?:D|G)\){_PART}", day_readers.day, 0.8),
        ("day_of_month", r"(?<=g)D(?![Mm])(?:L[ilfj])?|(?<=B)DL[ilfj]", day_readers.day_of_month, 0.7),
        ("month_year", rf"{_MONTH}{_YEAR}|A?L?{_MONTH}{_YEAR}?[lifj]?", period_readers.month, 0.93),
        ("modified", r"A(?:T?F?Y|T[lifj]?|L[lifj]?|P[lifj])", period_readers.modified, 0.9),
        ("year", r"Yj?", period_readers.year, 0.92),
        ("short_year", r"(?<=T)y", period_readers.year, 0.9),
        ("decade", r"A?T?Q", period_readers.decade, 0.9),
        ("year_part", r"A?(?:q-?(?:[roD])|z)(?:[-/,]?T?F?Y|,?T[lifj])?", period_readers.year_part, 0.92),
        (
            "year_part_range",
            rf"(?:q-?[ro]|z)(?:{_TO}|&)(?:q?-?[ro]|z)(?:[-/,]?T?F?Y|T[lifj])?",
            period_readers.part_range,
            0.9,
        ),
        ("weekday", r"W(?:dp?|p?,?\(?P[lifj]\)?|p?t?[lifj]?|pt?)", period_readers.weekday, 0.9),
        ("relative_day", r"pHi|Hip?|Hj|[jd]p?|p[jd]|vp?|tp|pt|pi|pf|fp|kp?", period_readers.relative, 0.93),
        ("counted", _AGO, period_readers.relative, 0.92),
        ("relative_unit", r"[TLP][lifj]|[TLPH][ba]|q[lifjb]", period_readers.unit, 0.9),
        ("clock", rf"{_CLOCK}\)?", day_readers.timed, 0.75),
    )
    return tuple(_rule(name, pattern, build, sure) for name, pattern, build, sure in made)


def _rule(name: str, pattern: str, build: Callable[[Match], Read], confidence: float) -> Rule:
    if name.endswith(("_range", "_list")):  # "16-17 Maret mendatang": the last word adds nothing and stays outside
        pattern, build = rf"(?:{pattern})(?:(?<![TLPH])[lifj])?", without_last_word(build)
    return Rule(f"dates.{name}", re.compile(pattern), build, confidence)


def find_expressions(text: str, blocked: Sequence[Span] = ()) -> list[Found]:
    """The date expressions of a text in order, without overlap; ``blocked`` spans compete and are no dates.

    >>> [f.span.of("Sejak Senin (3/6) hingga 2024") for f in find_expressions("Sejak Senin (3/6) hingga 2024")]
    ['Senin (3/6)', '2024']
    """
    atoms = read_atoms(text)
    kinds = "".join(atom.kind for atom in atoms)
    candidates = [Candidate(span, -1, ()) for span in blocked]
    for order, rule in enumerate(rules()):
        for match in rule.pattern.finditer(kinds):
            read = list(rule.build(Match(text, atoms, match.start(), match.end())))
            if read:
                span = Span(read[0][0][0].start, read[-1][0][-1].end)
                candidates.append(Candidate(span, order, tuple(_found(rule, read))))
    return _longest(candidates)


class Candidate(NamedTuple):
    """A stretch of text that a rule claims, and what it finds there: nothing where it is no date."""

    span: Span
    order: int
    found: tuple[Found, ...]


def _found(rule: Rule, read: Sequence[tuple[Sequence[Atom], Expression | None]]) -> Iterator[Found]:
    for atoms, expression in read:
        while atoms[0].kind in "gB":  # "tanggal" before a date is not part of it
            atoms = atoms[1:]
        if expression is not None:
            yield Found(Span(atoms[0].start, atoms[-1].end), expression, rule.id, rule.confidence)


def _longest(candidates: list[Candidate]) -> list[Found]:
    """The longest candidates that do not overlap; among equals the earlier rule, then the first in the text."""
    taken: list[Span] = []
    chosen: list[Found] = []
    for span, _, found in sorted(candidates, key=lambda c: (-len(c.span), c.order, c.span.start)):
        at = bisect_left(taken, span.start, key=lambda other: other.start)
        if (at and taken[at - 1].end > span.start) or (at < len(taken) and taken[at].start < span.end):
            continue
        taken.insert(at, span)
        chosen.extend(found)
    return sorted(chosen, key=lambda f: f.span.start)
