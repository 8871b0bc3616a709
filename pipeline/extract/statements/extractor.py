"""Statements: which quoted stretches are speech, and who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipeline.extract.statements.clauses import Clause, any_of, clause_behind, clauses_in
from pipeline.extract.statements.marks import Quote, find_quotes
from pipeline.extract.statements.speakers import RUNNING, Speakers, Voice
from pipeline.facts import OfficialValue, StatementValue
from pipeline.reading import Mention, Person, Reading

_FEWEST_WORDS = 4
_FEWEST_ALONE = 6  # words of a stretch that nothing but its marks shows to be speech
_WORD = re.compile(r"\w+(?:[-'./,]\w+)*")
_LEADS = re.compile(r"[,:]\s*$|(?<![\w-])(?:bahwa|begini|demikian|berikut|bahwasanya|kalau)[,:]?\s*$", re.IGNORECASE)
_SENTENCE_LIKE = re.compile(r"[.!?,…]$")

# Rough precision of each rule on annotated articles.
_CONFIDENCE = {
    "clause_behind": 0.95,
    "clause_before": 0.9,
    "label": 0.9,
    "continued": 0.85,
    "paragraph": 0.7,
    "partial": 0.6,
}


@dataclass(frozen=True, slots=True)
class _Finding:
    """A quote that is speech: the rule that says so, its clause, and what that says of the speaker."""

    quote: Quote
    rule: str
    voice: Voice
    clause: Clause | None = None


class StatementExtractor:
    """Fills ``reading.statements`` with direct speech, one mention a quoted stretch."""

    name = "statements"
    needs = frozenset({"clean", "doc", "entities", "officials"})
    gives = frozenset({"statements"})

    def __call__(self, reading: Reading) -> Reading:
        """The reading with its statements."""
        quotes = find_quotes(reading.clean.text)
        return replace(reading, statements=tuple(_Scan(reading, quotes).mentions()))


@cache
def _title_cue() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of('title')}\s*[:,]?\s*$", re.IGNORECASE)


class _Scan:
    """One pass over the quotes of an article, in order."""

    def __init__(self, reading: Reading, quotes: list[Quote]) -> None:
        self._reading = reading
        self._text = reading.clean.text
        self._quotes = quotes
        self._speakers = Speakers(reading, [quote.outer for quote in quotes])

    def mentions(self) -> Iterator[Mention[StatementValue]]:
        """The statements; a stretch without a clause of its own takes the speaker of the one it belongs to."""
        findings = [self._finding(index) for index in range(len(self._quotes))]
        last: Person | None = None
        spoken = -1
        for index, finding in enumerate(findings):
            if finding is None:
                continue
            if finding.rule == "continued":
                person = last if spoken == index - 1 else self._speakers.running(finding.quote.outer.start)
            elif finding.voice.running:
                person = self._speakers.running(finding.quote.outer.start)
            else:
                person = finding.voice.person
            last, spoken = person, index
            yield self._mention(finding, person)

    def _finding(self, index: int) -> _Finding | None:
        quote = self._quotes[index]
        words = len(_WORD.findall(self._text, *quote.inner))
        if words < _FEWEST_WORDS:
            return None
        behind = clause_behind(self._text, quote.outer.end, self._next_start(index))
        if behind is not None:
            return _Finding(quote, "clause_behind", self._speakers.voice(behind), behind)
        start = self._floor(index)
        lead = self._text[start : quote.outer.start]
        label = self._speakers.labelled(start, quote.outer.start) if lead.rstrip().endswith(":") else None
        if label is not None:
            return _Finding(quote, "label", Voice(label))
        clause = self._clause_before(start, quote.outer.start)
        if clause is not None and (_LEADS.search(lead) or not self._text[clause.verb.end : quote.outer.start].strip()):
            return _Finding(quote, "clause_before", self._speakers.voice(clause), clause)
        if _title_cue().search(lead):
            return None
        return self._bare(index, words, lead, clause)

    def _bare(self, index: int, words: int, lead: str, clause: Clause | None) -> _Finding | None:
        """A stretch with no clause right beside it."""
        quote = self._quotes[index]
        if not lead.strip():  # begins its sentence
            if self._continues(index):
                return _Finding(quote, "continued", RUNNING)
            alone = words >= _FEWEST_ALONE and _SENTENCE_LIKE.search(
                self._text[quote.inner.start : quote.outer.end].rstrip('"” ')
            )
            return _Finding(quote, "paragraph", RUNNING) if alone else None
        if clause is not None:
            return _Finding(quote, "partial", self._speakers.voice(clause), clause)
        return None

    def _continues(self, index: int) -> bool:
        """Whether the quote before stands in the same or the next paragraph, with at most its clause between."""
        if index == 0:
            return False
        between = self._text[self._quotes[index - 1].outer.end : self._quotes[index].outer.start]
        return "\n" not in between.strip() and len(between) < 200

    def _clause_before(self, start: int, end: int) -> Clause | None:
        found = None
        for clause in clauses_in(self._text, start, end):
            found = clause
        return found

    def _floor(self, index: int) -> int:
        """Where the sentence that leads up to a quote begins."""
        quote = self._quotes[index]
        at = quote.outer.start
        while at > 0 and self._text[at - 1] in " \t":
            at -= 1
        line = self._text.rfind("\n", 0, at) + 1
        before = self._quotes[index - 1].outer.end if index else 0
        if at == line:
            return at
        return min(
            quote.outer.start, max(line, before, self._reading.sentence_at(at - 1).start if self._open(at) else at)
        )

    def _open(self, at: int) -> bool:
        """Whether the text before ``at`` has not ended its sentence."""
        return self._text[at - 1] not in ".!?…"

    def _next_start(self, index: int) -> int:
        return self._quotes[index + 1].outer.start if index + 1 < len(self._quotes) else len(self._text)

    def _mention(self, finding: _Finding, person: Person | None) -> Mention[StatementValue]:
        clause = finding.clause
        value = StatementValue(
            speaker=person.name if person else None,
            speaker_role=self._role(person) if person else None,
            verb=clause.lemma if clause else None,
        )
        steps = []
        if clause is not None:
            steps.append(f"reporting verb {clause.verb.of(self._text)!r}")
        steps.append(_speaker_step(finding, person))
        return Mention(
            finding.quote.inner, value, f"statements.{finding.rule}", _CONFIDENCE[finding.rule], tuple(steps)
        )

    def _role(self, person: Person) -> str | None:
        """The post of the person, the one that holds now before others."""
        posts: list[OfficialValue] = [m.value for m in self._reading.officials if m.value.person == person.name]
        posts.sort(key=lambda value: value.status == "former")
        return posts[0].post if posts else None


def _speaker_step(finding: _Finding, person: Person | None) -> str:
    if person is None:
        return "no person to name as speaker"
    if finding.voice.running:
        return f"running speaker {person.name}"
    return f"speaker {person.name} named beside the quotation"
