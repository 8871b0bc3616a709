"""Each rule of the contract's section 8, with what just misses it."""

from __future__ import annotations

import pytest

from pipeline.evaluate.compare import agrees, is_right, plain, slots_of
from tests.evaluate.sets import entry, official


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Wali Kota", "wali  kota", True),
        ("Wali\u00a0Kota", "Wali Kota", True),
        ("\ufb01lm", "film", True),
        ("(KPU)", "KPU", True),
        ("“Raden Wiryo”,", "Raden Wiryo", True),
        ("STRASSE", "straße", True),
        ("Wali Kota", "Walikota", False),
        ("KPU-RI", "KPU RI", False),
        ("Raden Wiryo", "Raden Wirjo", False),
    ],
)
def test_strings_are_compared_in_plain_form(a: str, b: str, same: bool) -> None:
    assert (plain(a) == plain(b)) is same


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ("KPU", "kpu", True),
        (["KPU", "Komisi Pemilihan Umum"], "Komisi Pemilihan Umum", True),
        (["KPU", None], None, True),
        (None, None, True),
        ("KPU", None, False),
        (None, "KPU", False),
        (["KPU", "Bawaslu"], None, False),
        ("", None, False),
    ],
)
def test_alternatives(gold: object, found: object, right: bool) -> None:
    assert agrees(gold, found) is right


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ({}, {}, True),
        ({}, {"person": "Wiryo"}, False),
        ({}, {"role": "Wali Kota"}, False),
        ({}, {"status": "former"}, False),
        ({"role": ["Kepala Bagian", "Kepala Bagian Kesra"]}, {"role": "Kepala Bagian Kesra"}, True),
        # One of body and jurisdiction is enough when it is stated …
        ({"organization": "KPU"}, {"organization": None}, True),
        ({"organization": "KPU"}, {"organization": "KPU", "jurisdiction_code": None}, True),
        ({"organization": "KPU"}, {"organization": "KPU", "jurisdiction_code": "18.01"}, True),
        # … two nulls that agree are not enough alone …
        ({"organization": None}, {"jurisdiction_code": None}, False),
        ({"organization": "KPU"}, {"organization": "Bawaslu", "jurisdiction_code": "18.01"}, False),
        # … but both equal is right, null included.
        ({"jurisdiction_code": None}, {"jurisdiction_code": None}, True),
        ({"organization": ["KPU", None], "jurisdiction_code": None}, {"jurisdiction_code": None}, True),
        ({"organization": ["KPU", None]}, {"jurisdiction_code": "18.01"}, False),
    ],
)
def test_officials(gold: dict[str, object], found: dict[str, object], right: bool) -> None:
    pair = entry("official", **official(**gold)), entry("official", "Wiryo", **official(**found))
    assert is_right(*pair) is right


@pytest.mark.parametrize(
    ("words", "date", "right"),
    [
        ("Selasa (17/9/2024)", "2024-09-17", True),
        ("17/9/2024", "2024-09-17", True),
        ("17/9/2024", "2024-09", False),
        ("17/9/2024", None, False),
        ("Balai Kota", "2024-09-17", False),
    ],
)
def test_dates_overlap_and_are_equal(words: str, date: str | None, right: bool) -> None:
    gold = entry("date", "Selasa (17/9/2024)", date="2024-09-17")
    assert is_right(gold, entry("date", words, date=date)) is right


def test_a_date_without_value_wants_none() -> None:
    gold = entry("date", "Selasa", date=None)
    assert is_right(gold, entry("date", "Selasa", date=None))
    assert not is_right(gold, entry("date", "Selasa", date="2024-09-17"))


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ({}, {}, True),
        ({}, {"value": 1010.0}, True),
        ({}, {"value": 1010 * (1 + 5e-10)}, True),
        ({}, {"value": 1010 * (1 + 5e-9)}, False),
        ({}, {"value": -1010}, False),
        ({"value": 0}, {"value": 0}, True),
        ({"value": 0}, {"value": 1e-12}, False),
        ({}, {"unit": "kasus pelanggaran ASN"}, True),
        ({}, {"unit": "kasus pelanggaran netralitas ASN"}, False),
        ({}, {"unit": "pelanggaran kasus"}, False),
        ({}, {"unit": "kasusnya"}, False),
        ({}, {"unit": None}, False),
        ({"unit": None}, {"unit": None}, True),
        ({"unit": None}, {"unit": "kasus"}, False),
        ({"unit": ["ekor", "sapi"]}, {"unit": "sapi limosin"}, True),
        ({"unit": ["orang", None]}, {"unit": None}, True),
        ({"unit": "sepeda motor"}, {"unit": "sepeda"}, False),
    ],
)
def test_statistics(gold: dict[str, object], found: dict[str, object], right: bool) -> None:
    base: dict[str, object] = {"value": 1010, "unit": "kasus"}
    pair = entry("statistic", "1010 kasus", **{**base, **gold}), entry("statistic", "1010", **{**base, **found})
    assert is_right(*pair) is right


def test_a_statistic_elsewhere_is_not_right() -> None:
    gold = entry("statistic", "1010 kasus", value=170, unit="desa")
    assert not is_right(gold, entry("statistic", "170 desa", value=170, unit="desa"))


@pytest.mark.parametrize(
    ("words", "speaker", "right"),
    [
        ("Ada 1010 kasus di 170 desa", "Raden Wiryo", True),
        ("Ada 1010 kasus", "Raden Wiryo", True),  # 14 of 26
        ("Ada 1010 kas", "Raden Wiryo", False),  # 12 of 26
        ("Ada 1010 kasus di 170 desa, kata Wiryo", "Raden Wiryo", True),
        ("Ada 1010 kasus di 170 desa", "Wiryo", False),
        ("Ada 1010 kasus di 170 desa", None, False),
    ],
)
def test_statements_share_half_of_the_longer_span(words: str, speaker: str | None, right: bool) -> None:
    gold = entry("statement", "Ada 1010 kasus di 170 desa", speaker="Raden Wiryo")
    assert is_right(gold, entry("statement", words, speaker=speaker)) is right


def test_venues_are_right_by_name_alone() -> None:
    gold = entry("venue", "Balai Kota", venue=["Balai Kota", "Balai Kota Sukamaju"], region_code="18.13")
    assert is_right(gold, entry("venue", "Sukamaju", venue="balai kota sukamaju", region_code=None))
    assert not is_right(gold, entry("venue", "Balai Kota", venue="Balai", region_code="18.13"))


def test_other_types_and_articles_never_match() -> None:
    gold = entry("venue", "Balai Kota", venue="Balai Kota")
    assert not is_right(gold, entry("venue", "Balai Kota", doc_id="b", venue="Balai Kota"))
    assert not is_right(gold, entry("official", "Balai Kota", venue="Balai Kota"))


def test_slots_are_asked_where_gold_states_them() -> None:
    gold = entry("statistic", "1010 kasus", approximation="exact", region_code=["18.13", None])
    found = entry("statistic", "1010 kasus", approximation="about", period="2020")
    assert slots_of(gold, found) == {"approximation": False, "region_code": True}
