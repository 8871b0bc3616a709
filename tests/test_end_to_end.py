"""The command line as a user runs it: processes, files, exit statuses."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.facts import FACT_TYPES, OfficialFact, VenueFact, parse_fact
from pipeline.run import FILES

ROOT = Path(__file__).parents[1]
WARTA = [sys.executable, "-m", "pipeline.cli"]
FIVE_YEARS = 5 * 31_557_600


def warta(*arguments: str | Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in the repository; ``environment`` is set on top of ours."""
    return subprocess.run(
        [*WARTA, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n")[:-1]]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("seeds")
    done = warta("extract", "seeds/articles", "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert "articles  2\n" in done.stdout
    return out


def test_the_seeds_give_facts_that_say_what_the_text_says(seeds: Path) -> None:
    texts = {row["doc_id"]: row["text"] for row in rows(seeds / "articles.jsonl")}
    files = {p.stem: p.read_bytes().decode("utf-8") for p in (ROOT / "seeds/articles").glob("*.txt")}
    assert texts == files
    facts = [parse_fact(line) for line in (seeds / "facts.jsonl").read_bytes().splitlines()]
    assert {fact.type for fact in facts} == set(FACT_TYPES)
    assert len({fact.id for fact in facts}) == len(facts)
    for fact in facts:
        text = texts[fact.doc_id]
        assert text[fact.start : fact.end] == fact.text
        assert text[fact.sentence_start : fact.sentence_end] == fact.sentence
        for start, end in fact.mentions if isinstance(fact, OfficialFact | VenueFact) else ():
            assert text[start:end].strip()
    assert (seeds / "failures.jsonl").read_bytes() == b""


def test_the_record_counts_what_was_written(seeds: Path) -> None:
    record = json.loads((seeds / "run.json").read_text(encoding="utf-8"))
    found = rows(seeds / "facts.jsonl")
    assert record["facts"] == {kind: sum(row["type"] == kind for row in found) for kind in FACT_TYPES}
    articles = rows(seeds / "articles.jsonl")
    for kind in FACT_TYPES:
        assert sum(row[f"{kind}s"] for row in articles) == record["facts"][kind]
    assert record["annotator"]


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        (
            ["--workers", "2"],
            {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        ),
        (
            ["--workers", "0"],
            {
                "LC_ALL": "C",
                "PYTHONUTF8": "0",
                "PYTHONCOERCECLOCALE": "0",
                "TZ": "America/Los_Angeles",
                "PYTHONHASHSEED": "2",
            },
        ),
    ],
    ids=["turkish-in-kiribati", "plain-c-in-california"],
)
def test_another_place_year_and_number_of_workers_and_no_network_give_the_same_bytes(
    seeds: Path, tmp_path: Path, options: list[str], environment: dict[str, str]
) -> None:
    sabotage = {"PYTHONPATH": str(ROOT / "tests" / "sabotage"), "SABOTAGE_SECONDS": str(FIVE_YEARS)}
    done = warta("extract", "seeds/articles", "--out", tmp_path, *options, **environment, **sabotage)
    assert done.returncode == 0, done.stderr
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (seeds / name).read_bytes(), name
    then, now = (json.loads((folder / "run.json").read_text())["started"] for folder in (tmp_path, seeds))
    assert int(then[:4]) >= int(now[:4]) + 4


def test_the_sabotage_really_shuts_the_network() -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests" / "sabotage")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert "allows no network" in done.stderr


def test_a_folder_of_good_and_broken_files_gives_facts_and_failures(tmp_path: Path) -> None:
    folder = tmp_path / "berita"
    folder.mkdir()
    text = "Bupati Lahat Cik Ujang membuka rapat, Selasa (17/9/2024). Sebanyak 25 orang hadir."
    row = json.dumps({"id": "j1", "text": text, "published": "2024-09-18"})
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "d.txt").write_text(f"“Kami siap,” kata Cik Ujang. {text}", encoding="cp1252")
    (folder / "e.jsonl").write_text(f'{row}\n{{"id": "j2", "text":\n{{"id": "j3"}}\n', encoding="utf-8")
    (folder / "f.jsonl.gz").write_bytes(gzip.compress(row.replace("j1", "g1").encode()))
    (folder / "g.csv").write_text(f'doc_id,text\nk1,"{text}"\nj1,"{text}"\n', encoding="utf-8")
    page = f"<html><head><title>Rapat</title></head><body><article><p>{text}</p><p>{text}</p></article></body></html>"
    (folder / "h.html").write_text(page, encoding="utf-8")
    (folder / "i.docx").write_bytes(b"PK")
    out = tmp_path / "out"
    done = warta("extract", folder, "--out", out)
    assert done.returncode == 3, done.stderr
    assert [row["doc_id"] for row in rows(out / "articles.jsonl")] == ["a", "d", "j1", "g1", "k1", "h"]
    failures = {(Path(row["source"]).name, row["line"], row["code"]) for row in rows(out / "failures.jsonl")}
    assert {("b.txt", None, "empty"), ("c.txt", None, "binary"), ("e.jsonl", 2, "malformed")} <= failures
    assert {(name, code) for name, _, code in failures} >= {("e.jsonl", "missing_field"), ("g.csv", "duplicate")}
    assert len(failures) == 5
    assert "e.jsonl:2" in done.stderr
    officials = [row for row in rows(out / "facts.jsonl") if row["type"] == "official"]
    assert {row["doc_id"] for row in officials} == {"a", "d", "j1", "g1", "k1", "h"}


def test_standard_input_other_field_names_a_type_and_a_limit(tmp_path: Path) -> None:
    lines = [json.dumps({"nomor": str(n), "isi": f"Rapat digelar besok. Ada {n} orang."}) + "\n" for n in (5, 6, 7)]
    options = [
        "--id-field",
        "nomor",
        "--text-field",
        "isi",
        "--published",
        "2024-09-17",
        "--only",
        "date",
        "--limit",
        "2",
    ]
    done = warta("extract", "-", "--out", tmp_path, *options, stdin="".join(lines))
    assert done.returncode == 0, done.stderr
    facts = rows(tmp_path / "facts.jsonl")
    assert [(row["doc_id"], row["type"], row["date"]) for row in facts] == [
        ("5", "date", "2024-09-18"),
        ("6", "date", "2024-09-18"),
    ]
