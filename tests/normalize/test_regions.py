import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon import table
from pipeline.normalize import regions


def codes(name: str, **options) -> list[str]:
    return [region.code for region in regions.find(name, **options)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sulsel", "73"),
        ("Sumatera Utara", "12"),
        ("Sumatra Utara", "12"),
        ("Prov. Jawa Barat", "32"),
        ("Provinsi Lampung", "18"),
        ("DKI Jakarta", "31"),
        ("DKI", "31"),
        ("Jakarta", "31"),
        ("D.I. Yogyakarta", "34"),
        ("DIY", "34"),
        ("Jogja", "34.71"),
        ("Bangka Belitung", "19"),
        ("Kep. Riau", "21"),
        ("NTB", "52"),
        ("Jakarta Utara", "31.72"),
        ("Kota Jakarta Utara", "31.72"),
        ("Jaksel", "31.74"),
        ("Kepulauan Seribu", "31.01"),
        ("Lamsel", "18.01"),
        ("Pesibar", "18.13"),
        ("Kabupaten Lampung Selatan", "18.01"),
        ("kabupaten lampung selatan", "18.01"),
        ("Bandarlampung", "18.71"),
        ("Bandar Lampung", "18.71"),
        ("Tulangbawang", "18.05"),
        ("Kota Makassar", "73.71"),
        ("Bandung", "32.73"),
        ("Kab. Bandung", "32.04"),
        ("Kab.Bogor", "32.01"),
        ("Kabupaten Bogor", "32.01"),
        ("Pemkab Bogor", "32.01"),
        ("Pemkot Bogor", "32.71"),
        ("Gorontalo", "75"),
        ("Kota Gorontalo", "75.71"),
        ("Kabupaten Gorontalo", "75.01"),
        ("Provinsi Jambi", "15"),
        ("Kota Jambi", "15.71"),
        ("Solo", "33.72"),
        ("Kota Solo", "33.72"),
        ("Kabupaten Lima Puluh Kota", "13.07"),
        ("Kecamatan Way Jepara", "18.07.07"),
        ("Kec. Banjar Baru", "18.05.29"),
        ("Distrik Sentani", "91.03.01"),
        ("Kecamatan Makassar", "73.71.03"),
        ("Kota Banyuwangi", "35.10"),
        ("Palangka Raya", "62.71"),
        ("Toli-toli", "72.04"),
    ],
)
def test_the_likeliest_reading_of_a_written_form(name: str, code: str) -> None:
    assert codes(name)[:1] == [code]


@pytest.mark.parametrize("name", ["", " ", "Kota", "Kabupaten", "Kecamatan Pesawaran Raya", "Singapura", "."])
def test_what_names_no_region(name: str) -> None:
    assert codes(name) == []


def test_kind_and_place_narrow_a_bare_name() -> None:
    assert codes("Bogor") == ["32.71", "32.01"]
    assert codes("Bogor", kinds={"kabupaten"}) == ["32.01"]
    assert codes("Bandung", within="35") == ["35.04.17"]
    assert codes("Provinsi Solo") == []


def test_a_district_whose_name_begins_with_a_kind_word() -> None:
    assert {region.name for region in regions.find("Kota Agung")} == {"Kota Agung"}


def test_the_data_are_complete() -> None:
    provinces = [code for code in (f"{n:02d}" for n in range(100)) if regions.get(code)]
    middle = [f"{p}.{n:02d}" for p in provinces for n in range(100) if regions.get(f"{p}.{n:02d}")]
    assert len(provinces) == 38
    assert len(middle) == 514
    lower = [f"{m}.{n:02d}" for m in middle for n in range(100) if regions.get(f"{m}.{n:02d}")]
    assert len(lower) == 7285
    missed = [code for code in (*provinces, *middle, *lower) if code not in codes(regions.name_of(code) or "")]
    assert missed == []


def test_every_alias_leads_to_one_region_that_exists() -> None:
    for row in table("region_aliases"):
        assert codes(row["alias"]), row
    aliases = [regions.key_of(row["alias"]) for row in table("region_aliases")]
    assert len(aliases) == len(set(aliases))


def test_parents_and_names() -> None:
    assert [regions.parent(c) and regions.parent(c).name for c in ("73.71.03", "73.71", "73", "99")] == [
        "Makassar",
        "Sulawesi Selatan",
        None,
        None,
    ]
    assert regions.name_of("99.99") is None
    assert regions.name_of("31.01") == "Kabupaten Administrasi Kepulauan Seribu"
    assert regions.get("31.72") == regions.Region("31.72", "Jakarta Utara", 2, "kota")


@given(st.text(max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    for region in regions.find(text):
        assert regions.get(region.code) == region


def test_a_long_line_costs_little() -> None:
    assert codes("kota " * 200_000) == []
