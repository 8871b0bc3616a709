"""The patterns of dates, over the string of atom kinds (see ``atoms``): which runs of atoms are one expression.

Each rule has an id, a pattern and a way to build what it says. All matches of all rules compete; the longest wins,
then the earlier rule, then the one that begins first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.article import Span
from pipeline.extract.dates import readers
from pipeline.extract.dates.atoms import Atom, read_atoms
from pipeline.normalize.dates import Expression

_MONTH = "[Mm]"
_YEAR = r"(?:[-,/]?T?F?Y|,?T[ilfj]|,?T?y)"
_ON = r"W,?p?,?\(?,?g?"  # "Selasa, ", "Selasa (", "Selasa malam tanggal"
_DM = rf"D-?L?{_MONTH}"
_TO = "[-h]{1,2}"
_NUMERIC = r"N/?\)?"
_WORDED = rf"(?:{_ON})?{_DM}{_YEAR}?\)?"
_AGO = r"(?:[nD][TLPHX]|O)[lxba]"
_SOME_DAY = (
    rf"(?:{_ON}{_NUMERIC}|{_WORDED}|(?:{_ON})?N/?\)?|{_ON}D\)|W,?\(G\)|DL[ilfj]|Wp?,?\(?P[lifj]\)?|Wp?[lifj]|W|"
    r"pHi|Hip?|[jd]p?|p[jd]|vp?|tp|pt|pi|pf|fp|kp?|[nD]H[lx])"
)
_PART = r"(?:,?\(?p\)?t?)?"
_CLOCK = r"(?:(?:K[CDG]|J(?:C|D(?=p)))(?:[-h]K?[CD])?p?Z?|[KJ]?cp?Z?|C(?:[-h]C)?p?Z)"
_TIME = rf"(?:,?\(?,?B{{0,2}}{_CLOCK}\)?)"


@dataclass(frozen=True, slots=True)
class Found:
    """An expression and the span of the words that say it; ``confidence`` is how often its rule is right."""

    span: Span
    expression: Expression
    rule: str
    confidence: float
    atoms: tuple[Atom, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern. ``build`` gives the expressions of a match with the atoms of each, none where it is no date."""

    id: str
    pattern: re.Pattern[str]
    build: Callable[[readers.Match], Iterator[tuple[Sequence[Atom], Expression]]]
    confidence: float


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in order of precedence."""
    made = (
        ("timed", rf"{_SOME_DAY}{_PART}{_TIME}", readers.timed, 0.95),
        ("timed", rf"{_CLOCK}\)?,?\(?B?g?{_SOME_DAY}{_PART}", readers.timed, 0.9),
        (
            "day_range",
            rf"(?:W{_TO}W,?\(?|W&W,?\(?|{_ON})?g?(?:D{_TO}g?D|G)-?L?{_MONTH}{_YEAR}?\)?",
            readers.day_range,
            0.95,
        ),
        ("numeric_range", rf"(?:W(?:{_TO}|&)W,?\(?|{_ON})?(?:R|N{_TO}N)\)?", readers.date_range, 0.95),
        ("numeric_range", rf"{_ON}N\)?{_TO}{_ON}N\)?", readers.date_range, 0.95),
        ("date_range", rf"(?:{_ON}D\)?|{_WORDED}){_TO}{_WORDED}", readers.date_range, 0.95),
        ("date_range", rf"w{_WORDED}&{_WORDED}", readers.date_range, 0.9),
        ("month_range", rf"{_MONTH}{_YEAR}?{_TO}L?{_MONTH}{_YEAR}?", readers.date_range, 0.95),
        ("month_range", rf"w{_MONTH}{_YEAR}?&L?{_MONTH}{_YEAR}?", readers.date_range, 0.9),
        ("year_range", rf"Y{_TO}T?F?Y|wT?Y&T?Y", readers.date_range, 0.9),
        ("year_range", r"S", readers.year_pair, 0.9),
        ("weekday_range", rf"W{_TO}W(?:P[lifj])?", readers.weekday_range, 0.8),
        ("relative_range", rf"(?:Hi|[jd]){_TO}(?:d|W[lifj]?|{_WORDED})", readers.date_range, 0.8),
        ("day_list", rf"(?:{_ON})?D(?:,D)*,?&g?D{_MONTH}{_YEAR}?\)?", readers.day_list, 0.9),
        ("day_list", rf"{_DM}(?:,{_DM})*,?&{_DM}Y", readers.shared_year, 0.9),
        ("month_list", rf"{_MONTH}(?:,{_MONTH})*,?&{_MONTH}T?Y", readers.shared_year, 0.9),
        ("day_month_year", rf"{_WORDED}{_PART}[lifj]?", readers.day, 0.97),
        ("numeric", rf"{_ON}{_NUMERIC}{_PART}[lifj]?", readers.day, 0.97),
        ("numeric", r"N/?", readers.bare_numeric, 0.85),
        ("weekday_and_number", rf"W,?\((?:D|G)\){_PART}", readers.day, 0.8),
        ("day_of_month", r"(?<=g)D(?!M)(?:L[ilfj])?|D(?=L[ilfj])L[ilfj]", readers.day, 0.7),
        ("month_year", rf"{_MONTH}{_YEAR}|A?L?{_MONTH}{_YEAR}?[lifj]?", readers.month, 0.93),
        ("modified", r"A(?:T?F?Y|T[lifj]?|L[lifj]?|P[lifj])", readers.modified, 0.9),
        ("year", r"Y", readers.year, 0.92),
        ("short_year", r"(?<=T)y", readers.year, 0.9),
        ("decade", r"A?T?Q", readers.decade, 0.9),
        ("year_part", r"A?(?:q-?(?:[roD])|z)(?:[-/,]?T?F?Y|,?T[lifj])?", readers.year_part, 0.92),
        (
            "year_part_range",
            rf"(?:q-?[ro]|z)(?:{_TO}|&)(?:q?-?[ro]|z)(?:[-/,]?T?F?Y|T[lifj])?",
            readers.part_range,
            0.9,
        ),
        ("weekday", r"W(?:p?,?\(?P[lifj]\)?|p?t?[lifj]?|pt?)", readers.weekday, 0.9),
        ("relative_day", r"pHi|Hip?|Hj|[jd]p?|p[jd]|vp?|tp|pt|pi|pf|fp|kp?", readers.relative, 0.93),
        ("counted", _AGO, readers.relative, 0.92),
        ("relative_unit", r"[TLP][lifj]|[TLPH][ba]|q[lifjb]", readers.unit, 0.9),
        ("clock", rf"{_CLOCK}\)?", readers.timed, 0.75),
    )
    return tuple(Rule(f"dates.{name}", re.compile(pattern), build, sure) for name, pattern, build, sure in made)


def find_expressions(text: str, blocked: Sequence[Span] = ()) -> list[Found]:
    """The date expressions of a text in order, without overlap; ``blocked`` spans compete and are no dates.

    >>> [f.span.of("Sejak Senin (3/6) hingga 2024") for f in find_expressions("Sejak Senin (3/6) hingga 2024")]
    ['Senin (3/6)', '2024']
    """
    atoms = read_atoms(text)
    kinds = "".join(atom.kind for atom in atoms)
    candidates: list[tuple[int, int, int, tuple[Found, ...]]] = [(-len(span), -1, span.start, ()) for span in blocked]
    for order, rule in enumerate(rules()):
        for match in rule.pattern.finditer(kinds):
            found = tuple(_found(rule, readers.Match(text, atoms, match.start(), match.end())))
            if found:
                start, end = found[0].span.start, found[-1].span.end
                candidates.append((start - end, order, start, found))
    return _longest(candidates, blocked)


def _found(rule: Rule, match: readers.Match) -> Iterator[Found]:
    for atoms, expression in rule.build(match):
        yield Found(Span(atoms[0].start, atoms[-1].end), expression, rule.id, rule.confidence, tuple(atoms))


def _longest(candidates: list[tuple[int, int, int, tuple[Found, ...]]], blocked: Sequence[Span]) -> list[Found]:
    taken: list[Span] = []
    chosen: list[Found] = []
    for length, _, start, found in sorted(candidates, key=lambda c: c[:3]):
        span = Span(start, start - length)
        if any(span.overlaps(other) for other in taken):
            continue
        taken.append(span)
        chosen.extend(found)
    return sorted(chosen, key=lambda f: f.span.start)
