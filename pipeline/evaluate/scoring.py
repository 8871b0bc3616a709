"""Precision, recall and F1 of facts against gold, with every miss and every false fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.article import Span
from pipeline.evaluate.compare import SLOTS, is_right, slots_of
from pipeline.evaluate.entries import Entry, GoldSet, load_gold, load_predicted
from pipeline.evaluate.matching import match
from pipeline.facts import FACT_TYPES

_SET_TYPES = frozenset({"official", "venue"})  # scored over the set of an article, not over mentions


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one type or of all: facts that are right, false facts, misses."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.false + other.false, self.missed + other.missed)

    @property
    def precision(self) -> float | None:
        """Share of the predicted facts that are right; None where nothing was predicted."""
        return _share(self.right, self.right + self.false)

    @property
    def recall(self) -> float | None:
        """Share of the gold facts that were found; None where gold has none."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None where there is neither gold nor prediction."""
        return _share(2 * self.right, 2 * self.right + self.false + self.missed)


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold fact and the predicted fact that found it."""

    gold: Entry
    found: Entry


@dataclass(frozen=True, slots=True)
class Report:
    """What came out of one comparison.

    ``false`` are predicted facts that no gold fact bears out, ``missed`` gold facts that nothing found, ``excused``
    predicted facts that touch optional gold or page furniture and so count neither way.
    """

    gold: GoldSet
    scores: dict[str, Score]
    pairs: tuple[Pair, ...]
    false: tuple[Entry, ...]
    missed: tuple[Entry, ...]
    excused: tuple[Entry, ...]

    @property
    def micro(self) -> Score:
        """All types together."""
        return sum(self.scores.values(), Score())

    @property
    def macro(self) -> float | None:
        """Mean F1 of the types that have gold or predicted facts; None where there is none."""
        values = [f1 for f1 in (s.f1 for s in self.scores.values()) if f1 is not None]
        return sum(values) / len(values) if values else None

    @property
    def slots(self) -> dict[str, tuple[int, int]]:
        """``"statistic.period"`` → (right, stated), over matched pairs whose gold states the slot."""
        counts = {f"{kind}.{name}": [0, 0] for kind, names in SLOTS.items() for name in names}
        for pair in self.pairs:
            for name, right in slots_of(pair.gold, pair.found).items():
                count = counts[f"{pair.gold.type}.{name}"]
                count[0] += right
                count[1] += 1
        return {name: (right, stated) for name, (right, stated) in counts.items()}


def evaluate(gold_dir: Path, facts_path: Path) -> Report:
    """Score a ``facts.jsonl`` against a gold folder. Raises ``EvaluationError`` for files that cannot be used."""
    gold = load_gold(gold_dir)
    return score(gold, load_predicted(facts_path, gold))


def score(gold: GoldSet, found: Iterable[Entry]) -> Report:
    """Score predicted facts against a gold set."""
    wanted_of, found_of, ignored_of = _by_group(gold.facts), _by_group(found), defaultdict(list)
    for entry in gold.ignored:
        ignored_of[entry.doc_id].append(entry)
    scores: dict[str, Score] = {kind: Score() for kind in FACT_TYPES}
    pairs: list[Pair] = []
    false: list[Entry] = []
    missed: list[Entry] = []
    excused: list[Entry] = []
    for doc_id in gold.articles:
        for kind in FACT_TYPES:
            wanted = wanted_of.get((doc_id, kind), [])
            required = [e for e in wanted if not e.optional]
            matched, rest, left = _pair(required, found_of.get((doc_id, kind), []))
            loose = [e for e in wanted if e.optional]
            free = [e for e in rest if _is_excused(e, loose, ignored_of[doc_id])]
            wrong = [e for e in rest if not _is_excused(e, loose, ignored_of[doc_id])]
            scores[kind] += Score(len(matched), len(wrong), len(left))
            pairs += matched
            false += wrong
            missed += left
            excused += free
    return Report(gold, scores, tuple(pairs), tuple(false), tuple(missed), tuple(excused))


def _by_group(entries: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.type == "statement" and entry.fields.get("direct") is False:
            continue
        groups[entry.doc_id, entry.type].append(entry)
    return groups


def _pair(wanted: list[Entry], found: list[Entry]) -> tuple[list[Pair], list[Entry], list[Entry]]:
    """Matched pairs, predicted facts left over, gold facts left over."""
    edges = []
    for gold in wanted:
        fits = [i for i, entry in enumerate(found) if is_right(gold, entry)]
        edges.append(sorted(fits, key=lambda i, span=gold.span: -_shared(span, found[i].span)))  # type: ignore[misc]
    matching = match(edges)
    used = set(matching.values())
    return (
        [Pair(wanted[left], found[right]) for left, right in matching.items()],
        [entry for i, entry in enumerate(found) if i not in used],
        [entry for i, entry in enumerate(wanted) if i not in matching],
    )


def _is_excused(entry: Entry, optional: list[Entry], ignored: list[Entry]) -> bool:
    """Facts that touch optional gold or furniture; where the set counts, also those that state an optional fact."""
    if any(entry.touches(other) for other in (*optional, *ignored)):
        return True
    return entry.type in _SET_TYPES and any(is_right(other, entry) for other in optional)


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
