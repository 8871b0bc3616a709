"""People of an article: full names, short forms, nicknames, and what is no person."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.annotate import load
from pipeline.article import Article, CleanText, OffsetMap
from pipeline.reading import Person, Reading
from pipeline.resolve import Resolver


def people(text: str) -> dict[str, list[str]]:
    clean = CleanText(text, OffsetMap.identity(len(text)))
    reading = Resolver()(Reading(Article("a", text), clean, load()(text)))
    return {p.name: [span.of(text) for span in p.spans] for p in reading.entities.people}


def test_short_forms_are_tied_to_the_full_name() -> None:
    text = 'Bupati Bogor Hendra Gunadi hadir. "Kami siap," kata Hendra. Menurut Gunadi, warga membantu.'
    assert people(text)["Hendra Gunadi"] == ["Hendra Gunadi", "Hendra", "Gunadi"]


def test_a_short_form_before_the_full_name_is_tied_too() -> None:
    assert list(people("Bupati Hendra hadir. Kemudian Bupati Hendra Gunadi pulang.")) == ["Hendra Gunadi"]


def test_the_nearer_of_two_namesakes_is_meant() -> None:
    text = "Ketua KPU Budi Santoso hadir. Ketua Bawaslu Budi Wirawan menyusul. Menurut Budi, rapat lancar."
    assert people(text)["Budi Wirawan"] == ["Budi Wirawan", "Budi"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bupati Bogor Drs. H. Hendra Gunadi, M.Si. hadir.", "Hendra Gunadi"),
        ("Kapolres Metro Bekasi AKBP Hendra Gunadi hadir.", "Hendra Gunadi"),
        ("Camat Sukau Hadi Susanto, S.Kom hadir.", "Hadi Susanto"),
        ("Wali Kota Makassar Moh. Ramdan Perdana hadir.", "Moh. Ramdan Perdana"),
        ("Menurut Ustaz Umar bin Said, zakat wajib dibayar.", "Umar bin Said"),
        ("Ketua KPU Hasan Asy'ari hadir.", "Hasan Asy'ari"),
        ("Gubernur Bali I Wayan Sudarma hadir.", "I Wayan Sudarma"),
    ],
)
def test_names_stand_without_titles_ranks_and_degrees(text: str, name: str) -> None:
    assert name in people(text)


def test_nicknames_are_mentions() -> None:
    text = "Bupati Bogor Hendra Gunadi akrab disapa Kang Uchok hadir. Uchok menyapa warga."
    assert people(text)["Hendra Gunadi"][-1] == "Uchok"


@pytest.mark.parametrize("word", ["RI", "KPU", "Bawaslu", "Bekasi"])
def test_bodies_and_places_are_no_people(word: str) -> None:
    assert word not in people("Ketua KPU RI Budi Santoso dan Ketua Bawaslu Kota Bekasi Rina Marlina hadir di Bekasi.")


def test_people_are_in_order_and_their_spans_sorted() -> None:
    text = "Ketua KPU Budi Santoso dan Ketua Bawaslu Rina Marlina hadir. Rina pulang bersama Budi."
    clean = CleanText(text, OffsetMap.identity(len(text)))
    found: tuple[Person, ...] = Resolver()(Reading(Article("a", text), clean, load()(text))).entities.people
    assert [p.name for p in found] == ["Budi Santoso", "Rina Marlina"]
    assert all(list(p.spans) == sorted(p.spans) for p in found)


@pytest.mark.parametrize(
    ("text", "name", "mention"),
    [
        ('Presiden Raden "Wirok" Wiryo hadir. Menurut Wirok, warga senang.', "Raden Wiryo", "Wirok"),
        ("Bupati Hendrotul Gunadi hadir. Menurut Hendrutul, warga senang.", "Hendrotul Gunadi", "Hendrutul"),
        ("Menteri Hendartiasto Gunadi hadir. Menurut Hendar, warga senang.", "Hendartiasto Gunadi", "Hendar"),
        ("Ketua Muhamad Tharizq Gunadi hadir. Menurut Tharizd, warga senang.", "Muhamad Tharizq Gunadi", "Tharizd"),
        (
            "Bupati Endarwan hadir. Enda, begitu sapaan akrabnya, menilai warga senang. Menurut Enda, jalan baik.",
            "Endarwan",
            "Enda",
        ),
        (
            '"Kami siap," kata Jojok. Jojok, sapaan akrab Hendra Gunadi, menang.',
            "Hendra Gunadi",
            "Jojok",
        ),
        (
            '"Kami siap," ujar Public Relations Lead Majujaya Indonesia Krisva Marlina, Senin.',
            "Krisva Marlina",
            "Krisva Marlina",
        ),
        ("Plt Kepala BPPRD Bandarlampung Yanwarsa mengatakan pajak naik.", "Yanwarsa", "Yanwarsa"),
        ("Anggota DPRD Edi Gunadi, S. Kom hadir. Menurut Edi, warga senang.", "Edi Gunadi", "Edi"),
        ('"Kami siap," ujar Hari saat ditemui. Harga naik.', "Hari", "Hari"),
    ],
)
def test_other_forms_mean_the_same_person(text: str, name: str, mention: str) -> None:
    found = people(text)
    assert mention in found[name]
    assert len(found) == 1


def test_a_wife_who_bears_the_name_is_another_person() -> None:
    text = "Kapolda Riau Irjen Hendra Gunadi hadir bersama Tina Hendra Gunadi. Menurut Hendra, warga senang."
    assert people(text) == {"Hendra Gunadi": ["Hendra Gunadi", "Hendra"], "Tina Hendra Gunadi": ["Tina Hendra Gunadi"]}


def test_names_that_differ_by_their_last_vowel_stay_apart() -> None:
    assert len(people("Ketua KPU Rosanto hadir. Ketua Bawaslu Rosanti menyusul.")) == 2


def test_the_beginning_of_a_name_is_another_person_unless_the_text_calls_it_a_nickname() -> None:
    assert len(people("Bupati Endarwan hadir. Menurut Enda, warga senang.")) == 2


def test_what_has_no_part_of_a_name_breaks_nothing() -> None:
    facts = pipeline.extract(
        'Film itu beredar dalam format Blu-ray. "Kami senang sekali dengan film ini," kata Blu-ray.'
    )
    assert [fact.type for fact in facts] == ["statement"]


def test_a_nickname_of_somebody_taken_up_is_the_last_one_named() -> None:
    text = 'Dirjen Hendra Gunadi Saksana hadir. "Kami siap," kata pria yang akrab disapa Ipong. Menurut Ipong, aman.'
    assert people(text)["Hendra Gunadi Saksana"][-1] == "Ipong"


def test_a_nickname_belongs_to_the_name_that_holds_it_or_to_the_first_of_the_sentence_before() -> None:
    text = "Ketua KPU Thobari Aftono menanggapi Bupati Hendra Gunadi. Pria yang akrab disapa Tono ini hadir. Tono diam."
    assert people(text)["Thobari Aftono"][-1] == "Tono"
    text = (
        "Ketua KPU Thobari Saleh menanggapi Bupati Hendra Gunadi. Pria yang akrab disapa Ipong ini hadir. Ipong diam."
    )
    assert people(text)["Thobari Saleh"][-1] == "Ipong"


def test_the_end_of_a_body_and_a_title_behind_it_are_no_part_of_a_name() -> None:
    found = people(
        '"Kami siap bekerja," ungkap Kepala UPTD Kebun Raya Bogor Sukimin. Sukimin hadir. "Baik," ujar Sukimin.'
    )
    assert "Bogor Sukimin" not in found
    assert "Sukimin" in found
    assert "Misbahun" in people('"Kami siap bekerja," kata Misbahun Ketua Komisi XI DPR.')


def test_what_the_press_calls_a_person_by_is_a_mention() -> None:
    assert people("Gubernur Dedi Mulyadi hadir. Kami siap, tegas KDM.")["Dedi Mulyadi"][-1] == "KDM"


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ('Wakil Ketua KPU Hendrawan Gunadi hadir. "Kami siap bekerja," ujar Hend.', True),
        ('Wakil Ketua KPU Hendrawan Gunadi hadir. Menurut Hendrawan, aman. "Kami siap bekerja," ujar Hend.', False),
        ('Wakil Ketua KPU Hendrawan Gunadi hadir. "Kami siap bekerja," ujar Hend (31).', False),
    ],
)
def test_four_letters_of_a_name_mean_its_bearer_where_nobody_else_is_meant(text: str, one: bool) -> None:
    assert ("Hend" not in people(text)) is one


@pytest.mark.parametrize("other", ["Frits", "Friets"])
def test_spellings_that_sound_alike_are_one_person(other: str) -> None:
    found = people(f'Ketua KPU Fritz Hutabarat hadir. "Kami siap bekerja," ujar {other}.')
    assert (other in found["Fritz Hutabarat"]) is (other == "Frits")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ketua KPU Maria S.W. Sumarni hadir.", "Maria S.W. Sumarni"),
        ("Kata Cak Hendra, jalan itu aman.", "Hendra"),
        ("Ketua KPU Imam Basoki hadir.", "Imam Basoki"),
        ('"Kami siap bekerja," kata psikolog Rina Marlina.', "Rina Marlina"),
    ],
)
def test_initials_and_honorifics_of_the_press(text: str, name: str) -> None:
    assert name in people(text)
