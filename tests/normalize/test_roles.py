"""Titles, their status and their readable form."""

from __future__ import annotations

import pytest

from pipeline.lexicon import table
from pipeline.normalize import roles
from pipeline.normalize.words import split


@pytest.mark.parametrize(
    ("phrase", "status", "role", "rest"),
    [
        ("Sekda Kota Makassar", "definitive", "Sekretaris Daerah", "Kota Makassar"),
        ("Pj. Wali Kota Bekasi", "penjabat", "Wali Kota", "Bekasi"),
        ("Penjabat Sementara Bupati", "pjs", "Bupati", ""),
        ("Plh Kapolres", "plh", "Kepala Kepolisian Resor", ""),
        ("mantan Menkes", "former", "Menteri Kesehatan", ""),
        ("cawalkot Bekasi", "candidate", "Wali Kota", "Bekasi"),
        ("Kadisdikbud", "definitive", "Kepala Dinas", ""),
        ("Dirut PT Maju", "definitive", "Direktur Utama", "PT Maju"),
        ("Kapolri", "definitive", "Kepala Kepolisian Negara Republik Indonesia", ""),
        ("Danramil", "definitive", "Komandan Komando Rayon Militer", ""),
        ("Kajari", "definitive", "Kepala Kejaksaan Negeri", ""),
        ("Sekretaris Kabupaten", "definitive", "Sekretaris Daerah", ""),
        ("Waketum", "definitive", "Wakil Ketua Umum", ""),
        ("Senior Vice President PT Maju", "definitive", "Senior Vice President", "PT Maju"),
        ("Head of Communications PT Maju", "definitive", "Head of Communications", "PT Maju"),
    ],
)
def test_split_post(phrase: str, status: str, role: str, rest: str) -> None:
    assert roles.split_post(phrase) == (status, role, rest)


@pytest.mark.parametrize("phrase", ["warga", "kepala negara", "anggota keluarga", "Marketing", "", "kepalan"])
def test_what_is_no_title(phrase: str) -> None:
    assert roles.split_post(phrase) is None


@pytest.mark.parametrize(
    ("field", "spelled"),
    [
        ("Energi dan Sumber Daya Mineral (ESDM)", "Energi dan Sumber Daya Mineral"),
        ("Keuangan RI", "Keuangan"),
        ("Pertahanan Israel", "Pertahanan"),
        ("investasi dan hilirisasi", "Investasi dan Hilirisasi"),
        ("Agraria dan Tata Ruang/BPN", "Agraria dan Tata Ruang"),
    ],
)
def test_portfolio(field: str, spelled: str) -> None:
    assert roles.portfolio(field) == spelled


def test_every_title_in_the_table_can_be_found() -> None:
    for row in table("titles"):
        if row["kind"] in {"modifier", "noun", "none"}:
            continue
        match = roles.match_title(split(row["form"]), 0)
        assert match is not None, row["form"]


def test_post_does_not_repeat_the_noun_or_the_region() -> None:
    assert roles.post("Kepala Dinas", "plt", "Dinas Sosial", "Kota Bekasi") == (
        "Pelaksana Tugas Kepala Dinas Sosial Kota Bekasi"
    )
    assert roles.post("Kepala Kepolisian Resor", "definitive", "Polres Luwu", "Kabupaten Luwu") == (
        "Kepala Kepolisian Resor Polres Luwu"
    )
