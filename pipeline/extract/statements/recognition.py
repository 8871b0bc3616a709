"""Which quoted stretches are speech, and by which sign."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.article import Span
from pipeline.extract.statements.clauses import (
    Clause,
    active_clause_behind,
    any_of,
    clause_behind,
    clauses_in,
    document_behind,
    is_announced,
    unknown_clause_behind,
)
from pipeline.extract.statements.marks import Quote
from pipeline.reading import Reading

_FEWEST_WORDS = 4
_FEWEST_ALONE = 6  # words of a stretch that nothing but its marks shows to be speech
_LONGEST_HEADING = 300
_WORD = re.compile(r"\w+(?:[-'./,]\w+)*")
_LEADS = re.compile(r"[,:]\s*$|(?<![\w-])(?:bahwa|begini|demikian|berikut|bahwasanya|kalau)[,:]?\s*$", re.IGNORECASE)
_SENTENCE_END = frozenset(".!?,…")
_CAPITALS_OF_TITLES = 0.7  # share of the longer words that a title writes with a capital


@dataclass(frozen=True, slots=True)
class Speech:
    """A quote that is speech: the rule that says so and the reporting clause beside it, if there is one.

    ``label`` is the stretch before a colon that may be the speaker's name; ``document`` says that something written is
    quoted.
    """

    quote: Quote
    rule: str
    clause: Clause | None = None
    label: Span | None = None
    document: bool = False


@cache
def _title_cue() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of('title')}[\s:,=*\[\]()]*$", re.IGNORECASE)


@cache
def _title_word() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of('title')}(?![\w-])", re.IGNORECASE)


class Recognition:
    """Goes through the quotes of one article in order."""

    def __init__(self, reading: Reading, quotes: list[Quote]) -> None:
        self._reading = reading
        self._text = reading.clean.text
        self._quotes = quotes

    def speeches(self) -> list[Speech | None]:
        """For each quote what makes it speech, or None."""
        found: list[Speech | None] = []
        for index in range(len(self._quotes)):
            found.append(self._speech(index, follows_speech=bool(found and found[-1]) and self._adjoins(index)))
        return found

    def adjoins_next(self, index: int) -> bool:
        """Whether the next quote stands right behind this one, in the same or the next paragraph."""
        between = self._between(index)
        return between is not None and not between.strip()

    def _speech(self, index: int, *, follows_speech: bool) -> Speech | None:
        quote = self._quotes[index]
        words = _WORD.findall(self._text, *quote.inner)
        if len(words) < _FEWEST_WORDS:
            return None
        behind = self._behind(index)
        if behind is not None:
            return Speech(quote, "clause_behind", behind)
        if self._is_announced(index):
            return Speech(quote, "paragraph", document=True)
        lead = self._lead(index)
        words_before = lead.of(self._text)
        clause = next(reversed(list(clauses_in(self._text, *lead))), None)
        heading = words_before.rstrip().endswith(":")
        if clause is not None and self._leads(clause, lead) and not (heading and _title_word().search(words_before)):
            return Speech(quote, "clause_before", clause, document=self._is_claim(clause, lead))
        if heading and "\n" not in words_before.strip():
            return Speech(quote, "label", label=lead)
        if _title_cue().search(words_before) or _is_title(words):
            return None
        if words_before.strip():
            return Speech(quote, "partial", clause) if clause is not None and len(words) >= _FEWEST_ALONE else None
        if follows_speech:
            return Speech(quote, "continued")
        last = self._text[quote.inner.end - 1]
        ends = last in _SENTENCE_END or self._text[quote.outer.end : quote.outer.end + 1] in _SENTENCE_END
        return Speech(quote, "paragraph") if ends and len(words) >= _FEWEST_ALONE else None

    def _behind(self, index: int) -> Clause | None:
        quote = self._quotes[index]
        limit = self._quotes[index + 1].outer.start if index + 1 < len(self._quotes) else len(self._text)
        found = document_behind(self._text, quote.outer.end, limit) or clause_behind(self._text, quote.outer.end, limit)
        if found is None and self._text[quote.inner.end - 1] == ",":
            found = active_clause_behind(self._text, quote.outer.end, limit) or unknown_clause_behind(
                self._text, quote.outer.end, limit
            )
        return found

    def _is_announced(self, index: int) -> bool:
        """Whether the line that leads up to a quote, or the line above, announces the wording of a document."""
        end = self._quotes[index].outer.start
        before = self._quotes[index - 1].outer.end if index else 0
        at = end - len(self._text[before:end]) + len(self._text[before:end].rstrip())
        start = max(self._text.rfind("\n", 0, at) + 1, before, at - _LONGEST_HEADING)
        return is_announced(self._text, start, end)

    def _leads(self, clause: Clause, lead: Span) -> bool:
        """Whether the text before a quote ends in a comma, a colon or the verb, and so leads up to it."""
        return bool(_LEADS.search(lead.of(self._text))) or not self._text[clause.verb.end : lead.end].strip()

    def _is_claim(self, clause: Clause, lead: Span) -> bool:
        """Whether the words that lead up end in a noun: 'berisi klaim "…"'; what is quoted is nobody's speech then."""
        return clause.lemma == "klaim" and clause.use == "base" and not self._text[clause.verb.end : lead.end].strip()

    def _lead(self, index: int) -> Span:
        """The words that lead up to a quote: its sentence so far, or the line above when that ends in a colon."""
        end = self._quotes[index].outer.start
        before = self._quotes[index - 1].outer.end if index else 0
        at = end
        while at > before and self._text[at - 1].isspace():
            at -= 1
        line = self._text.rfind("\n", 0, at) + 1
        if "\n" in self._text[at:end]:
            heading = at > before and self._text[at - 1] == ":"
            return Span(max(line, before, at - _LONGEST_HEADING), end) if heading else Span(end, end)
        if at <= before or self._text[at - 1] in ".!?…":
            return Span(end, end)
        return Span(max(line, before, self._reading.sentence_at(at - 1).start), end)

    def _between(self, index: int) -> str | None:
        """The text between a quote and the next one."""
        if index + 1 >= len(self._quotes):
            return None
        return self._text[self._quotes[index].outer.end : self._quotes[index + 1].outer.start]

    def _adjoins(self, index: int) -> bool:
        """Whether the quote before stands in the same paragraph or the one before, with at most a clause between."""
        between = self._between(index - 1)
        return between is not None and "\n" not in between.strip() and len(between) < _LONGEST_HEADING


def _is_title(words: list[str]) -> bool:
    longer = [word for word in words if len(word) > 3]
    capitals = sum(word[0].isupper() for word in longer)
    return len(longer) > 1 and capitals >= _CAPITALS_OF_TITLES * len(longer)
