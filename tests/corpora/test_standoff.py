"""Stand-off gold: nothing is lost there and back, it quotes no article, and what cannot be joined is named."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from corpora.standoff import QUOTED_WORDS, StandoffError, app, fingerprint, join, pack, read_rows, write_rows
from pipeline.evaluate import EvaluationError
from pipeline.evaluate.entries import load_gold

SEEDS = Path(__file__).parents[2] / "seeds" / "gold"
TEXT = (
    "Kepala Dinas Pekerjaan Umum, Perumahan, dan Kawasan Permukiman Kota Sukamaju Raden Wiryo meresmikan 12 jembatan, "
    "Selasa (17/9/2024)."
)
LONG = "Kepala Dinas Pekerjaan Umum, Perumahan, dan Kawasan Permukiman"
ARTICLE = {
    "doc_id": "a",
    "outlet": "warta.example",
    "url": None,
    "title": "Jembatan baru",
    "published": "2024-09-18",
    "text": TEXT,
}


def fact(kind: str, words: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"doc_id": "a", "type": kind, "text": words, "start": start, "end": start + len(words), **fields}


GOLD = [
    fact("official", f"{LONG} Kota Sukamaju Raden Wiryo", person="Raden Wiryo", role="Kepala Dinas",
         status="definitive", post=[f"{LONG} Kota Sukamaju", f"Mantan {LONG} Sukamaju"], organization=None,
         jurisdiction_code=None, mentions=[[0, 88]]),
    fact("statistic", "12 jembatan", value=12, unit=["jembatan", None], of="jembatan", approximation="exact",
         optional=True),
    fact("date", "Selasa (17/9/2024)", date="2024-09-17", about=["peresmian 12 jembatan", None]),
    fact("ignore", "."),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_rows(tmp_path / "set" / "articles.jsonl", [ARTICLE])
    write_rows(tmp_path / "set" / "gold.jsonl", GOLD)
    return tmp_path / "set"


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def by_place(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(facts, key=lambda one: (one["doc_id"], one["start"], one["end"], one["type"]))


def test_a_row_says_which_text_it_speaks_of(folder: Path) -> None:
    (row,) = pack(folder)
    assert {name: row[name] for name in row if name != "facts"} == {
        "doc_id": "a", "fingerprint": fingerprint(TEXT), "outlet": "warta.example", "published": "2024-09-18",
    }  # fmt: skip
    assert [one["type"] for one in row["facts"]] == ["official", "statistic", "date", "ignore"]


def test_no_text_and_no_long_stretch_of_the_article_is_written(folder: Path) -> None:
    (row,) = pack(folder)
    written = json.dumps(row, ensure_ascii=False)
    words = TEXT.split()
    runs = [" ".join(words[i : i + QUOTED_WORDS]) for i in range(len(words) - QUOTED_WORDS + 1)]
    assert not [run for run in runs if run in written]
    assert not any("text" in one or "doc_id" in one for one in row["facts"])
    assert row["facts"][0]["post"] == ["⟦0:76⟧", "Mantan ⟦0:62⟧ Sukamaju"]


def test_shorter_values_stay_readable(folder: Path) -> None:
    (row,) = pack(folder)
    assert row["facts"][2]["about"] == ["peresmian 12 jembatan", None]
    assert row["facts"][1]["value"] == 12
    assert row["facts"][0]["mentions"] == [[0, 88]]


@pytest.mark.parametrize("which", ["seeds", "hand-made"])
def test_pack_and_join_give_the_set_back(which: str, folder: Path) -> None:
    source = SEEDS if which == "seeds" else folder
    joined = join(pack(source), read_rows(source / "articles.jsonl"))
    assert (joined.missing, joined.changed) == ((), ())
    assert by_place(list(joined.gold)) == by_place(rows_of(source / "gold.jsonl"))
    originals = {row["doc_id"]: row for row in rows_of(source / "articles.jsonl")}
    for article in joined.articles:
        assert article == {name: originals[article["doc_id"]].get(name) for name in article}


def test_the_reference_day_comes_from_the_standoff_row(folder: Path) -> None:
    joined = join(pack(folder), [{**ARTICLE, "published": "2031-01-01", "outlet": "salinan.example"}])
    assert (joined.articles[0]["published"], joined.articles[0]["outlet"]) == ("2024-09-18", "warta.example")


def test_missing_and_changed_articles_are_named_and_left_out(folder: Path) -> None:
    rows = pack(folder)
    absent = {**rows[0], "doc_id": "b"}
    joined = join([*rows, absent], [{**ARTICLE, "text": TEXT.replace("12", "13")}, {"doc_id": "c", "text": TEXT}])
    assert joined.missing == ("b",)
    assert joined.changed == ("a",)
    assert joined.articles == ()
    assert joined.gold == ()


def test_a_later_copy_with_the_right_text_is_taken(folder: Path) -> None:
    joined = join(pack(folder), [{**ARTICLE, "text": TEXT + " "}, {"doc_id": "a", "text": None}, ARTICLE])
    assert joined.changed == ()
    assert [article["text"] for article in joined.articles] == [TEXT]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"facts": [{"type": "date", "start": 3, "end": 9999}]}, "a: 3..9999 is no stretch"),
        ({"facts": [{"type": "date", "start": 3}]}, "needs the field 'end'"),
        ({"facts": [{"start": 3, "end": 4}]}, "needs the field 'type'"),
        ({"facts": [{"type": "date", "start": 3, "end": 4, "about": "⟦7:9999⟧"}]}, "a: 7..9999 is no stretch"),
    ],
)
def test_rows_that_cannot_be_right_are_refused(folder: Path, change: dict[str, Any], message: str) -> None:
    (row,) = pack(folder)
    with pytest.raises(StandoffError, match=message.replace(".", r"\.")):
        join([{**row, **change}], [ARTICLE])


def test_a_document_twice_is_refused(folder: Path) -> None:
    with pytest.raises(StandoffError, match="a: is there twice"):
        join([*pack(folder), *pack(folder)], [ARTICLE])


def test_pack_refuses_gold_of_another_text(folder: Path) -> None:
    write_rows(folder / "articles.jsonl", [{**ARTICLE, "text": "x" + TEXT}])
    with pytest.raises(EvaluationError, match="must come from the same text"):
        pack(folder)


def test_pack_refuses_the_mark_of_a_place_in_a_value(folder: Path) -> None:
    write_rows(folder / "gold.jsonl", [{**GOLD[1], "of": "⟦1:2⟧"}])
    with pytest.raises(StandoffError, match="mark of a place"):
        pack(folder)


def test_the_commands_go_there_and_back(folder: Path, tmp_path: Path) -> None:
    packed, articles, out = tmp_path / "gold" / "dev.jsonl", tmp_path / "articles.jsonl.gz", tmp_path / "joined"
    run = CliRunner()
    assert run.invoke(app, ["pack", str(folder), str(SEEDS), "--out", str(packed)]).exit_code == 0
    with gzip.open(articles, "wt", encoding="utf-8") as file:
        file.write(json.dumps(ARTICLE) + "\n\n")
    result = run.invoke(app, ["join", str(packed), "--articles", str(articles), "--out", str(out)])
    assert result.exit_code == 3
    assert "2 articles not in" in result.stderr
    assert len(load_gold(out).facts) == 3
    result = run.invoke(app, ["join", str(packed), "--articles", str(tmp_path / "none.jsonl"), "--out", str(out)])
    assert result.exit_code == 1
    assert "cannot be read" in result.stderr


def test_nothing_is_written_where_nothing_joins(folder: Path, tmp_path: Path) -> None:
    write_rows(tmp_path / "dev.jsonl", pack(folder))
    write_rows(tmp_path / "other.jsonl", [{"doc_id": "z", "text": "Lain."}])
    arguments = ["join", str(tmp_path / "dev.jsonl"), "--articles", str(tmp_path / "other.jsonl")]
    result = CliRunner().invoke(app, [*arguments, "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "nothing written" in result.stderr
    assert not (tmp_path / "out").exists()


def test_one_article_in_two_folders_is_refused(folder: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["pack", str(folder), str(folder), "--out", str(tmp_path / "dev.jsonl")])
    assert result.exit_code == 1
    assert "in more than one folder: a" in result.stderr


@pytest.mark.parametrize("line", [b"{", b"[1]", b"\xff\n"])
def test_broken_lines_are_named(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "broken.jsonl").write_bytes(b'{"doc_id": "a"}\n' + line)
    with pytest.raises(StandoffError, match=r"broken\.jsonl:2: is not"):
        list(read_rows(tmp_path / "broken.jsonl"))
