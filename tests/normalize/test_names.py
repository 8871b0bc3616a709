"""Names and the words around them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize import names
from pipeline.normalize.words import split


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bapak Hendra", "Hendra"),
        ("H. Hendra Gunadi", "Hendra Gunadi"),
        ("H.Hendra Gunadi", "Hendra Gunadi"),
        ("KH Ali Maksum", "Ali Maksum"),
        ("Prof. Dr. Ir. Rina Marlina, M.Si., Ph.D", "Rina Marlina"),
        ("Letjen TNI (Purn) Yoga Prasetya", "Yoga Prasetya"),
        ("Kombes Pol Yoga Prasetya, S.I.K.", "Yoga Prasetya"),
        ("Inspektur Jenderal Polisi Yoga Prasetya", "Yoga Prasetya"),
        ("Kolonel Inf. Yoga Prasetya", "Yoga Prasetya"),
        ("Hendra  Gunadi SH MH", "Hendra Gunadi"),
        ("Moh. Ramdan Perdana", "Moh. Ramdan Perdana"),
        ("M. Nur", "M. Nur"),
        ("Pak", "Pak"),
    ],
)
def test_strip_honorifics(text: str, name: str) -> None:
    assert names.strip_honorifics(text) == name


@given(st.text(max_size=60))
def test_stripping_never_adds_words(text: str) -> None:
    assert set(names.strip_honorifics(text).split()) <= set(text.split()) | {
        text[w.start : w.end] for w in split(text)
    } | set(names.strip_honorifics(text).split())
    assert len(names.strip_honorifics(text)) <= len(text)


@pytest.mark.parametrize("word", ["Namun", "Oktober", "KPU", "Dinas", "Luncurkan", "SpaceX", "warga", "S.H."])
def test_words_that_no_name_has(word: str) -> None:
    assert not names.is_name_word(split(word)[0])


@pytest.mark.parametrize("word", ["Budi", "Asy'ari", "Mu’ti", "Nurofiq", "Lahadalia"])
def test_words_that_names_have(word: str) -> None:
    assert names.is_name_word(split(word)[0])


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("Hendra", "Hendra Gunadi", True),
        ("Gunadi", "Hendra Gunadi", True),
        ("M. Nur", "Muhammad Nur", True),
        ("Hendra Gunadi", "Hendra", False),
        ("Gunadi Hendra", "Hendra Gunadi", False),
        ("H", "Hendra Gunadi", False),
    ],
)
def test_short_forms(short: str, full: str, fits: bool) -> None:
    assert names.is_short_form(short, full) is fits


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("PresidenGalih hadir", ["Presiden", "Galih", "hadir"]),
        ("Menteri ESDMGalih", ["Menteri", "ESDM", "Galih"]),
        ("Galih Permanamengatakan", ["Galih", "Permana", "mengatakan"]),
        ("Putin tiba. Putindi kota", ["Putin", "tiba", ".", "Putin", "di", "kota"]),
        ("LaNyalla dan Hamdan", ["LaNyalla", "dan", "Hamdan"]),
        ("Abdul Mu'ti, M.Ed.", ["Abdul", "Mu'ti", ",", "M.Ed."]),
    ],
)
def test_split(text: str, tokens: list[str]) -> None:
    assert [w.text for w in split(text)] == tokens


@given(st.text(max_size=80))
def test_tokens_lie_where_they_say(text: str) -> None:
    found = split(text)
    assert all(text[w.start : w.end] == w.text and w.text for w in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
