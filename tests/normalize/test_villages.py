"""Where the name of a village ends behind its head's title."""

from __future__ import annotations

import pytest

from pipeline.normalize import villages
from pipeline.normalize.words import split


@pytest.mark.parametrize(
    ("text", "village"),
    [
        ("Tanjung Mulya Darsono", "Tanjung Mulya"),
        ("Sukamaju Darsono", "Sukamaju"),
        ("Sukamaju Timur Darsono", "Sukamaju Timur"),
        ("Gembor Baru Darsono", "Gembor Baru"),
        ("Samsu Hadi", ""),
        ("Sukarno Hadi", ""),
        ("Tanjung", ""),
        ("tanjung mulya", ""),
    ],
)
def test_words_that_villages_are_named_with(text: str, village: str) -> None:
    words = split(text)
    assert " ".join(w.text for w in words[: villages.end_of(words, 0, {})]) == village


def test_villages_that_the_text_names() -> None:
    known = villages.named_in(split("di Desa Gembor Lada, Pekon Rimba dan Kepala Desa Samsu Hadi"))
    assert known == {"gembor": (("gembor", "lada"),), "rimba": (("rimba",),)}
    assert villages.end_of(split("Gembor Lada Budi Hartono"), 0, known) == 2


def test_the_official_list_of_the_own_province() -> None:
    words = split("Karyacipta Abadi Muslimin")
    assert villages.end_of(words, 0, {}, "18.05") == 2
    assert villages.end_of(words, 0, {}, "73.71") == 0


def test_one_word_of_the_official_list_counts_in_its_regency_alone() -> None:
    words = split("Kembahang Samsul Bahri")
    assert villages.end_of(words, 0, {}, "18.04") == 1
    assert villages.end_of(words, 0, {}, "18") == 0
    assert villages.end_of(words, 0, {}, "18.05") == 0
