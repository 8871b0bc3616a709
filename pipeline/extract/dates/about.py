"""What happens on a date, in the article's own words; careful rather than complete."""

from __future__ import annotations

import re
from functools import cache

from pipeline.article import Span
from pipeline.lexicon import table

_REACH = 160  # characters before a date in which its event may be named
_BEHIND = 60
_MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+(?:[-/'’][^\W_]+)*")
_NAME = re.compile(r"(?:(?:[A-Z][\w-]*|ke-\d+)[ \t\u00a0]+){1,6}$")
_YEAR_WORD = re.compile(r"\btahun[ \t\u00a0]+$", re.IGNORECASE)


def find_about(text: str, span: Span, sentence: Span) -> str | None:
    """The name or noun phrase of what happens on the date at ``span``, or None where nothing plain is said.

    >>> text = "Kesiapan jelang Pilkada Serentak 2024 dibahas."
    >>> find_about(text, Span(33, 37), Span(0, len(text)))
    'Pilkada Serentak'
    >>> text = "Pelantikan pejabat digelar di aula, Senin (3/6)."
    >>> find_about(text, Span(36, 47), Span(0, len(text)))
    'Pelantikan pejabat'
    """
    start = max(sentence.start, span.start - _REACH)
    if text[span.start].isdecimal() and len(span) == 4:
        name = _name_before(text[start : span.start])
        if name is not None:
            return name
    before = _event(text, start, span.start, last=True)
    return before or _event(text, span.end, min(sentence.end, span.end + _BEHIND), last=False)


def _name_before(before: str) -> str | None:
    """The capitalised words that run up to a year: "Piala Dunia U-20" 2023; without an opening "Pada"."""
    found = _NAME.search(_YEAR_WORD.sub("", before)[-80:])
    if found is None:
        return None
    words = found.group().split()
    stops = [index for index, word in enumerate(words) if word.lower() in _words("phrase_end")]
    words = words[stops[-1] + 1 :] if stops else words
    events = [index for index, word in enumerate(words) if word.lower() in _words("event")]
    words = words[events[0] :] if events else words
    return " ".join(words) or None


def _event(text: str, start: int, end: int, *, last: bool) -> str | None:
    heads = [w for w in _WORD.finditer(text, start, end) if w.group().lower() in _words("event")]
    if not heads:
        return None
    head = heads[-1] if last else heads[0]
    for earlier in reversed(heads[:-1] if last else []):  # "acara peringatan hari jadi" begins with "acara"
        if text[earlier.end() : head.start()].strip(" "):
            break
        head = earlier
    stop = head.end()
    for number, word in enumerate(_WORD.finditer(text, head.end(), end), start=2):
        gap = text[stop : word.start()]
        if number > _MOST_WORDS or gap.strip(" ()") or word.group().lower() in _words("phrase_end"):
            break
        stop = word.end()
    if text[head.start() : stop].count("(") > text[head.start() : stop].count(")"):
        stop = text.rindex("(", head.start(), stop)
    return text[head.start() : stop].rstrip()


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("date_cues") if row["kind"] == kind)
