import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import pipeline
from pipeline.cli import app
from pipeline.facts import fact_schema

TEXT = "Rapat usai. Bupati Lahat Cik Ujang hadir, Selasa (17/9/2024)."


def warta(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "200"})


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "lahat.txt").write_text(TEXT, encoding="utf-8")
    result = warta("extract", folder / "lahat.txt", "--out", folder / "out", "--workers", "0")
    assert result.exit_code == 0, result.output
    return folder / "out"


@pytest.fixture
def gold(tmp_path: Path, out: Path) -> Path:
    """A gold set that asks for exactly what was found."""
    folder = tmp_path / "gold"
    folder.mkdir()
    for name, target in (("articles.jsonl", "articles.jsonl"), ("facts.jsonl", "gold.jsonl")):
        (folder / target).write_bytes((out / name).read_bytes())
    return folder


def test_version() -> None:
    result = warta("--version")
    assert (result.exit_code, result.stdout) == (0, f"warta {pipeline.__version__}\n")


def test_the_schema_is_that_of_the_types() -> None:
    result = warta("schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == fact_schema()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["extract", "x.txt"], "--out"),
        (["extract", "--out", "x"], "INPUT"),
        (["extract", "x.txt", "--out", "x", "--only", "weather"], "weather"),
        (["extract", "x.txt", "--out", "x", "--published", "17/9/2024"], "2024-09-17"),
        (["extract", "x.txt", "--out", "x", "--limit", "0"], "--limit"),
        (["extract", "x.txt", "--out", "x", "--workers", "-1"], "--workers"),
        (["evaluate", "gold", "facts.jsonl", "--update"], "--gate"),
        (["explain", "facts.jsonl"], "ID"),
        (["dance"], "dance"),
    ],
)
def test_wrong_usage_has_status_2_and_names_the_option(arguments: list[str], named: str) -> None:
    result = warta(*arguments)
    assert result.exit_code == 2
    assert named in result.output


