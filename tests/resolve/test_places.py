import pytest
import spacy

import pipeline
from pipeline.article import Article, CleanText, OffsetMap, Span
from pipeline.reading import Reading
from pipeline.resolve.places import find_home, find_places

BLANK = spacy.blank("id")


def reading(
    text: str, *, dateline: str | None = None, outlet: str | None = None, people: tuple[str, ...] = ()
) -> Reading:
    doc = BLANK(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    starts = [(text.index(person), person) for person in people]
    doc.ents = [doc.char_span(start, start + len(person), label="PER") for start, person in starts]
    return Reading(Article("a", text, outlet=outlet), CleanText(text, OffsetMap.identity(len(text)), dateline), doc)


def found(text: str, **options) -> list[tuple[str, str]]:
    read = reading(text, **options)
    return [(place.span.of(text), place.code) for place in find_places(read)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Hujan turun di Kota Makassar.", [("Kota Makassar", "73.71")]),
        ("Pemkot Makassar menata pasar.", [("Makassar", "73.71")]),
        ("Pemerintah Kabupaten (Pemkab) Lampung Selatan hadir.", [("Lampung Selatan", "18.01")]),
        ("Bupati Bogor dan Wali Kota Bogor hadir.", [("Bogor", "32.01"), ("Bogor", "32.71")]),
        ("Warga Jakarta Utara ke Jakarta.", [("Jakarta Utara", "31.72"), ("Jakarta", "31")]),
        ("Gubernur Sulsel menemui warga NTB.", [("Sulsel", "73"), ("NTB", "52")]),
        ("Festival di Lampung dimulai.", [("Lampung", "18")]),
        ("Wali Kota Bandung tiba di Bandung.", [("Bandung", "32.73"), ("Bandung", "32.73")]),
        ("Pemkab Bandung menata Bandung.", [("Bandung", "32.04"), ("Bandung", "32.04")]),
        (
            "Petani Kabupaten Bogor, Bandung, dan Garut panen.",
            [("Kabupaten Bogor", "32.01"), ("Bandung", "32.04"), ("Garut", "32.05")],
        ),
        (
            "Warga Kecamatan Banjar Baru, Kabupaten Tulang Bawang, mengungsi.",
            [("Kecamatan Banjar Baru", "18.05.29"), ("Kabupaten Tulang Bawang", "18.05")],
        ),
        (
            "Banjir di Banjar, Kalimantan Selatan, surut.",
            [("Banjar", "63.03"), ("Kalimantan Selatan", "63")],
        ),
        ("Truk dari Menggala, Tulang Bawang.", [("Menggala", "18.05.02"), ("Tulang Bawang", "18.05")]),
        ("Jalur Solo-Jogja macet.", [("Solo", "33.72"), ("Jogja", "34.71")]),
        ("BANDARLAMPUNG bersiap.", [("BANDARLAMPUNG", "18.71")]),
        ("Warga Kota Metro berjalan sehat.", [("Kota Metro", "18.72")]),
        ("Bupati Batu Bara hadir.", [("Batu Bara", "12.19")]),
    ],
)
def test_region_mentions(text: str, places: list[tuple[str, str]]) -> None:
    assert found(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "Ekspor batu bara naik. Batu bara dikirim lewat laut.",
        "Wali murid dan tiga warga kota berkumpul.",
        "Perahu menyeberangi Danau Toba.",
        "Ia membaca Lampung Post dan menonton Metro TV.",
        "Pameran di Jakarta Convention Center.",
        "Sidang umum PBB di New York.",
        "Mitra usaha itu muda dan siak.",
        "Para Pati TNI dan Kaur Keuangan.",
        "Warga Kecamatan Antah Berantah.",
        "Pak Bone menanam padi. Buru-buru ia pulang.",
        "Mahasiswa Universitas Lampung.",
        "Panjang jalan itu lima kilometer.",
    ],
)
def test_words_that_are_no_region(text: str) -> None:
    assert found(text) == []


def test_a_person_is_no_region() -> None:
    text = "Menurut Budi Sukoharjo, Siti dan Rembang hadir di Demak."
    assert [name for name, _ in found(text)] == ["Sukoharjo", "Rembang", "Demak"]
    assert found(text, people=("Budi Sukoharjo", "Siti")) == [("Rembang", "33.17"), ("Demak", "33.21")]


def test_a_region_that_is_tagged_as_a_person_still_counts_behind_a_preposition() -> None:
    assert found("Banjir di Demak.", people=("Demak",)) == [("Demak", "33.21")]
    assert found("Kata Demak begitu.", people=("Demak",)) == []


def test_a_district_needs_company() -> None:
    assert found("Kebakaran di Sukarame.") == []
    assert found("Kebakaran di Sukarame, Bandar Lampung.")[0] == ("Sukarame", "18.71.02")


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("Rapat digelar di Kota Depok.", {"dateline": "MAKASSAR"}, "73.71"),
        ("Warga Depok dan Bogor ke Depok.", {}, "32.76"),
        ("Warga Depok dan Bogor.", {}, "32"),
        ("Gubernur Lampung hadir.", {}, "18"),
        ("Tidak ada apa-apa.", {}, None),
        ("Warga Kecamatan Way Jepara.", {}, "18.07"),
    ],
)
def test_home(text: str, options: dict[str, str], code: str | None) -> None:
    read = reading(text, **options)
    home = find_home(read, find_places(read))
    assert (home and home.code) == code


def test_a_home_that_only_the_dateline_names_has_an_empty_span() -> None:
    home = find_home(reading("Hujan.", dateline="Jakarta"), ())
    assert home is not None
    assert home.span == Span(0, 0)


def test_the_outlet_speaks_for_its_province() -> None:
    assert found("Bupati Banjar hadir di Kecamatan Bandung.", outlet="beritajatim.com")[-1][1].startswith("35.")


def test_the_pipeline_carries_places() -> None:
    facts = pipeline.extract("Rapat digelar di Aula Bappeda Kota Depok, Selasa (17/9/2024).")
    assert [f.region_code for f in facts if f.type == "venue"] == ["32.76"]
