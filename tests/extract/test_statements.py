"""Direct speech: annotated sentences, and the parts by themselves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.statements.clauses import clause_behind, clause_inside
from pipeline.extract.statements.marks import find_quotes
from pipeline.lexicon import table
from tests.cases import Case, check, load


@pytest.mark.parametrize("case", load("statements"), ids=lambda case: case.id)
def test_annotated_sentences(case: Case) -> None:
    check(case, "statement")


def _inner(text: str) -> list[str]:
    return [quote.inner.of(text) for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“Satu dua.” Tiga “empat lima”.", ["Satu dua.", "empat lima"]),
        ('" Kami siap, " kata Budi.', ["Kami siap,"]),
        ('Katanya,"Kami siap."', ["Kami siap."]),
        ('"Kami siap," ujarnya."Besok mulai."', ["Kami siap,", "Besok mulai."]),
        ("“Kami siap,“ ujarnya.", ["Kami siap,"]),
        ('"Kami siap, "ujar Budi.', ["Kami siap,"]),
        ('"Kami siap. "Besok mulai," kata Budi.', ["Kami siap.", "Besok mulai,"]),
        ("Ia berkata, 'Kami siap bekerja besok.'", ["Kami siap bekerja besok."]),
        ("“Kami siap,’ ungkap Budi.", ["Kami siap,"]),
        ('Layar 50" dan kabel.', []),
        ("", []),
        ('"', []),
        ('""', []),
        ("”", []),
    ],
)
def test_marks(text: str, inner: list[str]) -> None:
    assert _inner(text.replace("’", "'")) == inner


@given(st.text(alphabet="ab ,.“”\"'\nK", max_size=60))
def test_stretches_are_in_order_apart_and_without_marks_at_their_ends(text: str) -> None:
    quotes = find_quotes(text)
    for before, after in pairwise(quotes):
        assert before.outer.end <= after.outer.start
    for quote in quotes:
        words = quote.inner.of(text)
        assert quote.outer.covers(quote.inner)
        assert words == words.strip()
        assert words


@pytest.mark.parametrize("char", ['"', "“", "”", "'", "a", " ", ",", '" '])
def test_a_long_run_of_one_character_takes_no_time(char: str) -> None:
    find_quotes(char * 200_000)


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        (" kata Budi.", "kata"),
        (", ujarnya.", "ujar"),
        (". Demikian disampaikan Budi.", "sampai"),
        (" Lanjut Winarno mengajak warga.", "lanjut"),
        ("kata Budi", "kata"),
        ("kataBudi", "kata"),
        (" lagi katanya", "kata"),
        (" Jelas ini keliru.", None),
        (" katakan saja", None),
        (" Kami pulang.", None),
        (" menurutku keliru", None),
    ],
)
def test_clauses_behind_a_mark(text: str, lemma: str | None) -> None:
    clause = clause_behind(text, 0, len(text))
    assert (clause.lemma if clause else None) == lemma


def test_a_clause_inside_is_only_taken_in_its_plain_forms() -> None:
    plain = "Kami siap, kata Budi."
    assert clause_inside(plain, 0, len(plain)) == plain.index(" kata")
    for text in ("Kami siap, kata orang tua kami dulu.", "Kami sebut saja itu jelas Budi"):
        assert clause_inside(text, 0, len(text)) is None


def test_every_verb_has_a_known_use_and_no_form_stands_twice() -> None:
    rows = table("reporting_verbs")
    assert {row["use"] for row in rows} == {"base", "active", "passive", "preposition"}
    assert len({row["form"] for row in rows}) == len(rows)
