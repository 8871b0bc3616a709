"""Floors only rise; pinned files may not change unannounced."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.article import Article
from pipeline.evaluate import EvaluationError, entries_of, load_gold, score
from pipeline.evaluate.gate import Verdict, gate, load_gate, render_verdict, run_gate, update_gate
from pipeline.facts import Fact, parse_fact
from tests.evaluate.sets import TEXT, row, write_gold

YEARS = ("1010", "2024")


def _fact(words: str, value: str) -> Fact:
    start = TEXT.index(words)
    shown = {
        "id": "0" * 16, "doc_id": "a", "type": "date", "text": words, "start": start, "end": start + len(words),
        "sentence": words, "sentence_start": start, "sentence_end": start + len(words), "confidence": 1,
        "extractor": "test", "date": value,
    }  # fmt: skip
    return parse_fact(json.dumps(shown))


def both(article: Article) -> Iterable[Fact]:
    return [_fact(year, year) for year in YEARS]


def one(article: Article) -> Iterable[Fact]:
    return [_fact(YEARS[0], YEARS[0])]


@pytest.fixture
def gate_file(tmp_path: Path) -> Path:
    """A gate over one set that must be there and one that may be absent, both with two dates."""
    rows = [row("date", year, date=year) for year in YEARS]
    write_gold(tmp_path / "inside", rows)
    write_gold(tmp_path / "outside", rows)
    (tmp_path / "tests").mkdir()
    return _write(tmp_path / "tests" / "gate.json", inside={"required": True}, outside={})


def _write(path: Path, **sets: dict[str, Any]) -> Path:
    shown = {"root": "..", "sets": {name: {"path": name, **values} for name, values in sets.items()}}
    path.write_text(json.dumps(shown), encoding="utf-8")
    return path


def _by_name(verdicts: list[Verdict]) -> dict[str, Verdict]:
    return {v.name: v for v in verdicts}


def _pinned(gate_file: Path, extract: Any) -> None:
    update_gate(gate_file, run_gate(gate_file, extract))


def test_an_unpinned_required_set_fails_and_an_optional_one_warns(gate_file: Path) -> None:
    found = _by_name(run_gate(gate_file, both))
    assert any("gold.jsonl is not pinned" in line for line in found["inside"].failures)
    assert found["outside"].passes
    assert any("is not pinned" in line for line in found["outside"].warnings)


def test_after_an_update_the_same_facts_pass_and_fewer_fail(gate_file: Path) -> None:
    _pinned(gate_file, both)
    assert all(v.passes and not v.warnings for v in run_gate(gate_file, both))
    for verdict in run_gate(gate_file, one):
        assert verdict.failures == ("date: F1 0.6667 is below its floor 1.0000",)
        assert "FAILS" in render_verdict(verdict)


def test_floors_rise_and_do_not_fall_unannounced(gate_file: Path) -> None:
    _pinned(gate_file, one)
    assert load_gate(gate_file).sets[0].floors == {"date": 0.6666}
    _pinned(gate_file, both)
    before = gate_file.read_bytes()
    with pytest.raises(EvaluationError, match="nothing updated"):
        _pinned(gate_file, one)
    assert gate_file.read_bytes() == before
    update_gate(gate_file, run_gate(gate_file, one), allow_regression=True)
    assert load_gate(gate_file).sets[0].floors == {"date": 0.6666}
    assert [p.name for p in gate_file.parent.iterdir()] == ["gate.json"]


@pytest.mark.parametrize("name", ["articles.jsonl", "gold.jsonl"])
def test_changed_files_fail_inside_and_warn_outside(gate_file: Path, name: str) -> None:
    _pinned(gate_file, both)
    for folder in ("inside", "outside"):
        path = gate_file.parent.parent / folder / name
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    found = _by_name(run_gate(gate_file, one))
    assert any(f"inside/{name} has changed" in line for line in found["inside"].failures)
    assert found["outside"].passes
    assert any(f"outside/{name} has changed" in line for line in found["outside"].warnings)
    assert any("below its floor" in line for line in found["outside"].warnings)


def test_an_absent_set_is_skipped_unless_it_is_required(gate_file: Path) -> None:
    _write(gate_file, nowhere={}, missing={"required": True})
    found = _by_name(run_gate(gate_file, both))
    assert found["nowhere"].warnings == ("nowhere is not there; skipped",)
    assert found["nowhere"].passes
    assert not found["missing"].passes
    update_gate(gate_file, list(found.values()))
    assert [s.pins for s in load_gate(gate_file).sets] == [{}, {}]


def test_an_exact_set_allows_nothing_less(gate_file: Path) -> None:
    _write(gate_file, inside={"required": True, "exact": True})
    verdicts = run_gate(gate_file, one)
    assert any("date: F1 0.6667 is below its floor 1.0000" in line for line in verdicts[0].failures)
    assert any("MISS  date" in line for line in verdicts[0].failures)
    assert any("venue: nothing to score" in line for line in verdicts[0].failures)
    with pytest.raises(EvaluationError, match="must be exact"):
        update_gate(gate_file, verdicts, allow_regression=True)


def test_a_report_is_judged_by_its_folder(gate_file: Path, tmp_path: Path) -> None:
    _pinned(gate_file, both)
    folder = tmp_path / "inside"
    gold = load_gold(folder)
    assert gate(score(gold, entries_of(both(gold.articles["a"]))), folder, gate_file).passes
    assert not gate(score(gold, []), folder, gate_file).passes
    with pytest.raises(EvaluationError, match="has no set for"):
        gate(score(gold, []), tmp_path, gate_file)


@pytest.mark.parametrize("shown", ["{", "[]", '{"sets": {"a": {"paht": "x"}}}', '{"sets": {"a": {}}}'])
def test_a_broken_gate_file_is_named(tmp_path: Path, shown: str) -> None:
    path = tmp_path / "gate.json"
    path.write_text(shown, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"gate\.json: is no gate file"):
        load_gate(path)


def test_floors_for_unknown_types_are_refused(gate_file: Path) -> None:
    _write(gate_file, inside={"floors": {"person": 1.0}})
    with pytest.raises(EvaluationError, match="unknown types"):
        load_gate(gate_file)


def test_the_module_can_be_run_on_its_own(gate_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from pipeline.evaluate.gate import main

    class Fake:
        facts = staticmethod(both)

    monkeypatch.setattr(pipeline, "load", Fake)
    assert main(["--gate", str(gate_file)]) == 1
    assert main(["--gate", str(gate_file), "--update"]) == 0
    assert main(["--gate", str(gate_file)]) == 0
    assert main(["--gate", str(gate_file.with_name("none.json"))]) == 2
    assert "none.json: cannot be read" in capsys.readouterr().err
