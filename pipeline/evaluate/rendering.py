"""A report as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.evaluate.compare import alternatives, slots_of
from pipeline.evaluate.entries import Entry
from pipeline.evaluate.scoring import Report, Score
from pipeline.facts import FACT_TYPES

# The fields that decide, shown with every error.
_SHOWN = {
    "official": ("person", "role", "status", "organization", "jurisdiction_code"),
    "date": ("date",),
    "venue": ("venue", "region_code"),
    "statistic": ("value", "unit", "approximation", "period", "region_code"),
    "statement": ("speaker",),
}
_MOST_ALTERNATIVES = 4
_SENTENCE_END = (". ", "! ", "? ", "\n")
_WIDEST_SENTENCE = 400


def render_scores(report: Report) -> str:
    """The table of figures: types, micro, macro mean, slots. Never any words of the articles."""
    lines = [f"{'type':<12}{'P':>8}{'R':>8}{'F1':>8}{'right':>8}{'false':>8}{'missed':>8}"]
    rows = [*report.scores.items(), ("micro", report.micro)]
    for name, score in rows:
        figures = "".join(_figure(v) for v in (score.precision, score.recall, score.f1))
        lines.append(f"{name:<12}{figures}{score.right:>8}{score.false:>8}{score.missed:>8}")
    lines.append(f"{'macro F1':<12}{'':16}{_figure(report.macro)}")
    for name, (right, stated) in report.slots.items():
        lines.append(f"slot {name:<24}{_figure(right / stated if stated else None)}  ({right} of {stated})")
    return "\n".join(lines)


def render_errors(report: Report, types: Iterable[str] = FACT_TYPES) -> str:
    """Every miss and every false fact of the given types with its sentence, and the matched pairs with a wrong slot."""
    lines: list[str] = []
    for kind in types:
        marked = [("MISS ", e) for e in report.missed if e.type == kind]
        marked += [("FALSE", e) for e in report.false if e.type == kind]
        for mark, entry in sorted(marked, key=lambda pair: (pair[1].doc_id, pair[1].span, pair[0])):
            lines += _error_lines(mark, entry, report)
        for pair in report.pairs:
            wrong = [n for n, right in slots_of(pair.gold, pair.found).items() if not right and pair.gold.type == kind]
            for name in wrong:
                wanted, got = _brief(pair.gold.fields[name]), pair.found.fields.get(name)
                lines.append(f"SLOT  {kind} {pair.gold.doc_id} {pair.gold.text!r}: {name} is {got}, gold {wanted}")
    return "\n".join(lines)


def report_json(report: Report, *, errors: bool = False) -> dict[str, Any]:
    """The report as a JSON object; with ``errors`` also every miss and false fact with its sentence."""
    shown: dict[str, Any] = {
        "set": report.gold.name,
        "articles": len(report.gold.articles),
        "types": {kind: _score_json(score) for kind, score in report.scores.items()},
        "micro": _score_json(report.micro),
        "macro_f1": report.macro,
        "slots": {n: {"right": r, "stated": s} for n, (r, s) in report.slots.items()},
        "excused": len(report.excused),
    }
    if errors:
        shown["missed"] = [_entry_json(e, report) for e in report.missed]
        shown["false"] = [_entry_json(e, report) for e in report.false]
    return shown


def sentence_of(entry: Entry, report: Report) -> str:
    """The sentence around an entry: the fact's own where it has one, else cut at sentence ends of the article."""
    own = entry.fields.get("sentence")
    if isinstance(own, str) and own:
        return " ".join(own.split())
    text = report.gold.articles[entry.doc_id].text
    low, high = max(0, entry.span.start - _WIDEST_SENTENCE), entry.span.end + _WIDEST_SENTENCE
    starts = [at + len(mark) for mark in _SENTENCE_END if (at := text.rfind(mark, low, entry.span.start)) >= 0]
    ends = [at for mark in _SENTENCE_END if (at := text.find(mark, entry.span.end - 1, high)) >= 0]
    return " ".join(text[max(starts, default=low) : min(ends, default=min(high, len(text))) + 1].split())


def _error_lines(mark: str, entry: Entry, report: Report) -> list[str]:
    fields = ", ".join(f"{name}={_brief(entry.fields.get(name))}" for name in _SHOWN[entry.type])
    rule = f" [{entry.fields['extractor']}]" if "extractor" in entry.fields else ""
    head = f"{mark} {entry.type} {entry.doc_id} {entry.span.start}..{entry.span.end} {entry.text!r}{rule}"
    return [head, f"      {fields}", f"      » {sentence_of(entry, report)}"]


def _brief(value: object) -> str:
    shown = [repr(v) for v in alternatives(value)]
    more = len(shown) - _MOST_ALTERNATIVES
    return " | ".join(shown[:_MOST_ALTERNATIVES]) + (f" | +{more}" if more > 0 else "")


def _score_json(score: Score) -> dict[str, Any]:
    figures = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    return {**figures, "right": score.right, "false": score.false, "missed": score.missed}


def _entry_json(entry: Entry, report: Report) -> dict[str, Any]:
    return {**entry.fields, "sentence": sentence_of(entry, report)}


def _figure(value: float | None) -> str:
    return f"{'–':>8}" if value is None else f"{value:>8.4f}"
