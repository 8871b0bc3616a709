"""Counts, what counts neither way, and the error list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.evaluate import (
    EvaluationError,
    Score,
    evaluate,
    load_gold,
    render_errors,
    render_scores,
    report_json,
    score,
)
from tests.evaluate.sets import TEXT, entry, gold_set, official, row, write_gold, write_jsonl


def test_right_false_and_missed_are_counted_by_type() -> None:
    gold = gold_set(
        entry("date", "Selasa (17/9/2024)", date="2024-09-17"),
        entry("statistic", "1010 kasus", value=1010, unit="kasus"),
        entry("statistic", "170 desa", value=170, unit="desa"),
    )
    report = score(
        gold,
        [
            entry("date", "Selasa", date="2024-09-17"),
            entry("statistic", "1010 kasus", value=1010, unit="kasus"),
            entry("statistic", "170 desa", value=171, unit="desa"),
        ],
    )
    assert report.scores["date"] == Score(1, 0, 0)
    assert report.scores["statistic"] == Score(1, 1, 1)
    assert report.micro == Score(2, 1, 1)
    assert report.macro == pytest.approx((1 + 0.5) / 2)
    assert report.scores["venue"].f1 is None


def test_two_predictions_of_one_gold_fact_are_one_right_and_one_false() -> None:
    gold = gold_set(entry("date", "Selasa (17/9/2024)", date="2024-09-17"))
    found = [entry("date", "Selasa", date="2024-09-17"), entry("date", "17/9/2024", date="2024-09-17")]
    assert score(gold, found).scores["date"] == Score(1, 1, 0)


def test_facts_of_another_article_do_not_help() -> None:
    gold = gold_set(entry("official", **official()), docs=("a", "b"))
    assert score(gold, [entry("official", doc_id="b", **official())]).scores["official"] == Score(0, 1, 1)


def test_optional_gold_is_neither_required_nor_false() -> None:
    gold = gold_set(entry("date", "Selasa (17/9/2024)", date=None, optional=True))
    report = score(gold, [entry("date", "17/9/2024", date="2024-09-17"), entry("date", "1010", date="1010")])
    assert report.scores["date"] == Score(0, 1, 0)
    assert [e.text for e in report.excused] == ["17/9/2024"]
    assert score(gold, []).scores["date"] == Score()


def test_optional_gold_of_another_type_excuses_nothing() -> None:
    gold = gold_set(entry("date", "1010 kasus", date=None, optional=True))
    assert score(gold, [entry("statistic", "1010 kasus", value=1, unit="kasus")]).scores["statistic"] == Score(0, 1, 0)


def test_furniture_excuses_every_type_and_mentions_count_as_touching() -> None:
    gold = gold_set(ignored=(entry("ignore", "Selasa (17/9/2024)"),))
    place = TEXT.index("17/9")
    found = [
        entry("statistic", "17", value=17, unit=None),
        entry("official", "Raden Wiryo", mentions=[[place, place + 2]], **official()),
        entry("statistic", "170 desa", value=170, unit="desa"),
    ]
    report = score(gold, found)
    assert report.scores["statistic"] == Score(0, 1, 0)
    assert report.scores["official"] == Score()


def test_a_fact_that_required_gold_bears_out_is_right_even_where_it_touches_optional_gold() -> None:
    gold = gold_set(entry("official", **official()), entry("official", **official(role="Ketua"), optional=True))
    assert score(gold, [entry("official", **official())]).scores["official"] == Score(1, 0, 0)


def test_an_optional_official_is_known_by_its_values_too() -> None:
    gold = gold_set(entry("official", "Raden Wiryo", **official(), optional=True))
    assert score(gold, [entry("official", "kata Wiryo", **official())]).scores["official"] == Score()
    assert score(gold, [entry("official", "kata Wiryo", **official(role="Camat"))]).scores["official"].false == 1


def test_indirect_statements_are_left_out() -> None:
    words = "Ada 1010 kasus di 170 desa"
    gold = gold_set(entry("statement", words, speaker="Raden Wiryo", direct=False))
    found = [entry("statement", words, speaker=None, direct=False)]
    assert score(gold, found).scores["statement"] == Score()
    found = [entry("statement", words, speaker="Raden Wiryo", direct=True)]
    assert score(gold, found).scores["statement"] == Score(0, 1, 0)


def test_slots_are_counted_over_matched_pairs() -> None:
    gold = gold_set(
        entry("venue", "Balai Kota", venue="Balai Kota", region_code="18.13"),
        entry("statistic", "1010 kasus", value=1010, unit="kasus", approximation="exact", period="2020"),
        entry("statistic", "170 desa", value=170, unit="desa", period="2020"),
    )
    found = [
        entry("venue", "Balai Kota", venue="Balai Kota", region_code="18"),
        entry("statistic", "1010 kasus", value=1010, unit="kasus", approximation="exact", period="2021"),
    ]
    slots = score(gold, found).slots
    assert slots["venue.region_code"] == (0, 1)
    assert slots["statistic.approximation"] == (1, 1)
    assert slots["statistic.period"] == (0, 1)
    assert slots["statistic.region_code"] == (0, 0)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    gold = write_gold(
        tmp_path / "gold",
        [row("date", "Selasa (17/9/2024)", date="2024-09-17"), row("statistic", "170 desa", value=170, unit=["desa"])],
    )
    facts = write_jsonl(
        tmp_path / "facts.jsonl",
        [
            row("date", "17/9/2024", date="2024-09-18", extractor="dates.numbers"),
            row("statistic", "170 desa", value=170, unit="desa", sentence="Ada 1010 kasus"),
        ],
    )
    return gold, facts


def test_files_are_scored_and_errors_listed_with_their_sentence(files: tuple[Path, Path]) -> None:
    report = evaluate(*files)
    assert report.scores["date"] == Score(0, 1, 1)
    listed = render_errors(report)
    assert "MISS  date a 49..67 'Selasa (17/9/2024)'" in listed
    assert "FALSE date a 57..66 '17/9/2024' [dates.numbers]" in listed
    assert listed.count("» Bupati Sukamaju Raden Wiryo hadir di Balai Kota, Selasa (17/9/2024).") == 2
    assert render_errors(report, ["statistic"]) == ""


def test_the_figures_name_no_words_of_the_articles(files: tuple[Path, Path]) -> None:
    shown = render_scores(evaluate(*files))
    assert "Selasa" not in shown
    assert "statistic" in shown
    assert "macro" in shown


def test_json_holds_errors_only_when_asked(files: tuple[Path, Path]) -> None:
    report = evaluate(*files)
    short, full = report_json(report), report_json(report, errors=True)
    assert "missed" not in short
    assert short["types"]["statistic"]["f1"] == 1.0
    assert short["macro_f1"] == 0.5
    assert [e["text"] for e in full["false"]] == ["17/9/2024"]
    assert json.loads(json.dumps(full)) == full


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a JSON object"),
        ('{"doc_id": "a", "type": "person", "start": 0, "end": 1, "text": "B"}', "unknown type 'person'"),
        ('{"doc_id": "a", "type": "date", "start": 0, "text": "B"}', "needs the field 'end'"),
        ('{"doc_id": "a", "type": "date", "start": 5, "end": 1, "text": "B"}', "is no span"),
        ('{"doc_id": "a", "type": "date", "start": 0, "end": 6, "text": "Camat "}', "must come from the same text"),
        ('{"doc_id": "z", "type": "date", "start": 0, "end": 6, "text": "Bupati"}', "wrong gold folder"),
    ],
)
def test_facts_that_cannot_be_scored_name_file_and_reason(tmp_path: Path, line: str, reason: str) -> None:
    gold = write_gold(tmp_path / "gold", [])
    facts = tmp_path / "facts.jsonl"
    facts.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"facts\.jsonl") as caught:
        evaluate(gold, facts)
    assert reason in str(caught.value)


def test_gold_is_checked_against_its_articles(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"articles\.jsonl: cannot be read"):
        load_gold(tmp_path)
    with pytest.raises(EvaluationError, match=r"gold\.jsonl:1: text is 'Balai Kota', but"):
        load_gold(write_gold(tmp_path / "moved", [row("venue", "Balai Kota", venue="x")], text="." + TEXT))
    stray = {**row("venue", "Balai Kota"), "doc_id": "b"}
    with pytest.raises(EvaluationError, match="no article 'b'"):
        load_gold(write_gold(tmp_path / "stray", [stray]))
