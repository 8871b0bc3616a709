"""Whatever the text: nothing breaks, and every line that is written is a fact whose words are where it says."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.article import Article
from pipeline.facts import OfficialFact, VenueFact, parse_fact
from pipeline.failures import Code
from pipeline.run.work import Outcome, process

# What the rules look for, cut so that any two pieces may meet.
PIECES = st.sampled_from(
    [
        "Selasa", ", ", "17", "/9", "/2024", " September", " 2024", " (", ")", "Rp", "2,3", " triliun", "1.010",
        " kasus", " persen", " kemarin", " pekan lalu", "\n", "“", "”", '"', "'", ",” kata ", "ujar ", " Wali Kota",
        "Bupati ", "Ahmad Sulaiman", " Makassar", "H. ", ", S.H.", "Pj. ", " di Gedung ", "Balai Kota ", "<b>", "</b>",
        "&nbsp;", "&quot;", " ", "Baca juga: ", "\r\n", "\u200b", " -- ", "JAKARTA", ", Warta.com - ", " hingga ",
        " sejak ", " ratusan ", " orang", "5-7", " km", "09.00 WIB", " pukul ", ". ", "Dia ", "-nya ",
        "Ketua Bawaslu RI ", "\u2028", "\x85", "\ufeff", "e\u0301", "👩\u200d⚕️", "\x00", "İ", "ß",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, min_size=1, max_size=40).map("".join), st.text(min_size=1, max_size=200))


def outcome_of(text: str) -> tuple[Article, Outcome]:
    article = Article("berita", text, source="berita.txt")
    return article, process(pipeline.load(), article)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_every_line_is_a_fact_whose_words_stand_where_it_says(text: str) -> None:
    _, outcome = outcome_of(text)
    assert outcome.failures == ()
    row = json.loads(outcome.article or b"")
    assert row["text"] == text
    assert row["characters"] == len(text)
    facts = [parse_fact(line) for line in outcome.facts.split(b"\n")[:-1]]
    assert len({fact.id for fact in facts}) == len(facts) == sum(outcome.counts.values())
    for fact in facts:
        assert text[fact.start : fact.end] == fact.text
        assert text[fact.sentence_start : fact.sentence_end] == fact.sentence
        assert fact.sentence_start <= fact.start < fact.end <= fact.sentence_end
        for start, end in fact.mentions if isinstance(fact, OfficialFact | VenueFact) else ():
            assert 0 <= start < end <= len(text)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_what_is_written_is_what_the_loader_reads(text: str) -> None:
    _, outcome = outcome_of(text)
    with TemporaryDirectory() as folder:
        Path(folder, "facts.jsonl").write_bytes(outcome.facts)
        Path(folder, "articles.jsonl").write_bytes(outcome.article or b"")
        facts, articles = pipeline.load_facts(folder), pipeline.load_articles(folder)
    assert len(facts) == sum(outcome.counts.values())
    assert list(articles["text"]) == [text]
    for fact in facts.itertuples():
        assert text[fact.start : fact.end] == fact.text


@pytest.mark.parametrize("text", ["\ud800", "Rapat \udfff usai, Selasa (17/9/2024)"])
def test_text_that_is_no_unicode_is_a_failure_not_a_crash(text: str) -> None:
    _, outcome = outcome_of(text)
    assert [failure.code for failure in outcome.failures] == [Code.ENCODING]
    assert outcome.article is None


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "1",
        '"',
        "“",
        "(",
        " ",
        "\n",
        "1.",
        "17/9/",
        "Rp",
        "-",
        "A. ",
        "Pj. ",
        "Selasa, ",
        "Ketua ",
        "ratusan ",
        "di ",
    ],
)
def test_a_long_run_of_anything_neither_breaks_nor_hangs(unit: str) -> None:
    text = unit * (3_000 // len(unit))
    _, outcome = outcome_of(text)
    assert outcome.failures == ()
