"""Statistics in sentences, and the rules behind them one by one."""

from __future__ import annotations

import time

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

import pipeline
from pipeline.article import Article, CleanText, OffsetMap
from pipeline.extract.statistics.extractor import StatisticExtractor, read_figures
from pipeline.extract.statistics.tables import fused, unit_of, units
from pipeline.extract.statistics.words import Words
from pipeline.facts import StatisticFact
from pipeline.lexicon import table
from pipeline.reading import Reading
from tests import cases


@pytest.mark.parametrize("case", cases.load("statistics"), ids=lambda case: case.id)
def test_case(case: cases.Case) -> None:
    cases.check(case, "statistic")


def statistics(text: str) -> list[StatisticFact]:
    return [fact for fact in pipeline.extract(text) if isinstance(fact, StatisticFact)]


def test_every_fact_says_its_rule_and_steps() -> None:
    facts = statistics("Dana Rp2,3 triliun untuk 37 provinsi, 5 hingga 7 orang per desa.")
    assert [fact.extractor for fact in facts] == ["statistics.money", "statistics.place", "statistics.range"]
    assert facts[0].steps == ("2,3 triliun → 2300000000000", "currency IDR")
    assert facts[2].steps[-1] == "range 5 to 7"


def test_period_and_region_come_from_the_sentence() -> None:
    (fact,) = statistics("Pada 2020 terjadi 1010 kasus pelanggaran.")
    assert fact.period == "2020"


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Ada 1010 kasus pelanggaran netralitas ASN di daerah.", "kasus pelanggaran netralitas ASN"),
        ("Inflasi tahunan sebesar 4,9 persen.", "Inflasi tahunan"),
        ("Perusahaan memasok 30 persen kebutuhan gula nasional.", "kebutuhan gula nasional"),
        ("Hadir 20 ekor sapi.", "sapi"),
    ],
)
def test_of_what(text: str, of: str) -> None:
    (fact,) = statistics(text)
    assert fact.of == of


@pytest.mark.parametrize("unit", ["5 m", "5 M", "10 GT", "10 gt"])
def test_letters_are_measures_only_as_physics_writes_them(unit: str) -> None:
    assert (unit_of(unit[-2:].strip()) is not None) == (unit in ("5 m", "10 GT"))


def test_tables_agree() -> None:
    known = units()
    assert not {row["word"] for row in table("not_units")} & known.keys()
    assert {name for _, name in fused().values()} <= {unit.name for unit in known.values()}
    kinds = {"percent", "measure", "time", "classifier", "person", "place", "count"}
    assert {unit.kind for unit in known.values()} == kinds
    assert len({row["form"] for row in table("units")}) == len(table("units"))


def test_words_know_sentences_and_lines() -> None:
    words = Words.of("Ada 12 orang. Tiga\nLima")
    assert [words.text_at(i) for i in range(len(words))] == ["Ada", "12", "orang", ".", "Tiga", "Lima"]
    assert [i for i in range(len(words)) if words.opens_sentence(i)] == [0, 4, 5]
    assert list(words.before(4, 5)) == []
    assert list(words.behind(0, 9)) == [0, 1, 2]


def test_layers() -> None:
    assert StatisticExtractor.gives == {"statistics"}


def untagged(text: str) -> Reading:
    cleaned = CleanText(text, OffsetMap.identity(len(text)))
    return Reading(Article("a", text), cleaned, Doc(Vocab(), words=["x"]))


@pytest.mark.parametrize(
    "text",
    [
        "Sejak 2019 warga menunggu.",
        "Layanan dibuka 09.00 WIB.",
        "Pada 12 Mei desa itu berdiri.",
        "Lahir tiga tahun lalu.",
    ],
)
def test_years_and_times_are_left_out_even_where_no_date_was_found(text: str) -> None:
    assert read_figures(untagged(text), Words.of(text)) == []


def test_nouns_are_known_by_their_form_where_nothing_was_tagged() -> None:
    text = "Ada 5 penyulang baru; 7 mengungsi dan 9 menunggu."
    figures = read_figures(untagged(text), Words.of(text))
    assert [(figure.value, figure.unit and figure.unit.name) for figure in figures] == [(5, "penyulang"), (7, "orang")]


def seconds(text: str) -> float:
    reading = untagged(text)
    started = time.process_time()
    read_figures(reading, Words.of(text))
    return time.process_time() - started


@pytest.mark.parametrize("piece", ["1", "1.", "satu ", "5 orang ", "5-", '"', "(", "Rp", "a1"])
def test_long_lines_take_linear_time(piece: str) -> None:
    seconds(piece)
    short, long = seconds(piece * (2000 // len(piece))), seconds(piece * (12000 // len(piece)))
    assert long < 14 * short + 0.5
