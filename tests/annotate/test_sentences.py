"""Borders of sentences; every text here was written for this table."""

from __future__ import annotations

import re

import pytest

import pipeline.annotate  # noqa: F401  registers the components
from pipeline.annotate.sentences import sentence_starts
from pipeline.annotate.tokenizer import split_words

# Two bars stand before each sentence but the first.
BORDERS = [
    "Hujan turun. ||Jalan tergenang.",
    "Surat dikirim ke DPR. ||Koneksi internet putus.",
    "Ia tiba pukul 09.00. ||Rapat dimulai.",
    "Jumlahnya 1.010. ||Angka itu naik.",
    "Apakah benar? ||Ya! ||Itu benar.",
    "Warga mengungsi… ||Bantuan tiba.",
    "Hujan turun tadi pagi.||Selain itu angin kencang.",
    "Ditangani Kemenkes.||Selain itu ada bantuan.",
    "Dibuka Selasa (29/1/2019).||Di tempat itu ia bicara.",
    "Ditutup pukul 16.00 WIB.||Indeks naik.",
    "Berlaku sejak 2025.||Tarif turun.",
    "“Kami siap.” ||Ia lalu pergi.",
    '"Kami siap." ||Ia lalu pergi.',
    "Ia lalu pergi. ||“Kami siap,” ujarnya.",
    'Ia lalu pergi. ||"Kami siap," ujarnya.',
    "(Ia pergi.) ||Rapat usai.",
    "Ia pergi (kemarin). ||Rapat usai.",
    "Pasar Murah Dibuka\n||Warga antre sejak pagi.",
    "Pasar Murah Dibuka\r\n||Warga antre.",
    "Warga antre\n\n||Bupati datang\n \n||Rapat usai",
    "Rapat dipimpin Siti, S.H. ||Namun ia pulang.",
    "Saham PT Maju Tbk. ||Selain itu, indeks naik.",
    "Ada beras, gula, dll. ||Adapun minyak habis.",
    "Suhu naik 2 derajat. ||25 orang sakit.",
    "Rapat usai. ||- Baca Juga: Harga naik",
    "Situs resmi kota.go.id. ||Warga bisa mendaftar.",
    "Tarif Rp2,3 juta. ||Warga menolak.",
    "1. Buka aplikasi. ||Isi data.",
    "Hadir dr. Rina. ||Ia dokter.",
]
WHOLE = [
    "Moh. Ramli hadir.",
    "Pj. Wali Kota membuka rapat.",
    "Rapat dipimpin Ahmad, S.H., M.Si., di aula.",
    "Rapat dipimpin Ahmad, S.H. Wibowo.",
    "Anggaran Rp2,3 triliun disetujui.",
    "Anggaran Rp. 5.000 per orang.",
    "Perda No. 5 Tahun 2020 berlaku.",
    "Rapat pukul 09.00 WIB di balai kota.",
    "Kantor di Jl. Ahmad Yani.",
    "Ir. H. Joko bertemu J. Latu.",
    "Kec. Lembang, Kab. Bandung Barat.",
    "“Kami siap!” ujar Budi.",
    "“Benarkah?” tanya Budi.",
    "JAKARTA, KOMPAS.com - Presiden tiba.",
    "Harga naik ... sampai pekan depan.",
    "PT. Maju dan CV. Mundur.",
    "KABAR.COM, BOGOR - Warga antre.",
    "Dandim Letkol Inf. Hasan dan Moch. Ali hadir.",
    "Rapat pada Selasa (17/9/2024) malam.",
    "AKBP Drs. Anton dan Kombes Pol. Rudi hadir.",
    "Pengacara a.n. Budi dkk. datang.",
    "Kuasa hukum, Dr. H. M. Yusuf, S.H., M.H., hadir.",
    "",
    "Ya",
    ".",
    "...",
    "\n\n",
    '"',
]


@pytest.mark.parametrize("case", BORDERS)
def test_sentences_end_where_they_should(case: str) -> None:
    assert "||".join(sentences(case.replace("||", ""))) == case


@pytest.mark.parametrize("text", WHOLE)
def test_nothing_splits_one_sentence(text: str) -> None:
    assert len(sentences(text)) <= 1


def sentences(text: str) -> list[str]:
    """The pieces of ``text`` by the rules, with the blanks between them."""
    words: list[str] = []
    spaced: list[bool] = []
    places: list[int] = []
    for start, end in split_words(text):
        if text[start:end] == " " and words:
            spaced[-1] = True
            continue
        words.append(text[start:end])
        spaced.append(False)
        places.append(start)
    starts = [place for place, first in zip(places, sentence_starts(words, spaced), strict=True) if first]
    if not starts:
        return []
    return [text[start:end] for start, end in zip([0, *starts[1:]], [*starts[1:], len(text)], strict=True)]


def test_every_text_begins_a_sentence() -> None:
    assert sentence_starts(["Ya"], [False]) == [True]
    assert sentence_starts([], []) == []


def test_white_space_before_the_first_word_belongs_to_no_sentence_but_the_first() -> None:
    assert re.sub(r"\s", "", sentences("\n Rapat usai.")[0]) == "Rapatusai."
