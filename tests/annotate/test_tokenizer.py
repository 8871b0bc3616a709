"""Tokens of press text; every sentence here was written for this table."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.tokenizer import split_words

# A bar marks a border between tokens where the text has no blank.
CASES = [
    "Moh. Ramli dan Pj. Bupati hadir|.",
    "Plt. Kepala Dinas dr. H. Anwar|, S.H.|, M.Si.|, datang|.",
    "Hj. Nurbaya|, S.Pd.I.|, M.Pd|, guru",
    "Prof. Dr. Ir. Sulaiman|, M.Sc.",
    "K.H. Ma'ruf dan KH. Salim",
    "Kepala RSUD|, dr. Ratna|, Sp.OG|, M.Kes",
    "J. Latu bertemu Joko P. di pasar",
    "Jl. Merdeka No. 5 RT 02",
    "Rp|2,3 triliun dan Rp|15.000",
    "pukul 09.00 WIB atau 09:30",
    "sebanyak 1.010 orang|, 3,12|% lebih",
    "Selasa (|17/9/2024|) lalu",
    "Rabu (|14/2|)|.",
    "17|–|21 Mei",
    "menang 2|-|1 atas",
    "anak-anak dan ibu-ibu",
    "era 1990-an ke-17 Covid-19",
    "20|persen|, 10|km|, jaringan 5G",
    "tadi pagi|.|Selain itu",
    "kata Kemenkes|.|Selain itu",
    "“|Sudah selesai|,|” ujar Budi",
    '"|Belum|" katanya',
    "'|Baik|,|' jelas Rina",
    "Jumat dan Qur’an",
    "KOMPAS.com - Warga",
    "KABAR.CO.ID|, BOGOR",
    "tadi pagi|.|Info dibuka",
    "lihat https://contoh.go.id/a?b=1|, ya",
    "surel ke humas@kota.go.id|.",
    "[|foto|] {|satu|}",
    "tahun 2024/2025|,",
    "PT. Maju Tbk.|, anak usaha",
    "dll.|, dsb.|, a.n. ketua",
    "… lalu ... selesai",
    "hadir di DPR|.",
    "harga Rp|. 5.000",
    "Jakarta — Presiden",
    "20|%|–|30|%",
    "suhu 30|°|C",
    "🎉 selamat 😀",
    "قال الرئيس|.",
    "Januari – Maret (|YoY|)",
]


@pytest.mark.parametrize("case", CASES)
def test_tokens(case: str) -> None:
    assert words(case.replace("|", "")) == re.split(r"[| ]", case)


def words(text: str) -> list[str]:
    return [piece for start, end in split_words(text) if not (piece := text[start:end]).isspace()]


def test_a_full_stop_at_the_end_of_the_text_stands_alone() -> None:
    assert words("Ia minum vitamin C.")[-2:] == ["C", "."]


@given(st.text())
def test_borders_cover_the_text(text: str) -> None:
    borders = list(split_words(text))
    assert "".join(text[start:end] for start, end in borders) == text


@pytest.mark.parametrize("piece", ["a", ".", "A.", "a-", "1.", "a'", "www.", "@", "a.co", "x.y@"])
def test_no_text_makes_the_pattern_slow(piece: str) -> None:
    text = piece * 10_000
    start = time.perf_counter()
    assert sum(1 for _ in split_words(text)) > 0
    assert time.perf_counter() - start < 2.0
