"""No text, however odd, loses its places in cleaning."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.article import Article, CleanText, Span
from pipeline.clean import clean
from pipeline.clean.draft import Draft, Edit

WORDS = (
    *("Bupati", "hadir", "di", "Makassar", "Rp2,3 triliun", "17 September 2024", "lebar\ndi\nKota\nbesar", ".", ","),
    *("\n", "\n\n", " ", "  ", "\t", "\r\n", "\x85", "\x9d", "\x00", "\u00ad", "\u200b", "\ufeff"),
    *(
        "JAKARTA, WARTA.com - ",
        "Jakarta – ",
        "Laporan Wartawan D",
        "Baca juga: ",
        "Baca Juga Harga Naik",
        "ADVERTISEMENT",
    ),
    *(
        "SCROLL TO CONTINUE WITH CONTENT",
        "(rls)",
        "(*)",
        "***",
        "Editor: A",
        "Sumber: C",
        "(Foto: B)",
        "[Gambas:Video]",
    ),
    *("&amp;quot;", "&nbsp;", "&#8220;", "&lt;b&gt;", "<p>", "</p>", "<br/>", "<script>", "</script>", "<!--", "-->"),
    *("â€œ", "â€", "â€“", "Ã©", "e\u0301", "''", "``", "“", "”", "‘", "’", "„", "ﬁ", "Ｒｐ", "😀"),
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=30).map(" ".join),
)


def check(source: str, cleaned: CleanText) -> None:
    """Every place of the cleaned text leads to a place in the source, in order, and to the same letter if it is one."""
    last = Span(0, 1)
    for position, char in enumerate(cleaned.text):
        place = cleaned.offsets.to_source(Span(position, position + 1))
        assert 0 <= place.start < place.end <= len(source)
        assert place.start >= last.start
        assert place.end >= last.end
        if char.isascii() and char.isalnum() and len(place) == 1 and place.of(source).isascii():
            assert place.of(source) == char
        last = place
    assert sum(piece.length for piece in cleaned.offsets.pieces) == len(cleaned.text)
    if cleaned.text:
        whole = cleaned.offsets.to_source(Span(0, len(cleaned.text)))
        assert whole.end <= len(source)
    assert all(0 <= span.start < span.end <= len(source) for span in cleaned.furniture)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_place_leads_back(source: str) -> None:
    check(source, clean(Article("a", source)))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_cleaned_text_is_tidy_and_stays_as_it_is(source: str) -> None:
    text = clean(Article("a", source)).text
    assert text == text.strip()
    assert not {"\t", "\r", "\xa0", "\u200b", "\x00"} & set(text)
    assert "\n\n" not in text
    assert "  " not in text


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "<",
            "&",
            "<p ",
            "<!--",
            "<script>",
            "&amp;",
            " ",
            "\n",
            "'",
            '"',
            "e\u0301",
            "\u0301",
            "â€",
            "-",
            "(",
            "A",
            "1",
        ),
        *(
            "a\n",
            "A ",
            "A.com, ",
            "Jakarta – ",
            "Baca juga: ",
            "[Foto: ",
            "(rls)",
            "Editor: ",
            "ADVERTISEMENT ",
            "***\n",
        ),
    ],
)
def test_hostile_repetition_is_cleaned_in_linear_time(unit: str) -> None:
    source = unit * (60_000 // len(unit))
    cleaned = clean(Article("a", source))
    assert len(cleaned.text) <= len(source)


def test_a_draft_refuses_edits_that_overlap_or_insert() -> None:
    draft = Draft.of("abcdef")
    with pytest.raises(ValueError, match="overlap"):
        draft.edited([Edit(0, 3, "x"), Edit(2, 4)])
    with pytest.raises(ValueError, match="inserts"):
        draft.edited([Edit(2, 2, "x")])


def test_edits_on_edits_keep_the_way_back() -> None:
    draft = Draft.of("ab&amp;quot;cd").edited([Edit(2, 7, "&")]).edited([Edit(2, 8, '"')]).edited([Edit(0, 1)])
    assert draft.text == 'b"cd'
    assert [draft.source(Span(i, i + 1)) for i in range(4)] == [Span(1, 2), Span(2, 12), Span(12, 13), Span(13, 14)]
    assert [draft.offsets().to_source(Span(i, i + 1)) for i in range(4)] == [
        draft.source(Span(i, i + 1)) for i in range(4)
    ]
