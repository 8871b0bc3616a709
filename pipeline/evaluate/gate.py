"""The gate: floors that only rise, on gold whose fingerprints are pinned.

The gate file (JSON) lists the sets. Paths count from ``root``, which counts from the gate file. A set that is
``exact`` must have F1 = 1.0 in every type; a set that is not ``required`` may be absent, and a change of its files
only warns.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import floor
from pathlib import Path
from typing import Any

from pipeline.article import Article
from pipeline.evaluate.entries import EvaluationError, entries_of, load_gold
from pipeline.evaluate.rendering import render_errors, render_scores
from pipeline.evaluate.scoring import Report, score
from pipeline.facts import FACT_TYPES, Fact

Extract = Callable[[Article], Iterable[Fact]]

DEFAULT_GATE = Path("tests/gate.json")
_FILES = ("articles.jsonl", "gold.jsonl")
_DIGITS = 10_000  # floors are kept to four places, rounded down
_SLACK = 1e-9  # only the noise of floating point


@dataclass(frozen=True, slots=True)
class GateSet:
    """One set of the gate file. ``pins`` are sha256 digests by file name, ``floors`` F1 by type."""

    name: str
    path: str
    required: bool = False
    exact: bool = False
    pins: dict[str, str] = field(default_factory=dict)
    floors: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate file that was read."""

    file: Path
    root: str
    sets: tuple[GateSet, ...]

    def folder(self, entry: GateSet) -> Path:
        """Where a set's files lie."""
        return (self.file.parent / self.root / entry.path).resolve()

    def set_of(self, gold_dir: Path) -> GateSet:
        """The set whose folder ``gold_dir`` is. Raises ``EvaluationError`` where the gate file knows none."""
        for entry in self.sets:
            if self.folder(entry) == gold_dir.resolve():
                return entry
        known = ", ".join(entry.path for entry in self.sets)
        raise EvaluationError(f"{self.file}: has no set for {gold_dir}; it knows {known}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of one set. It passes when there are no failures; warnings and notes only inform."""

    name: str
    failures: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    report: Report | None = None

    @property
    def passes(self) -> bool:
        """Whether nothing failed."""
        return not self.failures


def load_gate(file: Path) -> Gate:
    """A gate file. Raises ``EvaluationError`` for one that is missing, no JSON, or names unknown fields or types."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        sets = tuple(GateSet(name, **values) for name, values in raw["sets"].items())
        found = Gate(file, str(raw.get("root", ".")), sets)
    except OSError as error:
        raise EvaluationError(f"{file}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvaluationError(f"{file}: is no gate file: {error}") from error
    for entry in found.sets:
        unknown = set(entry.floors) - set(FACT_TYPES)
        if unknown:
            raise EvaluationError(f"{file}: set {entry.name} has floors for unknown types: {sorted(unknown)}")
    return found


def fingerprints(folder: Path) -> dict[str, str]:
    """The sha256 of the gold and of the articles of a set. Raises ``EvaluationError`` for a missing file."""
    try:
        return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in _FILES}
    except OSError as error:
        raise EvaluationError(f"{error.filename}: cannot be read: {error.strerror}") from error


def gate(report: Report, gold_dir: Path, gate_file: Path) -> Verdict:
    """Hold a report against the floors and pins of the set whose folder ``gold_dir`` is."""
    found = load_gate(gate_file)
    entry = found.set_of(gold_dir)
    return _judge(entry, found.folder(entry), report)


def run_gate(gate_file: Path, extract: Extract) -> list[Verdict]:
    """Extract every set of the gate file with ``extract`` and judge it; absent optional sets become a warning."""
    found = load_gate(gate_file)
    return [_run_set(found, entry, extract) for entry in found.sets]


def update_gate(gate_file: Path, verdicts: Sequence[Verdict], *, allow_regression: bool = False) -> Gate:
    """Pin the files as they are and raise the floors to the reports in ``verdicts``; sets without one stay.

    Raises ``EvaluationError``, and writes nothing, when a floor would fall and ``allow_regression`` is not set. The
    file is replaced in one step.
    """
    found = load_gate(gate_file)
    reports = {v.name: v.report for v in verdicts if v.report is not None}
    sets = []
    for entry in found.sets:
        report = reports.get(entry.name)
        sets.append(_raised(found, entry, report, allow_regression) if report is not None else entry)
    updated = replace(found, sets=tuple(sets))
    _write(updated)
    return updated


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the default pipeline over the sets of a gate file and print the verdicts; 1 when one fails, 2 for misuse."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.evaluate.gate", description=main.__doc__)
    parser.add_argument("--gate", type=Path, default=DEFAULT_GATE, help="gate file (default: %(default)s)")
    parser.add_argument("--update", action="store_true", help="pin the files as they are and raise the floors")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower floors")
    options = parser.parse_args(arguments)
    import pipeline  # late: scoring alone must not load a model

    try:
        verdicts = run_gate(options.gate, pipeline.load().facts)
        print("\n\n".join(render_verdict(v) for v in verdicts))
        if options.update:
            update_gate(options.gate, verdicts, allow_regression=options.allow_regression)
            print(f"\n{options.gate} updated")
            return 0
    except EvaluationError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0 if all(v.passes for v in verdicts) else 1


def render_verdict(verdict: Verdict) -> str:
    """A verdict with its figures; errors are listed for sets that must be exact and are not."""
    lines = [f"== {verdict.name}: {'passes' if verdict.passes else 'FAILS'}"]
    lines += [f"FAIL: {line}" for line in verdict.failures]
    lines += [f"warning: {line}" for line in verdict.warnings]
    if verdict.report is not None:
        lines.append(render_scores(verdict.report))
    return "\n".join(lines)


def _run_set(found: Gate, entry: GateSet, extract: Extract) -> Verdict:
    folder = found.folder(entry)
    if not folder.is_dir():
        message = f"{entry.path} is not there"
        if entry.required:
            return Verdict(entry.name, failures=(f"{message}, and it is required",))
        return Verdict(entry.name, warnings=(f"{message}; skipped",))
    gold = load_gold(folder)
    found_facts = [e for article in gold.articles.values() for e in entries_of(extract(article))]
    return _judge(entry, folder, score(gold, found_facts))


def _judge(entry: GateSet, folder: Path, report: Report) -> Verdict:
    current = fingerprints(folder)
    changed = [name for name in _FILES if current[name] != entry.pins.get(name)]
    failures: list[str] = []
    warnings: list[str] = []
    for name in changed:
        known = name in entry.pins
        message = f"{entry.path}/{name} {'has changed since it was pinned' if known else 'is not pinned'}"
        (failures if entry.required else warnings).append(f"{message}; look, then re-pin with --update")
    # Floors speak of the pinned files: on other ones a fall says nothing about the code.
    if entry.exact:
        below = _below(report, dict.fromkeys(FACT_TYPES, 1.0))
        listed = render_errors(report)
        failures += [*below, *([listed] if below and listed else [])]
    else:
        (warnings if changed and not entry.required else failures).extend(_below(report, entry.floors))
    return Verdict(entry.name, tuple(failures), tuple(warnings), report)


def _below(report: Report, floors: dict[str, float]) -> list[str]:
    lines = []
    for kind, lowest in floors.items():
        value = report.scores[kind].f1
        if value is None:
            lines.append(f"{kind}: nothing to score, floor {lowest:.4f}")
        elif value < lowest - _SLACK:
            lines.append(f"{kind}: F1 {value:.4f} is below its floor {lowest:.4f}")
    return lines


def _raised(found: Gate, entry: GateSet, report: Report, allow_regression: bool) -> GateSet:
    pins = fingerprints(found.folder(entry))
    if entry.exact:
        below = _below(report, dict.fromkeys(FACT_TYPES, 1.0))
        if below:
            raise EvaluationError(f"{entry.name} must be exact, nothing updated: {'; '.join(below)}")
        return replace(entry, pins=pins)
    below = _below(report, entry.floors)
    if below and not allow_regression:
        raise EvaluationError(f"{entry.name}, nothing updated (--allow-regression lowers floors): {'; '.join(below)}")
    values = {kind: report.scores[kind].f1 for kind in FACT_TYPES}
    floors: dict[str, float] = {
        kind: floor(value * _DIGITS) / _DIGITS for kind, value in values.items() if value is not None
    }
    return replace(entry, pins=pins, floors=floors)


def _write(updated: Gate) -> None:
    sets: dict[str, dict[str, Any]] = {
        s.name: {"path": s.path, "required": s.required, "exact": s.exact, "pins": s.pins, "floors": s.floors}
        for s in updated.sets
    }
    shown = json.dumps({"root": updated.root, "sets": sets}, ensure_ascii=False, indent=2) + "\n"
    temporary = updated.file.with_name(f".{updated.file.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8") as stream:
            stream.write(shown)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(updated.file)
    finally:
        temporary.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
