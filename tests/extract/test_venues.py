import time

import pytest

import pipeline
from pipeline.extract.venues.cues import cue_after, cue_before, event_of
from pipeline.extract.venues.phrases import read_chain, read_phrase
from tests import cases

CASES = cases.load("venues")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_venues_of_a_text(case: cases.Case) -> None:
    cases.check(case, "venue")


def test_near_misses_are_as_numerous_as_half_the_positives() -> None:
    assert len({case.id for case in CASES}) == len(CASES)
    assert 2 * sum(not case.facts for case in CASES) >= sum(bool(case.facts) for case in CASES)


@pytest.mark.parametrize(
    ("text", "name", "shape"),
    [
        ("Aula Melati, Depok", "Aula Melati", "named"),
        ("sebuah rumah di Jalan Mawar", "rumah", "unnamed"),
        ("kawasan Masjid Raya Kenanga.", "Masjid Raya Kenanga", "named"),
        ("Jl. Ahmad Yani No. 5", "Jl. Ahmad Yani", "named"),
        ("Gedung Kenanga Selasa pagi", "Gedung Kenanga", "named"),
        ("Kantor Bupati Demak", "Kantor Bupati Demak", "named"),
        ("Kantor Dinas Pendidikan dan Kebudayaan yang baru", "Kantor Dinas Pendidikan dan Kebudayaan", "named"),
        ("Depok", "Depok", "region"),
        ("Kabupaten Antah", "Kabupaten Antah", "region"),
        ("Pekon (Desa) Sukamaju", "Pekon (Desa) Sukamaju", "named"),
        ("sejumlah Desa", "sejumlah", "plural"),
        ("Kopivention Raya", "Kopivention Raya", "bare"),
    ],
)
def test_where_a_name_ends(text: str, name: str, shape: str) -> None:
    phrase = read_phrase(text, 0)
    assert phrase is not None
    assert (phrase.span.of(text), phrase.shape) == (name, shape)


@pytest.mark.parametrize("text", ["", "bahwa ia", ", Depok", "17 September 2024", "YouTube Melati"])
def test_no_place_begins_there(text: str) -> None:
    assert read_phrase(text, 0) is None


def test_a_chain_ends_where_the_places_end() -> None:
    text = "Hotel Melati, Jalan Mawar, Kota Depok, Senin (4/3)"
    chain = read_chain(text, 0)
    assert chain is not None
    assert text[: chain.end] == "Hotel Melati, Jalan Mawar, Kota Depok"


@pytest.mark.parametrize(
    ("left", "kind"),
    [
        ("Rapat kerja itu digelar", "holds"),
        ("kata Budi usai rapat paripurna", "event"),
        ("kata Budi", "speech"),
        ("Budi saat ditemui", "speech"),
        ("keluhan banyak warga", "thing"),
        ("rumah yang terletak", "state"),
        ("Polisi menangkap dua pria", "happen"),
        ("kunjungan wisatawan", "other"),
        ("Persatuan Wartawan Indonesia", None),
        ("", None),
    ],
)
def test_the_nearest_cue_decides(left: str, kind: str | None) -> None:
    cue = cue_before(left, 0, len(left))
    assert (cue and cue.kind) == kind


def test_cues_behind_the_place() -> None:
    text = ", bupati melantik pejabat."
    cue = cue_after(text, 0, len(text))
    assert cue is not None
    assert cue.span.of(text) == "melantik"


def test_the_event_is_the_whole_noun_phrase() -> None:
    text = "dalam acara Peringatan Hari Koperasi yang digelar di"
    cue = cue_before(text, 0, len(text) - 2)
    assert cue is not None
    assert event_of(text, 0, cue, len(text) - 2) == "Peringatan Hari Koperasi"


def test_mentions_gather_every_place_that_names_the_venue() -> None:
    text = "Rapat digelar di Aula Melati, Senin. Warga memenuhi Aula Melati."
    fact = next(f for f in pipeline.extract(text) if f.type == "venue")
    assert [text[a:b] for a, b in fact.mentions] == ["Aula Melati", "Aula Melati"]


@pytest.mark.parametrize("unit", ["di ", "a", '"', "(", "Jl. A. ", "Aula "])
def test_long_lines_are_read_in_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    for position in range(0, min(len(text), 2_000), len(unit)):
        read_chain(text, position)
        cue_before(text, 0, position)
    assert time.process_time() - start < 10
