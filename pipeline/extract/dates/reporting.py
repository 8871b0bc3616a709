"""Whether a day stands at a reporting verb, and so says when the people of the article spoke."""

from __future__ import annotations

import re
from functools import cache

from pipeline.article import Span
from pipeline.extract.dates.context_words import cue_words
from pipeline.lexicon import table

AT_VERB, AT_CLAUSE_END, ELSEWHERE = 0, 1, 2
_REACH = 220  # characters of the sentence before a day in which the verb may stand
_BEHIND = 60
_QUOTE = re.compile(r'["“”]')
_WORD = re.compile(r"[^\W\d_]+")
_CLOSED = re.compile(r"\)?[ \t\u00a0]*(?:[^\W\d_]+[ \t\u00a0]*){0,2}(?:[.\n\"“”]|$)")  # "… (4/9) malam."
_OPENS_CLAUSE = frozenset(",.!?…'’\"“”\n:")
_OPENS_QUOTE = frozenset(" \t\n\u00a0(:")
_DAY_WORDS = frozenset({"hari", "tanggal"})


def reporting_rank(text: str, span: Span, sentence: Span) -> int:
    """``AT_VERB`` ("kata Budi, Kamis (10/1)", "Budi mengatakan, Kamis (10/1)", "saat dihubungi, Kamis (10/1)"),
    ``AT_CLAUSE_END`` ("Budi menjelaskan jalan itu rusak, Kamis (10/1).") or ``ELSEWHERE``.

    A day in a quotation, or governed by a word such as "sejak", tells of something else.

    >>> text = "Budi menegaskan jalan ditutup sejak Rabu (9/1)."
    >>> reporting_rank(text, Span(36, 46), Span(0, len(text))) == ELSEWHERE
    True
    """
    start = max(sentence.start, span.start - _REACH)
    quotes = list(_QUOTE.finditer(text, start, span.start))
    if quotes and _opens(text, quotes[-1].start(), sentence.start):
        return ELSEWHERE
    words = list(_WORD.finditer(text, start, span.start))
    while words and words[-1].group().lower() in _DAY_WORDS:
        words.pop()
    if words and words[-1].group().lower() in cue_words("not_at"):
        return ELSEWHERE
    if quotes:  # what was said is not where the day's verb stands
        words = [word for word in words if word.start() >= quotes[-1].end()]
    if not quotes and all(
        word.group().lower() in cue_words("report_way") for word in words
    ):  # "Pada Rabu (9/1), Budi …"
        words = list(_WORD.finditer(text, span.end, min(sentence.end, span.end + _BEHIND)))
        return AT_VERB if any(word.group().lower() in _verbs("active") for word in words) else ELSEWHERE
    return min((_rank_at(text, words, index, span) for index in range(len(words))), default=ELSEWHERE)


def _opens(text: str, position: int, start: int) -> bool:
    if text[position] != '"':
        return text[position] == "“"
    return position == start or text[position - 1] in _OPENS_QUOTE


def _rank_at(text: str, words: list[re.Match[str]], index: int, span: Span) -> int:
    """The rank of a day behind one word, ``ELSEWHERE`` where that is no reporting word."""
    word = words[index]
    form = word.group().lower()
    if form in cue_words("report_at"):
        return AT_VERB
    if form.removesuffix("nya") in _verbs("base"):
        before = text[: word.start()][-3:].rstrip(" \t\u00a0")
        return AT_VERB if form.endswith("nya") or not before or before[-1] in _OPENS_CLAUSE else ELSEWHERE
    if form in _verbs("passive"):
        spoken = index > 0 and words[index - 1].group().lower() in cue_words("report_subject")
        return AT_VERB if spoken else ELSEWHERE
    if form not in _verbs("active"):
        return ELSEWHERE
    between = [w.group() for w in words[index + 1 :]]
    if all(w.lower() in cue_words("report_way") or w[0].isupper() for w in between):
        return AT_VERB
    comma = text[word.end() : span.start].rstrip(" \t\u00a0(").endswith(",")
    return AT_CLAUSE_END if comma and _CLOSED.match(text, span.end) else ELSEWHERE


@cache
def _verbs(use: str) -> frozenset[str]:
    return frozenset(row["form"] for row in table("reporting_verbs") if row["use"] == use)
