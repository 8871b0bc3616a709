"""Spaces and lines: one space between words, one line break between paragraphs, broken lines joined."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from pipeline.article import Span
from pipeline.clean.draft import Draft, Edit
from pipeline.lexicon import table, words

_WHITE = re.compile(r"\s+")
_LINE = re.compile(r"[^\n]+")
_CLOSERS = ",.;:)?!%"
_ENDERS = ".!?:;…"
_LIST_MARK = re.compile(r"(?:[a-z0-9]{1,3}[.)]|[-*•–—])(?:\s|$)")
_LAST_WORD = re.compile(r"\w+$")
_LINK_WORDS = 6
_LEAST = 12
_WRAP = range(45, 111)
_WRAP_SPREAD = 28
_LEAST_WRAPPED = 3


def collapse_white(draft: Draft) -> Draft:
    """Runs of white space as one space, one line break, or (where they hold more than one) two."""
    return strip(draft.sub(_WHITE, _collapsed))


def strip(draft: Draft) -> Draft:
    """Without white space at both ends."""
    text = draft.text
    front = len(text) - len(text.lstrip())
    back = len(text.rstrip())
    cuts = [Edit(0, front)] if front else []
    if front < back < len(text):
        cuts.append(Edit(back, len(text)))
    return draft.edited(cuts)


def join_lines(draft: Draft) -> Draft:
    """Lines that break a sentence joined; each line break that is left ends a paragraph.

    A sentence is broken where the next line goes on in lower case or with a comma, where a line stops at a word that
    ends none, around the short line of a link, and in text wrapped at a fixed width.

    >>> join_lines(Draft.of("Rapat di\\nMakassar\\ndihadiri\\n, kata dia, Camat.\\nSelesai.")).text
    'Rapat di Makassar dihadiri, kata dia, Camat.\\nSelesai.'
    """
    text = draft.text
    lines = [Span(*match.span()) for match in _LINE.finditer(text)]
    wrapped = _wrapped(text, lines)
    edits: list[Edit] = []
    linked = False
    for index, (line, after) in enumerate(pairwise(lines)):
        follower = lines[index + 2] if index + 2 < len(lines) else None
        joined, linked = _joined(text, line, after, follower, linked)
        close = text[after.start] in _CLOSERS or text[line.end - 1] == "("
        words = "" if joined and close else " " if joined or line.end in wrapped else "\n"
        if words != text[line.end : after.start]:
            edits.append(Edit(line.end, after.start, words))
    return draft.edited(edits)


def ends_sentence(line: str) -> bool:
    """Whether a line stops where a sentence, a heading with colon or a quotation may stop."""
    return line.rstrip("\"'”)* ")[-1:] in _ENDERS


def _collapsed(match: re.Match[str]) -> str:
    return "\n" * min(match[0].count("\n"), 2) or " "


def _joined(text: str, line: Span, after: Span, follower: Span | None, linked: bool) -> tuple[bool, bool]:
    """Whether two lines are one, and whether the second is a link that breaks into a sentence."""
    head, tail = line.of(text), after.of(text)
    if ends_sentence(head) and not (head[-1] in "\"”'" and tail[0].islower()):
        return tail[0] in ",;)" and head[-1] not in ":", False
    if _continues(tail):
        return True, False
    short = tail.count(" ") < _LINK_WORDS and not ends_sentence(tail)
    last = _last_word(head)
    open_end = head[-1] in "(“" or (last in small_words() and not _LIST_MARK.match(tail))
    if short and (
        open_end
        or last.casefold() in _title_words()
        or (len(head) > _LEAST and follower is not None and _goes_on(follower.of(text)))
    ):
        return True, True
    return open_end or (linked and " " in tail), False


def _continues(line: str) -> bool:
    return (line[0].islower() or line[0] in _CLOSERS) and not _LIST_MARK.match(line)


def _goes_on(line: str) -> bool:
    return _continues(line) and len(line) > 1


def _last_word(line: str) -> str:
    last = _LAST_WORD.search(line, max(len(line) - 40, 0))
    return last[0] if last else ""


@cache
def small_words() -> frozenset[str]:
    """Words in lower case that end no sentence and stay small in headlines."""
    return frozenset(row["words"] for row in table("furniture") if row["kind"] == "small")


@cache
def _title_words() -> frozenset[str]:
    return frozenset(title for title in words("titles") if " " not in title)


def _wrapped(text: str, lines: list[Span]) -> frozenset[int]:
    """The ends of lines that a fixed width has broken, block by block."""
    ends: set[int] = set()
    block: list[Span] = []
    for line in lines:
        if block and line.start - block[-1].end > 1:
            ends |= _breaks(text, block)
            block = []
        block.append(line)
    return frozenset(ends | _breaks(text, block))


def _breaks(text: str, block: list[Span]) -> set[int]:
    lines = block[:-1]
    lengths = [len(line) for line in lines]
    if len(lines) < _LEAST_WRAPPED or max(lengths) - min(lengths) > _WRAP_SPREAD:
        return set()
    broken = sum(not ends_sentence(line.of(text)) for line in lines)
    if min(lengths) in _WRAP and max(lengths) in _WRAP and broken * 3 >= len(lines) * 2:
        return {line.end for line in lines}
    return set()
