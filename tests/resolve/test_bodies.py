import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline.article import Article, CleanText, OffsetMap
from pipeline.lexicon import table
from pipeline.normalize import bodies
from pipeline.reading import Reading
from pipeline.resolve.bodies import find_bodies

BLANK = spacy.blank("id")


def document(text: str) -> Doc:
    doc = BLANK(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def found(text: str) -> list[tuple[str, str | None, list[str]]]:
    read = Reading(Article("a", text), CleanText(text, OffsetMap.identity(len(text))), document(text))
    return [(body.name, body.key, [span.of(text) for span in body.spans]) for body in find_bodies(read)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Badan Pengawas Pemilu (Bawaslu) RI rapat. Bawaslu siap.",
            [("Badan Pengawas Pemilu", "bawaslu", ["Badan Pengawas Pemilu", "Bawaslu", "Bawaslu"])],
        ),
        (
            "Bawaslu RI dan KPU.",
            [("Badan Pengawas Pemilihan Umum", "bawaslu", ["Bawaslu RI"]), ("Komisi Pemilihan Umum", "kpu", ["KPU"])],
        ),
        (
            "Forum Petani Kopi Nusantara (FPKN) berdiri. Ketua FPKN hadir.",
            [("Forum Petani Kopi Nusantara", None, ["Forum Petani Kopi Nusantara", "FPKN", "FPKN"])],
        ),
        (
            "Dinas Pemuda dan Olahraga (Dispora) rapat.",
            [("Dinas Pemuda dan Olahraga", "dispora", ["Dinas Pemuda dan Olahraga", "Dispora"])],
        ),
        (
            "BMKG dan Badan Meteorologi, Klimatologi, dan Geofisika.",
            [
                (
                    "Badan Meteorologi, Klimatologi, dan Geofisika",
                    "bmkg",
                    ["BMKG", "Badan Meteorologi, Klimatologi, dan Geofisika"],
                )
            ],
        ),
        ("Pan Am dan pks bukan partai.", []),
        ("Ia tiba (17/9) dengan Budi (42).", []),
        ("Sepak bola (Liga Satu) dimulai.", []),
    ],
)
def test_forms_of_one_body_are_taken_together(text: str, wanted: list[tuple[str, str | None, list[str]]]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Bawaslu", "bawaslu"),
        ("Badan Pengawas Pemilu", "bawaslu"),
        ("Bawaslu RI", "bawaslu"),
        ("KPU Kota Bekasi", "kpu"),
        ("Komisi Pemilihan Umum Provinsi Lampung", "kpu"),
        ("BPS", "bps"),
        ("Kementerian Energi dan Sumber Daya Mineral (ESDM)", "kemen-esdm"),
        ("PAN", "pan"),
        ("Dinas Kesehatan Lampung Barat", "dinkes"),
        ("Pan", None),
        ("", None),
        ("Kota Bekasi", None),
        ("Dinas Ajaib", None),
        ("RI", None),
    ],
)
def test_keys(name: str, key: str | None) -> None:
    assert bodies.key_of(name) == key


def test_every_acronym_and_name_of_the_table_leads_to_a_body() -> None:
    for row in table("bodies"):
        assert bodies.find(row["name"]) is not None
        if row["acronym"]:
            assert bodies.expand(row["acronym"]) is not None


@pytest.mark.parametrize(("acronym", "name"), [("BPBD", "Badan Penanggulangan Bencana Daerah"), ("Bupati", None)])
def test_expand(acronym: str, name: str | None) -> None:
    assert bodies.expand(acronym) == name


@given(st.text(max_size=80))
def test_any_text_is_read_without_error(text: str) -> None:
    bodies.key_of(text)
    found(text)