def test_nothing_that_can_be_read_has_status_1_and_names_the_file(tmp_path: Path) -> None:
    result = warta("extract", tmp_path / "tiada.txt", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "tiada.txt" in result.stderr


def test_a_folder_that_cannot_be_written_has_status_1_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    (tmp_path / "a.txt").write_text(TEXT)
    result = warta("extract", tmp_path / "a.txt", "--out", tmp_path / "out", "--workers", "0")
    assert result.exit_code == 1
    assert str(tmp_path / "out") in result.stderr


@pytest.mark.parametrize("workers", ["0", "1"])
def test_an_annotator_that_is_not_there_has_status_1_and_the_names_are_shown(tmp_path: Path, workers: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    for option in ("--annotator", "--model"):
        result = warta("extract", tmp_path / "a.txt", "--out", tmp_path / "out", "--workers", workers, option, "cepat")
        assert result.exit_code == 1
        assert "no model named 'cepat'; there are: " in result.stderr
        assert not list((tmp_path / "out").iterdir())


def test_the_annotator_is_on_record(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    result = warta("extract", tmp_path / "a.txt", "--out", tmp_path / "out", "--workers", "0", "--annotator", "fast")
    assert result.exit_code == 0, result.output
    record = json.loads((tmp_path / "out" / "run.json").read_text())
    assert record["settings"]["annotator"] == "fast"
    assert record["annotator"].startswith("fast-")


def test_some_failures_have_status_3_and_are_shown_with_the_line(tmp_path: Path) -> None:
    rows = [json.dumps({"id": "a", "text": TEXT})] + ['{"id": "b"}'] * 7
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    result = warta("extract", tmp_path / "a.jsonl", "--out", tmp_path / "out", "--workers", "0")
    assert result.exit_code == 3
    assert "a.jsonl:2" in result.stderr
    assert "and 2 more" in result.stderr
    assert "failures  7" in result.stdout


def test_evaluate_prints_figures(gold: Path, out: Path) -> None:
    result = warta("evaluate", gold, out / "facts.jsonl")
    assert result.exit_code == 0, result.output
    assert "macro" in result.stdout


def test_evaluate_lists_misses_with_their_sentence(gold: Path, tmp_path: Path, out: Path) -> None:
    lines = (out / "facts.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "facts.jsonl").write_text("".join(line for line in lines if '"type":"date"' not in line))
    result = warta("evaluate", gold, tmp_path / "facts.jsonl", "--errors")
    assert result.exit_code == 0, result.output
    assert "MISS" in result.stdout
    assert "Selasa (17/9/2024)" in result.stdout


def test_evaluate_gives_json(gold: Path, out: Path) -> None:
    result = warta("evaluate", gold, out / "facts.jsonl", "--json")
    assert json.loads(result.stdout)["types"]["date"]["f1"] == 1.0


def test_evaluate_names_the_file_and_line_that_is_wrong(gold: Path, out: Path) -> None:
    with (gold / "gold.jsonl").open("a") as file:
        file.write("{\n")
    lines = len((gold / "gold.jsonl").read_text().splitlines())
    result = warta("evaluate", gold, out / "facts.jsonl")
    assert result.exit_code == 1
    assert f"gold.jsonl:{lines}" in result.stderr


def test_the_gate_passes_what_it_was_set_to_and_fails_a_drop(gold: Path, tmp_path: Path, out: Path) -> None:
    gate = tmp_path / "gate.json"
    gate.write_text(json.dumps({"root": ".", "sets": {"gold": {"path": "gold", "required": True}}}))
    facts = out / "facts.jsonl"
    assert warta("evaluate", gold, facts, "--gate", gate).exit_code == 1  # not pinned yet
    assert warta("evaluate", gold, facts, "--gate", gate, "--update").exit_code == 0
    assert warta("evaluate", gold, facts, "--gate", gate).exit_code == 0
    fewer = [line for line in facts.read_text().splitlines(keepends=True) if '"type":"date"' not in line]
    (tmp_path / "facts.jsonl").write_text("".join(fewer))
    result = warta("evaluate", gold, tmp_path / "facts.jsonl", "--gate", gate)
    assert result.exit_code == 1
    assert "date" in result.stderr
    assert warta("evaluate", gold, tmp_path / "facts.jsonl", "--gate", gate, "--update").exit_code == 1
    options = ["--gate", gate, "--update", "--allow-regression"]
    assert warta("evaluate", gold, tmp_path / "facts.jsonl", *options).exit_code == 0


def test_explain_shows_words_values_rule_and_steps(out: Path) -> None:
    facts = [json.loads(line) for line in (out / "facts.jsonl").read_text(encoding="utf-8").splitlines()]
    fact = next(fact for fact in facts if fact["type"] == "date")
    result = warta("explain", out / "facts.jsonl", fact["id"][:8])
    assert result.exit_code == 0, result.output
    for shown in (fact["id"], fact["text"], fact["extractor"], "2024-09-17", "Rapat usai.", *fact["steps"]):
        assert shown in result.stdout


def test_explain_does_without_the_articles(tmp_path: Path, out: Path) -> None:
    (tmp_path / "facts.jsonl").write_bytes((out / "facts.jsonl").read_bytes())
    first = json.loads((out / "facts.jsonl").read_text(encoding="utf-8").splitlines()[0])
    result = warta("explain", tmp_path / "facts.jsonl", first["id"])
    assert result.exit_code == 0, result.output
    assert first["sentence"] in result.stdout


@pytest.mark.parametrize(("fact_id", "reason"), [("ffffffffffffffff", "no fact"), ("", "give more of it")])
def test_explain_says_when_there_is_no_such_fact(out: Path, fact_id: str, reason: str) -> None:
    result = warta("explain", out / "facts.jsonl", fact_id)
    assert result.exit_code == 1
    assert reason in result.stderr
