"""Facts and articles as pandas tables: right types for hostile values."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pipeline
from pipeline.article import Article
from pipeline.facts import FACT_MODELS

ROWS: list[dict[str, Any]] = [
    {"doc_id": "07", "type": "official", "person": "Raden Wiryo", "role": "Bupati", "status": "definitive",
     "jurisdiction_code": "32.10", "mentions": [[0, 6], [9, 12]], "start": 0, "end": 6},
    {"doc_id": "07", "type": "date", "date": "2024", "date_start": "2024-01-01", "date_end": "2024-12-31"},
    {"doc_id": "07", "type": "date", "date": "1602", "date_start": "1602-01-01", "date_end": "1602-12-31"},
    {"doc_id": "08", "type": "date", "date": None, "date_start": None, "date_end": None},
    {"doc_id": "08", "type": "statistic", "value": 2300000000001, "unit": "IDR", "period": "2020", "confidence": 1},
    {"doc_id": "08", "type": "statement", "speaker": None, "direct": True, "linked_to": "x"},
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "facts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return tmp_path


def test_codes_and_years_stay_text(folder: Path) -> None:
    facts = pipeline.load_facts(folder / "facts.jsonl")
    assert facts["doc_id"].tolist() == ["07", "07", "07", "08", "08", "08"]
    assert facts["jurisdiction_code"][0] == "32.10"
    assert facts["date"][1] == "2024"
    assert facts["period"][4] == "2020"
    assert {str(facts[name].dtype) for name in ("doc_id", "jurisdiction_code", "date", "period")} == {"string"}


def test_every_column_has_its_type(folder: Path) -> None:
    kinds = pipeline.load_facts(folder).dtypes.astype(str).to_dict()
    expected = {
        "type": "category", "status": "category", "approximation": "category", "granularity": "category",
        "start": "Int64", "value": "Float64", "confidence": "Float64", "direct": "boolean", "mentions": "object",
        "date_start": "datetime64[s]", "date_end": "datetime64[s]", "person": "string", "region_code": "string",
    }  # fmt: skip
    assert {name: kinds[name] for name in expected} == expected


def test_values_come_back_exactly(folder: Path) -> None:
    facts = pipeline.load_facts(folder)
    assert facts["value"][4] == 2300000000001
    assert facts["date_start"][1] == pd.Timestamp("2024-01-01")
    assert facts["date_start"][2].year == 1602
    assert facts["mentions"][0] == [[0, 6], [9, 12]]
    assert facts["linked_to"][5] == "x"
    for name, row in (("date", 3), ("date_start", 3), ("speaker", 5), ("value", 0), ("direct", 0), ("status", 1)):
        assert pd.isna(facts[name][row]), name


def test_one_type_gives_its_own_columns_only(folder: Path) -> None:
    facts = pipeline.load_facts(folder, type="statistic")
    assert len(facts) == 1
    wanted = next(m for m in FACT_MODELS.values() if m.__name__ == "StatisticFact")
    assert set(facts.columns) == set(wanted.model_fields)
    assert facts.columns[0] == "schema_version"


def test_an_empty_file_keeps_columns_and_types(tmp_path: Path) -> None:
    (tmp_path / "facts.jsonl").write_text("", encoding="utf-8")
    facts = pipeline.load_facts(tmp_path)
    assert facts.empty
    assert str(facts["value"].dtype) == "Float64"


def test_globs_and_gzip_are_read_in_name_order(tmp_path: Path) -> None:
    for name in ("b", "a"):
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as stream:
            stream.write(json.dumps({"doc_id": name, "type": "venue", "venue": "Balai Kota"}) + "\n\n")
    assert pipeline.load_facts(tmp_path / "*.jsonl.gz")["doc_id"].tolist() == ["a", "b"]


def test_what_cannot_be_read_is_named(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        pipeline.load_facts(tmp_path / "nowhere.jsonl")
    with pytest.raises(ValueError, match="unknown fact type 'dates'"):
        pipeline.load_facts(folder, type="dates")  # type: ignore[arg-type]
    for line, reason in (("{", "is not JSON"), ("[]", "is not a JSON object")):
        (folder / "facts.jsonl").write_text(f"{{}}\n{line}\n", encoding="utf-8")
        with pytest.raises(ValueError, match=rf"facts\.jsonl:2: {reason}"):
            pipeline.load_facts(folder)


def test_facts_that_the_pipeline_writes_load(tmp_path: Path) -> None:
    text = "Bupati Sukamaju Raden Wiryo hadir, Selasa (17/9/2024). “Ada 1.010 kasus di 170 desa,” kata Wiryo."
    written = pipeline.load().facts(Article("a", text))
    (tmp_path / "facts.jsonl").write_text("".join(f.model_dump_json() + "\n" for f in written), encoding="utf-8")
    facts = pipeline.load_facts(tmp_path)
    assert facts["id"].tolist() == [f.id for f in written]
    assert [text[s:e] for s, e in zip(facts["start"], facts["end"], strict=True)] == facts["text"].tolist()


def test_articles_load_with_their_day(tmp_path: Path) -> None:
    rows = [
        {"doc_id": "1", "text": "a", "published": "2024-09-17", "title": None},
        {"doc_id": "2", "text": "b", "n": 5},
    ]
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    articles = pipeline.load_articles(tmp_path)
    assert articles["published"].dtype == "datetime64[s]"
    assert articles["published"][0] == pd.Timestamp("2024-09-17")
    assert articles["doc_id"].tolist() == ["1", "2"]
    assert pd.isna(articles["title"][0])
    assert articles["n"][1] == 5


def test_importing_the_package_does_not_import_pandas() -> None:
    import subprocess
    import sys

    code = "import sys, pipeline; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
