"""Bodies of one article: acronyms and spelled-out names that mean one institution, taken together.

A pair that the article itself introduces ("Persatuan Drum Band Indonesia (PDBI)") stands beside the pairs of the
table; within one article both forms share name and key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.article import Span
from pipeline.normalize import bodies
from pipeline.reading import Body, Reading

_WORD = re.compile(r"[^\W_]+(?:[-'’/][^\W_]+)*")
_ACRONYM = re.compile(r"[ \t]?\(([A-Z][\w-]{1,15}(?: [A-Z]{2,4})?)\)")
_GAP = re.compile(r",? |-|/")
_NATION = re.compile(r" (?:RI|Republik Indonesia)\b")
_MINOR = frozenset({"dan", "untuk", "di", "atas", "dengan", "serta", "bagi", "of", "for", "and"})
_LONGEST = 12
_MAX_WORD = 40


@dataclass(slots=True)
class _Group:
    """The forms of one body in an article, while they are gathered."""

    name: str
    acronym: str | None
    key: str | None
    spans: list[Span] = field(default_factory=list)


def find_bodies(reading: Reading) -> tuple[Body, ...]:
    """The bodies of the article in order of first mention: those of the table, those that the article introduces with
    an acronym, and those that the annotator marks as organisations.
    """
    text = reading.clean.text
    words = [(m.start(), m.end()) for m in _WORD.finditer(text) if m.end() - m.start() <= _MAX_WORD]
    groups: dict[str, _Group] = {}
    introduced = dict(_introduced(text, words))
    taken: list[Span] = []
    for span, known in _known(text, words, introduced):
        group = groups.setdefault(known.key or bodies.form(known.name), known)
        group.spans.append(_with_nation(text, span))
        taken.append(span)
    for span in _organisations(reading, taken):
        name = span.of(text)
        body = bodies.find(name)
        group = _Group(name, None, None) if body is None else _Group(name, body.acronym, body.key)
        groups.setdefault(group.key or bodies.form(name), group).spans.append(span)
    ordered = sorted((g for g in groups.values() if g.spans), key=lambda g: min(g.spans))
    return tuple(Body(g.name, g.acronym, g.key, tuple(sorted(g.spans))) for g in ordered)


def _organisations(reading: Reading, taken: list[Span]) -> Iterator[Span]:
    for entity in reading.doc.ents:
        span = Span(entity.start_char, entity.end_char)
        if entity.label_ == "ORG" and not any(span.overlaps(other) for other in taken):
            yield span


def _with_nation(text: str, span: Span) -> Span:
    match = _NATION.match(text, span.end)
    return Span(span.start, match.end()) if match else span


def _introduced(text: str, words: list[tuple[int, int]]) -> Iterator[tuple[str, _Group]]:
    """The pairs that the article introduces, each under the forms of its acronym and of its name."""
    for index, (_, end) in enumerate(words):
        match = _ACRONYM.match(text, end)
        if match is None:
            continue
        acronym = match.group(1)
        start = _spelled_start(text, words, index, acronym)
        if start is None:
            continue
        name = text[words[start][0] : end]
        known = bodies.exact(name) or (bodies.exact(acronym) if _agrees(name, acronym) else None)
        group = _Group(name, acronym, known.key if known else None)
        yield bodies.form(name), group
        yield bodies.form(acronym), group


def _agrees(name: str, acronym: str) -> bool:
    """Whether the table spells an acronym out with the same first word, so that both mean one body."""
    body = bodies.exact(acronym)
    return body is not None and body.name.split()[0].lower() == name.split()[0].lower()


def _spelled_start(text: str, words: list[tuple[int, int]], last: int, acronym: str) -> int | None:
    """The index of the word where the spelled-out form of an acronym begins, or None where the words do not fit."""
    letters = re.sub(r"[^a-z]", "", acronym.lower())
    best = None
    for start in range(last, max(-1, last - _LONGEST), -1):
        first = text[words[start][0] : words[start][1]]
        if start < last and not _GAP.fullmatch(text[words[start][1] : words[start + 1][0]]):
            break
        if not first[0].isupper() and first not in _MINOR:
            break
        if not first[0].isupper() or start == last:
            continue
        parts = [text[a:b].lower() for a, b in words[start : last + 1]]
        initials = "".join(p[0] for p in parts if p not in _MINOR)
        if initials == letters:
            return start
        if first[0].lower() == letters[0] and _is_subsequence(letters, "".join(parts)):
            best = start if _is_subsequence(initials, letters) or best is None else best
    return best


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(letter in rest for letter in short)


def _known(text: str, words: list[tuple[int, int]], introduced: dict[str, _Group]) -> Iterator[tuple[Span, _Group]]:
    """Every stretch that names a body of the article or the table; the longest from each word."""
    beginnings = bodies.beginnings() | {b for g in introduced.values() for b in bodies.beginnings_of(g.name)}
    beginnings |= introduced.keys()
    index = 0
    while index < len(words):
        size, group = _longest(text, words, index, introduced, beginnings)
        if group is not None:
            yield Span(words[index][0], words[index + size - 1][1]), group
        index += max(size, 1)


def _longest(
    text: str, words: list[tuple[int, int]], index: int, introduced: dict[str, _Group], beginnings: frozenset[str]
) -> tuple[int, _Group | None]:
    if not text[words[index][0]].isupper():
        return 0, None
    best: tuple[int, _Group | None] = (0, None)
    form = ""
    for size in range(1, min(_LONGEST, len(words) - index) + 1):
        end = words[index + size - 1][1]
        if size > 1 and not _GAP.fullmatch(text[words[index + size - 2][1] : words[index + size - 1][0]]):
            break
        form += bodies.form(text[words[index + size - 1][0] : end])
        if form not in beginnings:
            break
        if form in introduced:
            best = (size, introduced[form])
        elif form in bodies.by_form() and (body := bodies.exact(text[words[index][0] : end])) is not None:
            best = (size, _Group(body.name, body.acronym, body.key))
    return best
