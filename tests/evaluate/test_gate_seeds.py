"""The seeds are exact: what ``make extract`` writes for them is their gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import pipeline
from pipeline.evaluate.gate import render_verdict, run_gate

ROOT = Path(__file__).parents[2]
GATE = ROOT / "tests" / "gate.json"


def test_the_seed_articles_are_the_annotated_ones() -> None:
    rows = (ROOT / "seeds" / "gold" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    annotated = {row["doc_id"]: row["text"] for row in map(json.loads, rows)}
    files = {p.stem: p.read_bytes().decode("utf-8") for p in (ROOT / "seeds" / "articles").glob("*.txt")}
    assert annotated == files


def test_the_seeds_pass_the_gate(tmp_path: Path) -> None:
    seeds = json.loads(GATE.read_text(encoding="utf-8"))["sets"]["seeds"]
    assert seeds["required"]
    assert seeds["exact"]
    file = tmp_path / "gate.json"
    file.write_text(json.dumps({"root": str(ROOT), "sets": {"seeds": seeds}}), encoding="utf-8")
    (verdict,) = run_gate(file, pipeline.load().facts)
    if not verdict.passes:
        pytest.fail(render_verdict(verdict), pytrace=False)
