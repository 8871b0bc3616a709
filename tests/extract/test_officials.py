"""Officials in sentences, and how statements of one post are put together."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.facts import OfficialFact
from pipeline.normalize.posts import Evidence, PostReader
from pipeline.normalize.words import split
from tests import cases


def officials(text: str, published: date | None = None) -> list[OfficialFact]:
    return [f for f in pipeline.extract(text, published=published) if isinstance(f, OfficialFact)]


@pytest.mark.parametrize("case", cases.load("officials"), ids=lambda case: case.id)
def test_case(case: cases.Case) -> None:
    cases.check(case, "official")


def test_two_posts_of_one_person_are_two_facts() -> None:
    found = officials("CEO Danamaju yang juga Menteri Investasi Galih Permana hadir.")
    assert {(f.person, f.role, f.organization) for f in found} == {
        ("Galih Permana", "CEO", "Danamaju"),
        ("Galih Permana", "Menteri Investasi", None),
    }


def test_an_acting_post_leaves_the_other_post_as_it_is() -> None:
    found = officials("Pj Gubernur Jawa Barat sekaligus Dirjen Bina Marga Kementerian PU Doni Setiawan hadir.")
    assert {(f.role, f.status) for f in found} == {("Gubernur", "penjabat"), ("Direktur Jenderal", "definitive")}


def test_elected_by_a_verb_gives_way_to_the_title() -> None:
    found = officials("Galih Permana terpilih menjadi Presiden. Presiden Galih Permana lalu berpidato.")
    assert [(f.person, f.status) for f in found] == [("Galih Permana", "definitive")]


def test_a_pair_of_titles_goes_to_a_pair_of_names() -> None:
    found = officials("Pasangan calon Bupati dan Wakil Bupati Bogor Yusuf Hidayat dan Rina Marlina mendaftar.")
    assert [(f.person, f.role, f.status, f.jurisdiction_code) for f in found] == [
        ("Yusuf Hidayat", "Bupati", "candidate", "32.01"),
        ("Rina Marlina", "Wakil Bupati", "candidate", "32.01"),
    ]


def test_a_pair_of_names_before_a_pair_of_titles() -> None:
    found = officials("Hartono Wijaya dan Galih Permana dilantik sebagai Presiden dan Wakil Presiden.")
    assert [(f.person, f.role) for f in found] == [("Hartono Wijaya", "Presiden"), ("Galih Permana", "Wakil Presiden")]


def test_a_shared_title_holds_for_both_names() -> None:
    found = officials("Wakil Ketua DPRD Kota Bekasi Rudi Hartawan dan Sari Kusumaningrum memimpin rapat.")
    assert [(f.person, f.role, f.organization) for f in found] == [
        ("Rudi Hartawan", "Wakil Ketua", "DPRD"),
        ("Sari Kusumaningrum", "Wakil Ketua", "DPRD"),
    ]


def test_mentions_of_one_post_are_one_fact_with_the_fuller_status() -> None:
    text = "Penjabat Bupati Bogor Hendra Gunadi tiba. Bupati Hendra Gunadi lalu berpidato."
    (fact,) = officials(text)
    assert (fact.status, fact.jurisdiction_code) == ("penjabat", "32.01")
    assert [text[s:e] for s, e in fact.mentions] == ["Penjabat Bupati Bogor Hendra Gunadi", "Bupati Hendra Gunadi"]
    assert fact.text == "Penjabat Bupati Bogor Hendra Gunadi"


def test_a_candidate_for_the_post_that_he_holds_has_two_facts() -> None:
    text = "Bupati Bogor Hendra Gunadi cuti. Calon Bupati Bogor Hendra Gunadi berkampanye."
    assert sorted(f.status for f in officials(text)) == ["candidate", "definitive"]


def test_a_term_that_ended_before_the_article_is_former() -> None:
    text = "Menteri Keuangan periode 2004-2009 Doni Setiawan hadir."
    assert [f.status for f in officials(text, date(2024, 5, 1))] == ["former"]
    assert [f.status for f in officials(text, date(2008, 5, 1))] == ["definitive"]


def test_a_numbered_president_is_former_beside_the_present_one() -> None:
    text = "Presiden Hartono Wijaya bertemu Presiden ke-7 Galih Permana."
    assert {f.person: f.status for f in officials(text)} == {"Hartono Wijaya": "definitive", "Galih Permana": "former"}


def test_the_post_is_readable() -> None:
    (fact,) = officials("Plt Kadis Pendidikan Kota Bekasi Tuti Alawiyah memimpin apel.")
    assert fact.post == "Pelaksana Tugas Kepala Dinas Pendidikan Kota Bekasi"


def test_the_police_unit_without_its_station_takes_the_station_of_the_article() -> None:
    text = "Kapolres Metro Bekasi Kombes Yoga Prasetya melalui Kasat Reskrim AKP Doni Setiawan membenarkan."
    assert [f.organization for f in officials(text)] == ["Polres Metro Bekasi", "Polres Metro Bekasi"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="KetuBpiKP 0a,().-/\n“\"'", max_size=80))
def test_reading_any_text_ends(text: str) -> None:
    words = split(text)
    reader = PostReader(words, Evidence())
    for at in range(len(words)):
        post = reader.read(at)
        assert post is None or at < post.following <= len(words)


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        ("Pj. ", 20_000),
        ("Plt. Pj. mantan ", 20_000),
        ("Kepala Desa ", 3_000),
        ("Kepala Desa Sukamaju, ", 3_000),
        ("Ketua DPRD S. Kom, ", 3_000),
    ],
)
def test_runs_of_titles_and_status_words_are_read_to_the_end(unit: str, count: int) -> None:
    words = split(unit * count)
    reader = PostReader(words, Evidence())
    posts = [post for at in range(len(words)) if (post := reader.read(at)) is not None]
    assert all(post.following <= len(words) for post in posts)
    assert len(posts) in {0, count}


def test_only_so_many_status_words_are_tried() -> None:
    assert PostReader(split("mantan Plt. Bupati"), Evidence()).read(0) is not None
    reader = PostReader(split("Pj. " * 10 + "Bupati"), Evidence())
    assert reader.read(0) is None
    post = reader.read(8)
    assert post is not None
    assert post.status == "penjabat"


def test_only_the_kind_of_region_that_the_office_says_is_left_out() -> None:
    text = "Bupati Kabupaten Tulang Bawang Yanwar Hadi dan Sekretaris Daerah Kota Makassar Rina Dewi hadir."
    assert [f.post for f in officials(text)] == ["Bupati Tulang Bawang", "Sekretaris Daerah Kota Makassar"]


def test_the_post_of_a_village_head_names_the_village() -> None:
    text = "Banjir di Kabupaten Lampung Barat. Peratin Sukarame Darsono hadir."
    assert [f.post for f in officials(text)] == ["Peratin Sukarame Kabupaten Lampung Barat"]
