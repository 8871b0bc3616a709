import json
from datetime import date
from typing import Any

import pytest

from pipeline.article import Article
from pipeline.facts import OfficialFact, StatisticFact, fact_id, parse_fact
from pipeline.write import article_line, fact_line

TEXT = "Rapat usai.\nBupati Lahat Cik Ujang hadir dengan 12,5 persen suara 😀."
ARTICLE = Article("lahat", TEXT, title='Judul "baru"', published=date(2024, 9, 17), source="lahat.txt")


def official(**changes: Any) -> OfficialFact:
    fields = {
        "id": fact_id("lahat", "official", 12, 34, 0),
        "doc_id": "lahat",
        "text": "Bupati Lahat Cik Ujang",
        "start": 12,
        "end": 34,
        "sentence": TEXT[12:],
        "sentence_start": 12,
        "sentence_end": len(TEXT),
        "confidence": 0.9,
        "extractor": "officials.title_name",
        "person": "Cik Ujang",
        "role": "Bupati",
        "post": "Bupati Lahat",
        "jurisdiction_code": "16.04",
        "mentions": ((12, 34),),
    }
    return OfficialFact.model_construct(**{**OfficialFact(**fields).__dict__, **changes})  # type: ignore[arg-type]


def test_a_fact_is_one_flat_line_of_utf8_in_the_order_of_the_schema() -> None:
    line = fact_line(ARTICLE, official())
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    row = json.loads(line)
    assert list(row) == list(OfficialFact.model_fields)
    assert "😀".encode() in line
    assert row["mentions"] == [[12, 34]]
    assert parse_fact(line) == official()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"doc_id": "lain"}, "belongs to 'lain'"),
        ({"start": 13, "end": 35}, "the text says"),
        ({"text": "Bupati Lahat Cik Udang"}, "the text says"),
        ({"end": 33}, "code points"),
        ({"sentence": "x" * (len(TEXT) - 12)}, "the sentence is not"),
        ({"sentence": TEXT[:11], "sentence_start": 0, "sentence_end": 11}, "outside its sentence"),
        ({"mentions": ((12, len(TEXT) + 1),)}, "mention"),
        ({"mentions": ((34, 34),)}, "mention"),
        ({"mentions": ((-4, 34),)}, "mention"),
        ({"status": "raja"}, "status"),
        ({"person": ""}, "person"),
        ({"jurisdiction_code": "1604"}, "jurisdiction_code"),
        ({"confidence": 1.1}, "confidence"),
        ({"id": "1"}, "id"),
        ({"post": "Bupati \ud83d"}, "surrogate|utf-8"),
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_fact_that_is_not_right_is_not_written(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        fact_line(ARTICLE, official(**changes))


@pytest.mark.parametrize(("value", "shown"), [("1010", "1010"), ("12.5", "12.5"), ("2300000000000", "2300000000000")])
def test_figures_are_json_numbers(value: str, shown: str) -> None:
    fields = {k: v for k, v in official().__dict__.items() if k in StatisticFact.model_fields and k != "type"}
    fact = StatisticFact(**{**fields, "text": "12,5 persen", "start": 48, "end": 59, "value": value})  # type: ignore[arg-type]
    assert f'"value":{shown},'.encode() in fact_line(ARTICLE, fact)


@pytest.mark.parametrize("value", ["Infinity", "NaN"])
def test_a_figure_that_json_cannot_hold_is_not_written(value: str) -> None:
    fields = {k: v for k, v in official().__dict__.items() if k in StatisticFact.model_fields and k != "type"}
    with pytest.raises(ValueError):  # noqa: PT011 - pydantic or the check, whichever meets it first
        fact_line(
            ARTICLE,
            StatisticFact(**{**fields, "text": "12,5 persen", "start": 48, "end": 59, "value": value}),  # type: ignore[arg-type]
        )


def test_the_line_of_an_article_holds_its_text_and_counts() -> None:
    row = json.loads(article_line(ARTICLE, dateline="LAHAT", counts={"official": 1}))
    assert row["text"] == TEXT
    assert row["characters"] == len(TEXT)
    assert (row["doc_id"], row["published"], row["dateline"]) == ("lahat", "2024-09-17", "LAHAT")
    assert (row["officials"], row["dates"], row["statements"]) == (1, 0, 0)
